use serde_json::Value;

use crate::normalise::component_of;

/// What a value is, in Rust's terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// A named type of this API.
    Named(String),
    /// Text.
    String,
    /// An integer of Rust's type of this name.
    Integer(&'static str),
    /// A number of Rust's type of this name.
    Number(&'static str),
    /// `true` or `false`.
    Boolean,
    /// A point in time (RFC 3339).
    DateTime,
    /// A day of the calendar (RFC 3339, `full-date`).
    Date,
    /// A UUID (RFC 9562).
    Uuid,
    /// Values in order.
    List(Box<Type>),
    /// Values by name.
    Map(Box<Type>),
    /// A value or null, in a list, in a map or as a whole body. A property says so itself.
    Nullable(Box<Type>),
    /// Whatever JSON can say.
    Any,
}

impl Type {
    /// The type that a normalised schema describes, null left aside.
    #[must_use]
    pub fn of(schema: &Value) -> Self {
        if let Some(name) = component_of(schema) {
            return Self::Named(name);
        }
        let format = schema.get("format").and_then(Value::as_str);
        match (schema.get("type").and_then(Value::as_str), format) {
            (Some("string"), Some("date-time")) => Self::DateTime,
            (Some("string"), Some("date")) => Self::Date,
            (Some("string"), Some("uuid")) => Self::Uuid,
            (Some("string"), _) => Self::String,
            (Some("integer"), format) => Self::Integer(integer(schema, format)),
            (Some("number"), Some("float")) => Self::Number("f32"),
            (Some("number"), _) => Self::Number("f64"),
            (Some("boolean"), _) => Self::Boolean,
            (Some("array"), _) => Self::List(Box::new(schema.get("items").map_or(Self::Any, Self::of_part))),
            (Some("object"), _) => match schema.get("additionalProperties") {
                Some(values) if values.is_object() => Self::Map(Box::new(Self::of_part(values))),
                _ => Self::Map(Box::new(Self::Any)),
            },
            _ => Self::Any,
        }
    }

    /// The type of what stands in a list or map, or is a whole body: it may be null too.
    #[must_use]
    pub fn of_part(schema: &Value) -> Self {
        let kind = Self::of(schema);
        let nullable = schema.get("nullable").and_then(Value::as_bool) == Some(true);
        // Null is among what `Any` can be.
        if nullable && kind != Self::Any { Self::Nullable(Box::new(kind)) } else { kind }
    }

    /// How it is described to people.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Named(name) => name.clone(),
            Self::String => "string".to_owned(),
            Self::Integer(name) => format!("integer ({name})"),
            Self::Number(name) => format!("number ({name})"),
            Self::Boolean => "boolean".to_owned(),
            Self::DateTime => "date-time".to_owned(),
            Self::Date => "date".to_owned(),
            Self::Uuid => "uuid".to_owned(),
            Self::List(item) => format!("list of {}", item.in_words()),
            Self::Map(value) => format!("map to {}", value.in_words()),
            Self::Nullable(value) => format!("{} or null", value.in_words()),
            Self::Any => "any JSON".to_owned(),
        }
    }

    /// Every type in it, itself included.
    pub fn parts(&self) -> Vec<&Self> {
        match self {
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => [vec![self], inner.parts()].concat(),
            _ => vec![self],
        }
    }

    /// The named types in it.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts().into_iter().filter_map(|part| match part {
            Self::Named(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// The named type that a value of this one holds inside itself, not behind a list's or map's own memory.
    pub fn held(&self) -> Option<&str> {
        match self {
            Self::Named(name) => Some(name),
            Self::Nullable(inner) => inner.held(),
            _ => None,
        }
    }
}

/// Rust's integer for a format; without one, or where the format is too narrow for them, the one that the limits ask for.
fn integer(schema: &Value, format: Option<&str>) -> &'static str {
    let limit = |key: &str| schema.get(key).and_then(Value::as_i64);
    let holds = |least: i64, most: i64| {
        limit("minimum").is_none_or(|minimum| minimum >= least)
            && limit("maximum").is_none_or(|maximum| maximum <= most)
    };
    let format = format.filter(|format| match *format {
        "int8" => holds(i8::MIN.into(), i8::MAX.into()),
        "uint8" => holds(0, u8::MAX.into()),
        "int16" => holds(i16::MIN.into(), i16::MAX.into()),
        "uint16" => holds(0, u16::MAX.into()),
        "int32" => holds(i32::MIN.into(), i32::MAX.into()),
        "uint32" | "uint" => holds(0, u32::MAX.into()),
        "uint64" => limit("minimum").is_none_or(|minimum| minimum >= 0),
        _ => true,
    });
    match format {
        Some("int8") => "i8",
        Some("uint8") => "u8",
        Some("int16") => "i16",
        Some("uint16") => "u16",
        Some("int32") => "i32",
        Some("uint32" | "uint") => "u32",
        Some("uint64") => "u64",
        _ if schema.get("maximum").and_then(Value::as_u64).is_some_and(|most| i64::try_from(most).is_err()) => "u64",
        _ => "i64",
    }
}
