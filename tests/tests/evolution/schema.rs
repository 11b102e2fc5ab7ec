//! What a schema says of a value, as far as the documents in `specs/` go.

use std::rc::Rc;

use serde_json::Value;

use crate::specification::Specification;

/// A schema, behind references and compositions of one.
#[derive(Clone, Copy)]
pub(crate) struct Schema {
    specification: &'static Specification,
    node: &'static Value,
    pub(crate) is_nullable: bool,
}

/// What kind of value it describes.
pub(crate) enum Kind {
    Object(Vec<Property>),
    Map(Schema),
    List(Schema),
    Enumeration(Vec<&'static str>),
    Integer { least: i64, most: i64 },
    Number,
    Flag,
    Time,
    Text,
}

/// A property of an object.
pub(crate) struct Property {
    pub(crate) name: &'static str,
    pub(crate) is_required: bool,
    pub(crate) schema: Schema,
}

impl Schema {
    pub(crate) fn of(specification: &'static Specification, node: &'static Value) -> Self {
        let mut node = node;
        let mut is_nullable = false;
        loop {
            node = specification.resolve(node);
            is_nullable |= node.get("nullable") == Some(&Value::Bool(true));
            match node.get("allOf").and_then(Value::as_array).map(Vec::as_slice) {
                None => break,
                Some([only]) => node = only,
                Some(several) => panic!("teach this test compositions of {}", several.len()),
            }
        }
        Self { specification, node, is_nullable }
    }

    /// Tells it from all other schemas of its document.
    pub(crate) fn identity(&self) -> *const Value {
        self.node
    }

    /// Whether it keeps properties that it does not name.
    pub(crate) fn keeps_others(&self) -> bool {
        self.node.get("properties").is_some() && self.node.get("additionalProperties").is_some()
    }

    pub(crate) fn kind(&self) -> Rc<Kind> {
        self.specification.kind(self.node, || self.read())
    }

    fn read(&self) -> Kind {
        let node = self.node;
        let word = |name: &str| node.get(name).and_then(Value::as_str);
        let within = |node| Self::of(self.specification, node);
        if let Some(values) = node.get("enum") {
            return Kind::Enumeration(values.as_array().unwrap().iter().map(|value| value.as_str().unwrap()).collect());
        }
        match (word("type"), word("format")) {
            (Some("object"), _) => match node.get("properties") {
                Some(properties) => Kind::Object(self.properties(properties)),
                None => Kind::Map(within(&node["additionalProperties"])),
            },
            (Some("array"), _) => Kind::List(within(&node["items"])),
            (Some("integer"), format) => {
                let (least, most) = match format {
                    None | Some("int64") => (i64::MIN, i64::MAX),
                    Some("int32") => (i32::MIN.into(), i32::MAX.into()),
                    Some("uint16") => (0, u16::MAX.into()),
                    Some(other) => panic!("teach this test integers of {other}"),
                };
                Kind::Integer { least, most }
            }
            (Some("number"), None) => Kind::Number,
            (Some("boolean"), _) => Kind::Flag,
            (Some("string"), Some("date-time")) => Kind::Time,
            // No other format is enforced on what is read.
            (Some("string"), None | Some("email" | "uri")) => Kind::Text,
            (kind, format) => panic!("teach this test {kind:?} of {format:?}: {node}"),
        }
    }

    fn properties(&self, properties: &'static Value) -> Vec<Property> {
        let required: Vec<&Value> = self.node.get("required").and_then(Value::as_array).into_iter().flatten().collect();
        let properties = properties.as_object().unwrap().iter().map(|(name, node)| Property {
            name,
            is_required: required.iter().any(|required| *required == name),
            schema: Self::of(self.specification, node),
        });
        properties.collect()
    }

    /// The schemas of what it holds, each with the step that leads there.
    pub(crate) fn within(&self) -> Vec<(Step, Schema)> {
        match &*self.kind() {
            Kind::Object(properties) => {
                properties.iter().map(|property| (Step::Property(property.name), property.schema)).collect()
            }
            Kind::Map(values) => vec![(Step::Key, *values)],
            Kind::List(items) => vec![(Step::Item, *items)],
            _ => Vec::new(),
        }
    }
}

/// A way from a value to one that it holds.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    Property(&'static str),
    Key,
    Item,
}
