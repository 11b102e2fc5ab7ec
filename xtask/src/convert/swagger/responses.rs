//! Answers.

use serde_json::{Map, Value, json};

use super::parameters;
use crate::document::Pointer;
use crate::report::Report;

/// Puts the schema of an answer under each media type that the operation produces, and those of headers into a `schema`.
pub(super) fn convert(response: &mut Value, produces: &[String], at: &Pointer, report: &mut Report) {
    let Some(members) = response.as_object_mut() else { return };
    if members.contains_key("$ref") {
        return;
    }
    members.shift_remove("examples");
    for (name, header) in members.get_mut("headers").and_then(Value::as_object_mut).into_iter().flatten() {
        parameters::convert(header, &at.join("headers").join(name), report);
    }
    let Some(schema) = members.shift_remove("schema") else { return };
    let is_file = schema.get("type").is_some_and(|kind| kind == "file");
    let (schema, media_types) = if is_file {
        let binary: Vec<String> = produces.iter().filter(|media_type| !media_type.contains("json")).cloned().collect();
        let described = schema.get("description").cloned();
        let mut schema = json!({"type": "string", "format": "binary"});
        if let (Some(description), Some(schema)) = (described, schema.as_object_mut()) {
            schema.insert("description".to_owned(), description);
        }
        (schema, if binary.is_empty() { vec!["application/octet-stream".to_owned()] } else { binary })
    } else if produces.is_empty() {
        (schema, vec!["application/json".to_owned()])
    } else {
        (schema, produces.to_vec())
    };
    let mut content = Map::new();
    for media_type in media_types {
        let schema_at = at.join("content").join(&media_type).join("schema");
        report.moved(at.join("schema").as_str(), schema_at.as_str());
        content.insert(media_type, json!({"schema": schema}));
    }
    members.insert("content".to_owned(), Value::Object(content));
}
