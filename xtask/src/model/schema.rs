//! Named types.

use super::Type;

/// A named type.
#[derive(Clone, Debug)]
pub struct Schema {
    /// Name of the Rust type.
    pub name: String,
    /// What the document says of it.
    pub description: String,
    /// What it is.
    pub shape: Shape,
    /// Named types that it refers to, each once, in the order in which they are met.
    pub refers_to: Vec<String>,
    /// Whether a request may send it.
    pub sent: bool,
    /// Whether an answer may hold it.
    pub received: bool,
    /// Whether a union has to tell it from others.
    pub compared: bool,
    /// Name of the struct that a constructor with many arguments takes.
    pub fields_name: String,
}

/// What a named type is.
#[derive(Clone, Debug)]
pub enum Shape {
    /// An object with known properties.
    Object(Object),
    /// One of several strings.
    Enumeration(Enumeration),
    /// One of several types.
    Union(Union),
    /// A type that needs a name of its own, since it contains itself.
    Wrapper(Type),
}

impl Schema {
    /// The properties, where it is an object.
    #[must_use]
    pub fn properties(&self) -> &[Property] {
        match &self.shape {
            Shape::Object(object) => &object.properties,
            _ => &[],
        }
    }

    /// The values, where it is an enum of strings.
    #[must_use]
    pub fn enumeration(&self) -> Option<&Enumeration> {
        match &self.shape {
            Shape::Enumeration(enumeration) => Some(enumeration),
            _ => None,
        }
    }
}

/// An object with known properties.
#[derive(Clone, Debug)]
pub struct Object {
    /// What it is known to have, in the document's order.
    pub properties: Vec<Property>,
    /// What further properties are, where the document expects some.
    pub further: Option<Type>,
}

/// A property of an object.
#[derive(Clone, Debug)]
pub struct Property {
    /// Name of the Rust field.
    pub field: String,
    /// Name on the wire.
    pub name: String,
    /// What it is.
    pub kind: Type,
    /// What the document says of it, its default and constraints included.
    pub description: String,
    /// Whether it is always there.
    pub required: bool,
    /// Whether it may be null.
    pub nullable: bool,
    /// Whether only the server sets it.
    pub read_only: bool,
    /// Whether the server never tells it.
    pub write_only: bool,
    /// Whether its value is kept out of `Debug`.
    pub sensitive: bool,
    /// The one value it is known to have.
    pub constant: Option<Constant>,
    /// Whether it is of a type that is an enum of strings, which tells its object from others.
    pub is_enum: bool,
    /// Whether its value stands behind a pointer.
    pub boxed: bool,
}

/// The one value that a property is known to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constant {
    /// Text.
    Text(String),
    /// An integer.
    Integer(i64),
    /// `true` or `false`.
    Flag(bool),
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

/// One of several types.
#[derive(Clone, Debug)]
pub struct Union {
    /// Name on the wire of the property that tells which type it is, where there is one.
    pub tag: Option<String>,
    /// The types.
    pub variants: Vec<Variant>,
}

/// One of the types of a union.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Name in Rust.
    pub name: String,
    /// What it is.
    pub kind: Type,
    /// What the document says of it.
    pub description: String,
    /// Values of the tag that stand for it.
    pub tags: Vec<String>,
    /// Whether it stands behind a pointer.
    pub boxed: bool,
    /// Whether its type does not have the tag as a property, so that the union has to write it.
    pub writes_tag: bool,
}
