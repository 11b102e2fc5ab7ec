//! What a YAML scalar means.

use std::borrow::Cow;
use std::ops::Range;

use saphyr::Scalar;
use saphyr_parser::{ScalarStyle, Tag};
use serde_json::{Number, Value};

use crate::document::spec_error::Fault;

/// Why a scalar has no value that JSON can carry.
pub(super) enum Problem {
    /// Its tag asks for something that the text is not, or that JSON does not have.
    Tag,
    /// It is infinite, or not a number at all.
    NotFinite,
}

impl Problem {
    pub(super) fn at(&self, text: &str, at: Range<usize>) -> Fault {
        match self {
            Self::Tag => Fault::new(
                at,
                format!(
                    "{text:?} is not what its tag says, or the tag is none of !!str, !!int, !!float, !!bool, !!null"
                ),
                "remove the tag",
            ),
            Self::NotFinite => Fault::new(
                at,
                format!("{text} is no number that JSON can carry"),
                "write a finite number, or put quotes around it if it is text",
            ),
        }
    }
}

/// Resolves a scalar by YAML 1.2's core schema. Integers that 64 bits cannot hold become floating point.
pub(super) fn resolve(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Result<Value, Problem> {
    let tag = tag.map(Cow::Borrowed);
    let scalar = Scalar::parse_from_cow_and_metadata(Cow::Borrowed(text), style, tag.as_ref());
    match scalar.ok_or(Problem::Tag)? {
        Scalar::Null => Ok(Value::Null),
        Scalar::Boolean(boolean) => Ok(Value::Bool(boolean)),
        Scalar::Integer(integer) => Ok(Value::Number(integer.into())),
        Scalar::FloatingPoint(float) => match text.strip_prefix('+').unwrap_or(text).parse::<u64>() {
            Ok(integer) => Ok(Value::Number(integer.into())),
            Err(_) => Number::from_f64(float.into_inner()).map(Value::Number).ok_or(Problem::NotFinite),
        },
        Scalar::String(text) => Ok(Value::String(text.into_owned())),
    }
}
