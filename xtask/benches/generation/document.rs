//! A document of any number of operations, as vendors write them: resources with a list, a creation, a change and a
//! deletion, each with schemas of its own and some that all share.

use serde_json::{Map, Value, json};

/// Operations of one resource.
const OPERATIONS: usize = 4;

/// Resources of one tag.
const RESOURCES: usize = 5;

/// A document of this many operations.
pub(crate) fn of(operations: usize) -> Value {
    let mut paths = Map::new();
    let mut schemas = shared();
    for number in 0..operations.div_ceil(OPERATIONS) {
        let left = operations - number * OPERATIONS;
        for (at, item) in resource(number, left) {
            paths.insert(at, item);
        }
        schemas.extend(own(number));
    }
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Synthetic", "version": "1"},
        "servers": [{"url": "https://api.example.org/v1"}],
        "security": [{"Key": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"Key": {"type": "http", "scheme": "bearer"}},
            "parameters": {"Limit": {"name": "limit", "in": "query", "schema": {"type": "integer", "format": "int32"}}},
            "responses": {"Refused": {"description": "Refused.", "content": json("Problem")}}
        }
    })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn json(name: &str) -> Value {
    json!({ "application/json": { "schema": reference(name) } })
}

/// The paths of one resource, with no more operations than there may be.
fn resource(number: usize, most: usize) -> Vec<(String, Value)> {
    let tag = json!([format!("group {}", number / RESOURCES)]);
    let refused = json!({ "$ref": "#/components/responses/Refused" });
    let id = json!({"name": "id", "in": "path", "required": true, "schema": reference("Id")});
    let answers =
        |status: &str, name: String| json!({status: {"description": "Done.", "content": json(&name)}, "4XX": refused});
    let list = json!({
        "operationId": format!("listThing{number}"), "tags": tag, "summary": "Lists things.",
        "parameters": [
            {"$ref": "#/components/parameters/Limit"},
            {"name": "after", "in": "query", "schema": {"type": "string"}},
            {"name": "states", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}},
            {"name": "order", "in": "query", "schema": {"type": "string", "enum": ["newest", "oldest", "name"]}}
        ],
        "responses": answers("200", format!("Thing{number}Page"))
    });
    let create = json!({
        "operationId": format!("createThing{number}"), "tags": tag, "summary": "Creates a thing.",
        "requestBody": {"required": true, "content": json(&format!("NewThing{number}"))},
        "responses": answers("201", format!("Thing{number}"))
    });
    let change = json!({
        "operationId": format!("changeThing{number}"), "tags": tag, "summary": "Changes a thing.", "parameters": [id],
        "requestBody": {"required": true, "content": {"application/json": {"schema": {
            "type": "object", "properties": {"name": {"type": "string"}, "event": reference(&format!("Event{number}"))}
        }}}},
        "responses": answers("200", format!("Thing{number}"))
    });
    let delete = json!({
        "operationId": format!("deleteThing{number}"), "tags": tag, "summary": "Deletes a thing.", "parameters": [id],
        "responses": {"204": {"description": "Gone."}, "4XX": refused}
    });
    let operations = [("get", list), ("post", create), ("patch", change), ("delete", delete)];
    let mut collection = Map::new();
    let mut single = Map::new();
    for (index, (method, operation)) in operations.into_iter().take(most).enumerate() {
        let item = if index < 2 { &mut collection } else { &mut single };
        item.insert(method.to_owned(), operation);
    }
    let at = format!("/things{number}");
    vec![(at.clone(), Value::Object(collection)), (format!("{at}/{{id}}"), Value::Object(single))]
}

fn shared() -> Map<String, Value> {
    let schemas = json!({
        "Id": {"type": "string", "maxLength": 40},
        "Base": {"type": "object", "required": ["id", "created"], "properties": {
            "id": reference("Id"),
            "created": {"type": "string", "format": "date-time", "description": "When it was created."},
            "labels": {"type": "object", "additionalProperties": {"type": "string"}}
        }},
        "Person": {"type": "object", "required": ["name"], "properties": {
            "name": {"type": "string"}, "manager": reference("Person")
        }},
        "Problem": {"type": "object", "properties": {"title": {"type": "string"}, "status": {"type": "integer"}}}
    });
    schemas.as_object().cloned().unwrap()
}

fn own(number: usize) -> Map<String, Value> {
    let named = |name: &str| format!("{name}{number}");
    let kind = |name: &str| json!({"type": "string", "enum": [name]});
    Map::from_iter([
        (
            named("Thing"),
            json!({"description": "One of the things.", "allOf": [reference("Base"), reference(&named("NewThing")), {
                "type": "object",
                "required": ["state"],
                "properties": {
                    "state": {"type": "string", "enum": ["open", "closed", "gone"]},
                    "owner": reference("Person"),
                    "size": {"type": "object", "properties": {
                        "width": {"type": "number"}, "height": {"type": "number"}, "unit": {"type": "string"}
                    }},
                    "events": {"type": "array", "items": reference(&named("Event"))}
                }
            }]}),
        ),
        (
            named("NewThing"),
            json!({"type": "object", "required": ["name", "parts"], "properties": {
                "name": {"type": "string", "maxLength": 80, "description": "What it is called, as `people` see it."},
                "count": {"type": "integer", "format": "int64", "minimum": 0},
                "price": {"type": "number", "format": "double", "nullable": true},
                "visible": {"type": "boolean", "default": true},
                "parts": {"type": "array", "items": {"type": "object", "required": ["id"], "properties": {
                    "id": reference("Id"), "notes": {"type": "array", "items": {"type": "string"}}
                }}}
            }}),
        ),
        (
            named("Event"),
            json!({
                "oneOf": [reference(&named("Moved")), reference(&named("Renamed"))],
                "discriminator": {"propertyName": "kind"}
            }),
        ),
        (
            named("Moved"),
            json!({"type": "object", "required": ["kind"], "properties": {
                "kind": kind(&named("Moved")), "to": {"type": "string"}, "at": {"type": "string", "format": "date-time"}
            }}),
        ),
        (
            named("Renamed"),
            json!({"type": "object", "required": ["kind", "from"], "properties": {
                "kind": kind(&named("Renamed")), "from": {"type": "string"}
            }}),
        ),
        (
            format!("Thing{number}Page"),
            json!({"type": "object", "required": ["data"], "properties": {
                "data": {"type": "array", "items": reference(&named("Thing"))}, "next": {"type": "string", "nullable": true}
            }}),
        ),
    ])
}
