//! One walk over a document, of whatever version, that knows which object of the specification each node is.

use serde_json::{Map, Value};

use crate::document::Pointer;
use crate::normalise::METHODS;

/// Which object of the specification a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    Root,
    Info,
    Server,
    Tag,
    Paths,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    Responses,
    Response,
    Header,
    MediaType,
    Encoding,
    Schema,
    Components,
    Callback,
    SecurityScheme,
    Socket,
    Frames,
    Frame,
}

/// What a member holds.
enum Below {
    One(Kind),
    OneOrList(Kind),
    Map(Kind),
}

/// The members of an object that hold further objects.
fn below(kind: Kind, key: &str) -> Option<Below> {
    use Below::{Map, One, OneOrList};
    let found = match (kind, key) {
        (Kind::Root, "info") => One(Kind::Info),
        (Kind::Root, "tags") => OneOrList(Kind::Tag),
        (Kind::Root | Kind::PathItem | Kind::Operation, "servers") => OneOrList(Kind::Server),
        (Kind::Root, "paths") => One(Kind::Paths),
        (Kind::Root, "webhooks") | (Kind::Components, "pathItems") => Map(Kind::PathItem),
        (Kind::Root, "components") => One(Kind::Components),
        // Swagger 2.0 names things at the root.
        (Kind::Root, "definitions") | (Kind::Components, "schemas") => Map(Kind::Schema),
        (Kind::Root | Kind::Components, "parameters") => Map(Kind::Parameter),
        (Kind::Root | Kind::Components, "responses") => Map(Kind::Response),
        (Kind::Components, "requestBodies") => Map(Kind::RequestBody),
        (Kind::Components, "headers") | (Kind::Response | Kind::Encoding, "headers") => Map(Kind::Header),
        (Kind::Components, "securitySchemes") => Map(Kind::SecurityScheme),
        (Kind::Components | Kind::Operation, "callbacks") => Map(Kind::Callback),
        (Kind::Paths | Kind::Callback, name) if !name.starts_with("x-") => One(Kind::PathItem),
        (Kind::PathItem | Kind::Operation, "parameters") => OneOrList(Kind::Parameter),
        (Kind::PathItem, method) if METHODS.contains(&method) => One(Kind::Operation),
        (Kind::Operation, "requestBody") => One(Kind::RequestBody),
        (Kind::Operation, "responses") => One(Kind::Responses),
        (Kind::Operation, "x-websocket") => One(Kind::Socket),
        (Kind::Socket, "frames") => One(Kind::Frames),
        (Kind::Frames, "receive" | "send") => One(Kind::Frame),
        (Kind::Responses, status) if !status.starts_with("x-") => One(Kind::Response),
        (Kind::Response | Kind::RequestBody | Kind::Parameter | Kind::Header, "content") => Map(Kind::MediaType),
        (Kind::MediaType, "encoding") => Map(Kind::Encoding),
        (Kind::Parameter | Kind::Header | Kind::MediaType | Kind::Frame | Kind::Response, "schema") => {
            One(Kind::Schema)
        }
        (Kind::Schema, "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas") => {
            Map(Kind::Schema)
        }
        (Kind::Schema, "allOf" | "anyOf" | "oneOf" | "prefixItems" | "items") => OneOrList(Kind::Schema),
        (
            Kind::Schema,
            "additionalProperties"
            | "additionalItems"
            | "unevaluatedProperties"
            | "unevaluatedItems"
            | "not"
            | "if"
            | "then"
            | "else"
            | "contains"
            | "propertyNames",
        ) => One(Kind::Schema),
        _ => return None,
    };
    Some(found)
}

impl Kind {
    /// Whether `{$ref: …}` may stand for such an object.
    pub(super) fn is_referable(self) -> bool {
        matches!(
            self,
            Self::PathItem
                | Self::Parameter
                | Self::RequestBody
                | Self::Response
                | Self::Header
                | Self::Schema
                | Self::Callback
                | Self::SecurityScheme
        )
    }
}

/// What is done at each node: parents first, so that what stands below is that which the visit leaves there.
pub(super) type Visit<'v> = dyn FnMut(Kind, &mut Value, &Pointer) + 'v;

/// Walks the node at `at`, which is of this kind, and everything below it. The depth is bounded by that of the document.
pub(super) fn walk(value: &mut Value, kind: Kind, at: &mut Pointer, visit: &mut Visit<'_>) {
    visit(kind, value, at);
    // What stands beside a reference means something in schemas alone, and there only in OpenAPI 3.1.
    if kind != Kind::Schema && kind.is_referable() && reference(value).is_some() {
        return;
    }
    let Some(members) = value.as_object_mut() else { return };
    for (key, member) in members {
        let Some(shape) = below(kind, key) else { continue };
        at.push(key);
        match shape {
            Below::One(kind) => walk(member, kind, at, visit),
            Below::OneOrList(kind) => match member {
                Value::Array(items) => {
                    for (index, item) in items.iter_mut().enumerate() {
                        at.push(&index.to_string());
                        walk(item, kind, at, visit);
                        at.pop();
                    }
                }
                one => walk(one, kind, at, visit),
            },
            Below::Map(kind) => {
                for (name, each) in member.as_object_mut().into_iter().flatten() {
                    at.push(name);
                    walk(each, kind, at, visit);
                    at.pop();
                }
            }
        }
        at.pop();
    }
}

/// Walks the whole document.
pub(super) fn walk_document(root: &mut Value, visit: &mut Visit<'_>) {
    walk(root, Kind::Root, &mut Pointer::root(), visit);
}

/// The target of a reference.
pub(super) fn reference(node: &Value) -> Option<&str> {
    node.get("$ref")?.as_str()
}

/// A reference to this place.
pub(super) fn reference_to(target: impl Into<String>) -> Value {
    Value::Object(Map::from_iter([("$ref".to_owned(), Value::String(target.into()))]))
}

/// The member of an object that is an object, made where there is none.
pub(super) fn section<'v>(parent: &'v mut Map<String, Value>, name: &str) -> Option<&'v mut Map<String, Value>> {
    parent.entry(name).or_insert_with(|| Value::Object(Map::new())).as_object_mut()
}
