use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};

/// An enum whose values go over the wire as strings, and which keeps those it does not know.
pub trait Vocabulary: Sized {
    /// Name of the type, for messages and schemas.
    const NAME: &'static str;
    /// The known values as they go over the wire.
    const VALUES: &'static [&'static str];

    /// The known value that is written like this.
    fn known(text: &str) -> Option<Self>;

    /// Keeps a value that is not known; `None` where the enum is closed.
    fn unrecognized(text: &str) -> Option<Self>;
}

/// Decodes a value of an enum. Called from what [`open_enum!`](crate::open_enum) writes.
///
/// # Errors
/// Where the value is no string, or the enum is closed and does not know it.
pub fn deserialize<'de, T: Vocabulary, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_str(Word(PhantomData))
}

struct Word<T>(PhantomData<T>);

impl<T: Vocabulary> Visitor<'_> for Word<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "a string of {}", T::NAME)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        match T::known(text) {
            Some(value) => Ok(value),
            None => T::unrecognized(text).ok_or_else(|| E::unknown_variant(text, T::VALUES)),
        }
    }
}

/// Makes an enum of strings read and write its values, and keep those it does not know.
///
/// The enum has a variant `Unrecognized(String)` beside the known ones: it holds a value of a newer server, and sends it
/// back as it came. An enum that can never grow has none; put `closed` in front of its name.
///
/// ```
/// /// Which way a message went.
/// #[derive(Clone, Debug, PartialEq)]
/// #[non_exhaustive]
/// pub enum Direction {
///     /// Received.
///     In,
///     /// Sent.
///     Out,
///     /// Something newer.
///     Unrecognized(String),
/// }
///
/// switchboard_core::open_enum! { Direction { In = "in", Out = "out" } }
///
/// assert_eq!(Direction::from("in"), Direction::In);
/// assert_eq!(Direction::from("sideways").as_str(), "sideways");
/// ```
#[macro_export]
macro_rules! open_enum {
    ($name:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        $crate::__enum_of_strings! {
            $name { $($variant = $text,)* }
            known as "examples"
            other { Self::Unrecognized(text) => text, }
            unrecognized(unknown) { Some(Self::Unrecognized(unknown.to_owned())) }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                <Self as $crate::generated::Vocabulary>::known(text)
                    .unwrap_or_else(|| Self::Unrecognized(text.to_owned()))
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                <Self as $crate::generated::Vocabulary>::known(&text).unwrap_or(Self::Unrecognized(text))
            }
        }
    };
    (closed $name:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        $crate::__enum_of_strings! {
            $name { $($variant = $text,)* }
            known as "enum"
            other {}
            unrecognized(_unknown) { None }
        }
    };
}

/// What open and closed enums have in common.
#[doc(hidden)]
#[macro_export]
macro_rules! __enum_of_strings {
    (
        $name:ident { $($variant:ident = $text:literal,)* }
        known as $keyword:literal
        other { $($other:pat => $expression:expr,)? }
        unrecognized($unknown:ident) { $unrecognized:expr }
    ) => {
        impl $name {
            /// The value as it goes over the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    $($other => $expression,)?
                }
            }
        }

        impl $crate::generated::Vocabulary for $name {
            const NAME: &'static str = stringify!($name);
            const VALUES: &'static [&'static str] = &[$($text),*];

            fn known(text: &str) -> Option<Self> {
                match text {
                    $($text => Some(Self::$variant),)*
                    _ => None,
                }
            }

            fn unrecognized($unknown: &str) -> Option<Self> {
                $unrecognized
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl $crate::generated::serde::Serialize for $name {
            fn serialize<S: $crate::generated::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::generated::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::generated::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::generated::deserialize_open_enum(deserializer)
            }
        }

        impl $crate::generated::Candidate for $name {
            fn likeness(value: &$crate::generated::Value) -> Option<$crate::generated::Likeness> {
                $crate::generated::likeness_of_vocabulary::<Self>(value)
            }
        }

        #[cfg(feature = "schemars")]
        impl $crate::generated::schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut $crate::generated::schemars::SchemaGenerator) -> $crate::generated::schemars::Schema {
                $crate::generated::schemars::json_schema!({
                    "type": "string",
                    $keyword: <Self as $crate::generated::Vocabulary>::VALUES,
                })
            }
        }
    };
}

#[cfg(test)]
#[allow(unreachable_pub, reason = "the macro writes for public enums")]
mod tests {
    #[derive(Debug, PartialEq)]
    enum Direction {
        In,
        Out,
        Unrecognized(String),
    }

    open_enum! { Direction { In = "in", Out = "OUT" } }

    #[derive(Debug, PartialEq)]
    enum Switch {
        On,
    }

    open_enum! { closed Switch { On = "on" } }

    #[test]
    fn a_value_of_tomorrow_is_kept_and_sent_back_as_it_came() {
        let values: Vec<Direction> = serde_json::from_str(r#"["in","OUT","out","Sideways"]"#).unwrap();
        assert_eq!(values[..2], [Direction::In, Direction::Out]);
        assert_eq!(values[2], Direction::Unrecognized("out".to_owned()));
        assert_eq!(serde_json::to_string(&values).unwrap(), r#"["in","OUT","out","Sideways"]"#);
    }

    #[test]
    fn a_closed_enum_refuses_what_it_does_not_know() {
        assert_eq!(serde_json::from_str::<Switch>(r#""on""#).unwrap(), Switch::On);
        assert!(serde_json::from_str::<Switch>(r#""off""#).is_err());
    }

    #[test]
    fn only_strings_are_values() {
        for text in ["1", "null", "[]", "{}"] {
            assert!(serde_json::from_str::<Direction>(text).is_err(), "{text}");
        }
    }
}
