//! Values that are one of several types.
//!
//! Where the document names a property that tells the type, that decides. Elsewhere the type that fits best is taken:
//! the first that decodes would often be one whose properties are all optional, and the rest of the value lost.

mod kept;
mod likeness;

use serde::Serialize;
use serde::ser::{Error as _, Serializer};
use serde_json::Value;

pub use likeness::{Candidate, Constant, Likeness, Marks, of_object, of_vocabulary};

use crate::decode::make_whole_numbers_integers;

/// One type of a union: how to know and how to read it.
pub struct Alternative<U> {
    /// Values of the tag that stand for it.
    pub tags: &'static [&'static str],
    /// How well a value fits it.
    pub likeness: fn(&Value) -> Option<Likeness>,
    /// Reads it, where the value is of this type.
    pub decode: fn(&Value) -> Option<U>,
}

/// Reads a value as the alternative that it is; `None` where it is none of them. Called from what
/// [`union!`](crate::union) writes.
#[must_use]
pub fn choose<U: Serialize>(value: &Value, tag: Option<&str>, alternatives: &[Alternative<U>]) -> Option<U> {
    let said = tag.and_then(|tag| value.get(tag)).and_then(Value::as_str);
    let tagged = |said: &str| alternatives.iter().filter(|alternative| alternative.tags.contains(&said)).collect();
    let candidates: Vec<&Alternative<U>> = match said {
        Some(said) if alternatives.iter().any(|alternative| alternative.tags.contains(&said)) => tagged(said),
        // A tag that this version does not know is something newer, whatever it looks like, but for an alternative of
        // which the document does not say the tag.
        Some(_) => by_likeness(value, alternatives.iter().filter(|alternative| alternative.tags.is_empty())),
        None => by_likeness(value, alternatives.iter()),
    };
    // Made for the first that needs it. The likeliest gets its second chance before the others get their first.
    let lenient = std::cell::LazyCell::new(|| {
        let mut lenient = value.clone();
        make_whole_numbers_integers(&mut lenient);
        lenient
    });
    candidates.iter().find_map(|alternative| (alternative.decode)(value).or_else(|| (alternative.decode)(&lenient)))
}

/// The alternatives that a value may be, the likeliest first. Among those that are equally likely at first sight, the one
/// that keeps most of what is further inside comes first; then that which the document names first.
fn by_likeness<'a, U: Serialize>(
    value: &Value,
    alternatives: impl Iterator<Item = &'a Alternative<U>>,
) -> Vec<&'a Alternative<U>> {
    let mut found: Vec<_> =
        alternatives.filter_map(|alternative| Some(((alternative.likeness)(value)?, alternative))).collect();
    found.sort_by(|(left, _), (right, _)| right.cmp(left));
    let mut ordered: Vec<&Alternative<U>> = Vec::with_capacity(found.len());
    for equals in found.chunk_by(|(left, _), (right, _)| left == right) {
        let first = ordered.len();
        ordered.extend(equals.iter().map(|(_, alternative)| *alternative));
        // Only what is tried first is worth the comparison.
        if first == 0 {
            kept::sort(value, &mut ordered);
        }
    }
    ordered
}

/// Writes an object whose type has no property for the tag, with the tag.
///
/// # Errors
/// What the serializer says.
pub fn serialize_with_tag<T: Serialize, S: Serializer>(
    value: &T,
    tag: &str,
    said: &str,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut value = serde_json::to_value(value).map_err(S::Error::custom)?;
    if let Some(object) = value.as_object_mut() {
        object.entry(tag).or_insert_with(|| Value::from(said));
    }
    value.serialize(serializer)
}

/// Makes a union read and write its values, and keep those that are none of its types.
///
/// The enum has a variant with one value for each type, and `Unrecognized` with what is none of them. `by` names the
/// property that tells the type, and `tagged` the values of it that stand for a variant; `=> written` stands where the
/// variant's type does not have that property itself.
///
/// ```
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
/// pub struct Text { text: String }
/// switchboard_core::candidate! { Text { required: ["text"], optional: [], constants: [], enums: [] } }
///
/// #[derive(Clone, Debug, PartialEq)]
/// pub enum Part {
///     Text(Text),
///     Count(i64),
///     Unrecognized(serde_json::Value),
/// }
/// switchboard_core::union! { Part by "kind" { Text(Text) tagged ["text"] => written, Count(i64) } }
///
/// let part: Part = serde_json::from_str(r#"{"kind":"text","text":"hello"}"#)?;
/// assert_eq!(part, Part::Text(Text { text: "hello".to_owned() }));
/// assert_eq!(serde_json::to_value(&part)?, serde_json::json!({ "kind": "text", "text": "hello" }));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! union {
    ($name:ident $(by $tag:literal)? {
        $($variant:ident($kind:ty) $(tagged [$($value:literal),* $(,)?])? $(=> $written:ident)?),* $(,)?
    }) => {
        impl $crate::generated::serde::Serialize for $name {
            fn serialize<S: $crate::generated::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::__serialize_union!(
                    self, serializer, [$($tag)?] $({ $variant [$($($value),*)?] $($written)? })*
                )
            }
        }

        impl<'de> $crate::generated::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::generated::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = <$crate::generated::Value as $crate::generated::serde::Deserialize>::deserialize(deserializer)?;
                let tag: &[&str] = &[$($tag)?];
                let alternatives: &[$crate::generated::Alternative<$name>] = &[$(
                    $crate::generated::Alternative {
                        tags: &[$($($value),*)?],
                        likeness: <$kind as $crate::generated::Candidate>::likeness,
                        decode: |value| {
                            let read = <$kind as $crate::generated::serde::Deserialize>::deserialize(value);
                            read.ok().map($name::$variant)
                        },
                    },
                )*];
                Ok($crate::generated::choose(&value, tag.first().copied(), alternatives)
                    .unwrap_or($name::Unrecognized(value)))
            }
        }

        impl $crate::generated::Candidate for $name {
            fn likeness(value: &$crate::generated::Value) -> Option<$crate::generated::Likeness> {
                let all: &[fn(&$crate::generated::Value) -> Option<$crate::generated::Likeness>] =
                    &[$(<$kind as $crate::generated::Candidate>::likeness),*];
                all.iter().filter_map(|likeness| likeness(value)).max()
            }
        }
    };
}

/// One arm for each variant.
#[doc(hidden)]
#[macro_export]
macro_rules! __serialize_union {
    ($self:ident, $serializer:ident, [$($tag:literal)?] $($variant:tt)*) => {
        $crate::__serialize_union!(@arms $self, $serializer, [$($tag)?] [$($variant)*] {})
    };
    (@arms $self:ident, $serializer:ident, [$tag:literal]
        [{ $variant:ident [$value:literal $(, $others:literal)*] written } $($rest:tt)*] { $($arms:tt)* }
    ) => {
        $crate::__serialize_union!(@arms $self, $serializer, [$tag] [$($rest)*] {
            $($arms)*
            Self::$variant(value) => $crate::generated::serialize_with_tag(value, $tag, $value, $serializer),
        })
    };
    (@arms $self:ident, $serializer:ident, [$($tag:literal)?]
        [{ $variant:ident [$($value:literal),*] } $($rest:tt)*] { $($arms:tt)* }
    ) => {
        $crate::__serialize_union!(@arms $self, $serializer, [$($tag)?] [$($rest)*] {
            $($arms)*
            Self::$variant(value) => $crate::generated::serde::Serialize::serialize(value, $serializer),
        })
    };
    (@arms $self:ident, $serializer:ident, [$($tag:literal)?] [] { $($arms:tt)* }) => {
        match $self {
            $($arms)*
            Self::Unrecognized(value) => $crate::generated::serde::Serialize::serialize(value, $serializer),
        }
    };
}

/// Says what tells an object from the others of a [`union!`](crate::union): the properties that it always has, those that
/// it may have, those that always have one value, and those that are enums.
#[macro_export]
macro_rules! candidate {
    ($name:ident {
        required: [$($required:literal),* $(,)?],
        optional: [$($optional:literal),* $(,)?],
        constants: [$($constant:literal = $value:literal),* $(,)?],
        enums: [$($enumeration:literal: $kind:ty),* $(,)?] $(,)?
    }) => {
        impl $crate::generated::Candidate for $name {
            fn likeness(value: &$crate::generated::Value) -> Option<$crate::generated::Likeness> {
                $crate::generated::likeness_of_object(
                    value,
                    $crate::generated::Marks {
                        required: &[$($required),*],
                        optional: &[$($optional),*],
                        constants: &[$(($constant, $crate::generated::Constant::from($value))),*],
                        enums: &[$(($enumeration, <$kind as $crate::generated::Candidate>::likeness)),*],
                    },
                )
            }
        }
    };
}

// Behind the macros, which it uses.
#[cfg(test)]
mod tests;
