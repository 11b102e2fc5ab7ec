use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;

use crate::open_enum::Vocabulary;

/// How well a value fits a type; the greater, the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Likeness {
    /// Properties that have the one value they always have, or one of those that their enum knows.
    constants: usize,
    /// What the type knows of the value.
    known: usize,
    /// What it does not.
    unknown: Reverse<usize>,
}

impl Likeness {
    const PLAIN: Self = Self { constants: 0, known: 0, unknown: Reverse(0) };
    const EXACT: Self = Self { constants: 0, known: 1, unknown: Reverse(0) };
    /// Of a type that takes whatever there is.
    const LAST: Self = Self { constants: 0, known: 0, unknown: Reverse(usize::MAX) };
}

/// A type that a union may have to tell from others.
pub trait Candidate {
    /// How well a value fits it; `None` where it cannot be of this type.
    fn likeness(value: &Value) -> Option<Likeness>;
}

/// The one value that a property always has.
#[derive(Clone, Copy, Debug)]
pub enum Constant {
    /// Text.
    Text(&'static str),
    /// An integer.
    Integer(i64),
    /// `true` or `false`.
    Flag(bool),
}

impl From<&'static str> for Constant {
    fn from(text: &'static str) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Constant {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<bool> for Constant {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl Constant {
    fn is(self, value: &Value) -> bool {
        match self {
            Self::Text(text) => value == text,
            // A whole number with a fraction counts as an integer.
            Self::Integer(number) => value == number || value.as_f64().is_some_and(|value| value == number as f64),
            Self::Flag(flag) => value == flag,
        }
    }
}

/// What of an object tells it from others.
#[derive(Clone, Copy, Debug)]
pub struct Marks<'a> {
    /// Properties that are always there.
    pub required: &'a [&'a str],
    /// Those that may be there.
    pub optional: &'a [&'a str],
    /// Those that always have one value.
    pub constants: &'a [(&'a str, Constant)],
    /// Those that are enums, with how well a value fits them.
    pub enums: &'a [(&'a str, Likening)],
}

/// Says how well a value fits a type.
type Likening = fn(&Value) -> Option<Likeness>;

/// How well a value fits an object with these properties.
#[must_use]
pub fn of_object(value: &Value, marks: Marks<'_>) -> Option<Likeness> {
    let Marks { required, optional, constants, enums } = marks;
    let object = value.as_object()?;
    if required.iter().any(|name| !object.contains_key(*name)) {
        return None;
    }
    let mut matching = 0;
    for (name, only) in constants {
        match object.get(*name) {
            Some(value) if only.is(value) => matching += 1,
            None | Some(Value::Null) => {}
            Some(_) => return None,
        }
    }
    // A value that an enum does not know excludes nothing: enums grow.
    let known_values =
        enums.iter().filter(|(name, likeness)| object.get(*name).and_then(likeness) == Some(Likeness::EXACT));
    matching += known_values.count();
    let known =
        object.keys().filter(|key| required.contains(&key.as_str()) || optional.contains(&key.as_str())).count();
    Some(Likeness { constants: matching, known, unknown: Reverse(object.len() - known) })
}

/// Of several values that all have to fit: as well as the worst.
fn of_all<T: Candidate>(values: impl Iterator<Item = impl std::borrow::Borrow<Value>>) -> Option<Likeness> {
    let mut worst = Likeness::EXACT;
    for value in values {
        worst = worst.min(T::likeness(value.borrow())?);
    }
    Some(worst)
}

macro_rules! candidates {
    ($($($kind:ty),+: $likeness:expr;)*) => {
        $($(impl Candidate for $kind {
            fn likeness(value: &Value) -> Option<Likeness> {
                let likeness: fn(&Value) -> Option<Likeness> = $likeness;
                likeness(value)
            }
        })+)*
    };
}

candidates! {
    bool: |value| value.is_boolean().then_some(Likeness::EXACT);
    i8, i16, i32, i64, u8, u16, u32, u64: |value| match value.as_f64() {
        Some(_) if value.is_i64() || value.is_u64() => Some(Likeness::EXACT),
        Some(number) if number.fract() == 0.0 => Some(Likeness::LAST),
        _ => None,
    };
    f32, f64: |value| value.is_number().then_some(Likeness::PLAIN);
    String: |value| value.is_string().then_some(Likeness::PLAIN);
    DateTime<Utc>: |value| DateTime::parse_from_rfc3339(value.as_str()?).ok().map(|_| Likeness::EXACT);
    NaiveDate: |value| value.as_str()?.parse::<NaiveDate>().ok().map(|_| Likeness::EXACT);
    Value: |_| Some(Likeness::LAST);
}

impl Candidate for uuid::Uuid {
    fn likeness(value: &Value) -> Option<Likeness> {
        Self::parse_str(value.as_str()?).ok().map(|_| Likeness::EXACT)
    }
}

impl<T: Candidate> Candidate for Vec<T> {
    fn likeness(value: &Value) -> Option<Likeness> {
        of_all::<T>(value.as_array()?.iter())
    }
}

impl<T: Candidate> Candidate for BTreeMap<String, T> {
    fn likeness(value: &Value) -> Option<Likeness> {
        let object = value.as_object()?;
        of_all::<T>(object.values())?;
        Some(Likeness { unknown: Reverse(object.len()), ..Likeness::PLAIN })
    }
}

impl<T: Candidate> Candidate for Option<T> {
    fn likeness(value: &Value) -> Option<Likeness> {
        if value.is_null() { Some(Likeness::EXACT) } else { T::likeness(value) }
    }
}

impl<T: Candidate> Candidate for Box<T> {
    fn likeness(value: &Value) -> Option<Likeness> {
        T::likeness(value)
    }
}

/// An enum of strings: a value that it knows fits better than one that it only keeps.
pub fn of_vocabulary<T: Vocabulary>(value: &Value) -> Option<Likeness> {
    let text = value.as_str()?;
    match T::known(text) {
        Some(_) => Some(Likeness::EXACT),
        None => T::unrecognized(text).map(|_| Likeness::PLAIN),
    }
}
