use serde_json::Value;

use crate::names::{Scope, camel, snake};
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
    /// Whatever JSON can say.
    Any,
}

impl Type {
    /// The type that a normalised schema describes.
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
            (Some("integer"), Some("int8")) => Self::Integer("i8"),
            (Some("integer"), Some("uint8")) => Self::Integer("u8"),
            (Some("integer"), Some("int16")) => Self::Integer("i16"),
            (Some("integer"), Some("uint16")) => Self::Integer("u16"),
            (Some("integer"), Some("int32")) => Self::Integer("i32"),
            (Some("integer"), Some("uint32" | "uint")) => Self::Integer("u32"),
            (Some("integer"), Some("uint64")) => Self::Integer("u64"),
            (Some("integer"), _) => Self::Integer("i64"),
            (Some("number"), Some("float")) => Self::Number("f32"),
            (Some("number"), _) => Self::Number("f64"),
            (Some("boolean"), _) => Self::Boolean,
            (Some("array"), _) => Self::List(Box::new(schema.get("items").map_or(Self::Any, Self::of))),
            (Some("object"), _) => match schema.get("additionalProperties") {
                Some(values) if values.is_object() => Self::Map(Box::new(Self::of(values))),
                _ => Self::Map(Box::new(Self::Any)),
            },
            _ => Self::Any,
        }
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
            Self::Any => "any JSON".to_owned(),
        }
    }

    /// Every type in it, itself included.
    pub fn parts(&self) -> Vec<&Self> {
        match self {
            Self::List(inner) | Self::Map(inner) => [vec![self], inner.parts()].concat(),
            _ => vec![self],
        }
    }
}

/// A named type.
#[derive(Clone, Debug)]
pub struct Schema {
    /// Name of the Rust type.
    pub name: String,
    /// What the document says of it.
    pub description: String,
    /// The values, where it is an enum of strings.
    pub enumeration: Option<Enumeration>,
    /// The properties, where it is an object.
    pub properties: Vec<Property>,
    /// Named types it refers to.
    pub refers_to: Vec<String>,
    /// Whether a request may send it.
    pub sent: bool,
    /// Name of the struct that a constructor with many arguments takes.
    pub fields_name: String,
}

/// An enum of strings.
#[derive(Clone, Debug)]
pub struct Enumeration {
    /// The variants.
    pub variants: Vec<VariantName>,
    /// Whether the document says that it can never grow (`x-open-enum: false`).
    pub closed: bool,
}

/// A value of an enum with the name of its variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantName {
    /// Name in Rust.
    pub name: String,
    /// As it goes over the wire.
    pub value: String,
}

/// A property of an object.
#[derive(Clone, Debug)]
pub struct Property {
    /// Name of the Rust field.
    pub field: String,
    /// Name on the wire.
    pub name: String,
    /// What the document says of it, its default and constraints included.
    pub description: String,
    /// Whether it is always there.
    pub required: bool,
    /// Whether it may be null.
    pub nullable: bool,
    /// Whether its value is kept out of `Debug`.
    pub sensitive: bool,
}

/// The named types of a normalised document.
pub(super) fn schemas(document: &Value) -> Vec<Schema> {
    let declared = document.pointer("/components/schemas").and_then(Value::as_object);
    let mut schemas: Vec<Schema> = declared.into_iter().flatten().map(|(name, schema)| read(name, schema)).collect();
    let mut scope = Scope::of_types();
    schemas.iter().for_each(|schema| scope.reserve(&schema.name));
    for schema in &mut schemas {
        schema.fields_name = scope.claim(&format!("{}Fields", schema.name));
    }
    schemas
}

fn read(name: &str, schema: &Value) -> Schema {
    let mut refers_to = Vec::new();
    crate::normalise::visit_schema(&mut schema.clone(), &mut |schema| refers_to.extend(component_of(schema)));
    Schema {
        name: name.to_owned(),
        description: schema.get("description").and_then(Value::as_str).unwrap_or_default().to_owned(),
        enumeration: enumeration(schema),
        properties: properties(schema),
        refers_to,
        sent: false,
        fields_name: String::new(),
    }
}

fn enumeration(schema: &Value) -> Option<Enumeration> {
    if schema.get("type").and_then(Value::as_str) != Some("string") {
        return None;
    }
    let closed = schema.get("x-open-enum").and_then(Value::as_bool) == Some(false);
    let mut scope = if closed { Scope::default() } else { Scope::with_reserved(["Unrecognized"]) };
    let mut variants: Vec<VariantName> = Vec::new();
    for value in schema.get("enum")?.as_array()?.iter().filter_map(Value::as_str) {
        if variants.iter().all(|known| known.value != value) {
            variants.push(VariantName { name: variant(&mut scope, value), value: value.to_owned() });
        }
    }
    Some(Enumeration { variants, closed })
}

fn variant(scope: &mut Scope, value: &str) -> String {
    let wanted = if value.is_empty() { "Empty".to_owned() } else { camel(value) };
    match wanted.as_str() {
        "Self" => scope.claim("Self_"),
        _ => scope.claim(&wanted),
    }
}

fn properties(schema: &Value) -> Vec<Property> {
    let mut scope = Scope::with_reserved(["extra"]);
    let mut found = Vec::new();
    // The members of an allOf are parts of one object.
    let parts = schema.get("allOf").and_then(Value::as_array).into_iter().flatten().chain(std::iter::once(schema));
    for part in parts {
        let required: Vec<&str> =
            part.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        for (name, property) in part.get("properties").and_then(Value::as_object).into_iter().flatten() {
            found.push(Property {
                field: scope.claim_method(&snake(name)),
                name: name.clone(),
                description: described(property),
                required: required.contains(&name.as_str()),
                nullable: property.get("nullable").and_then(Value::as_bool) == Some(true),
                sensitive: property.get("x-sensitive").and_then(Value::as_bool) == Some(true),
            });
        }
    }
    found
}

/// The description of a value with what the document says about its default and limits. A default is the server's
/// business: it is documented, never sent.
pub(super) fn described(schema: &Value) -> String {
    let mut text = schema.get("description").and_then(Value::as_str).unwrap_or_default().trim_end().to_owned();
    let mut say = |sentence: String| {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&sentence);
    };
    if let Some(default) = schema.get("default").filter(|default| !default.is_null()) {
        say(format!("The server's default is `{default}`."));
    }
    for (keyword, before, after) in [
        ("minimum", "At least", ""),
        ("maximum", "At most", ""),
        ("minLength", "At least", " characters"),
        ("maxLength", "At most", " characters"),
        ("minItems", "At least", " items"),
        ("maxItems", "At most", " items"),
        ("pattern", "Matches", ""),
    ] {
        if let Some(limit) = schema.get(keyword) {
            let limit = limit.as_str().map_or_else(|| limit.to_string(), str::to_owned);
            say(format!("{before} `{limit}`{after}."));
        }
    }
    if schema.get("readOnly").and_then(Value::as_bool) == Some(true) {
        say("Set by the server only.".to_owned());
    }
    text
}
