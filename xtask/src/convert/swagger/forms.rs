//! Forms, whose fields Swagger 2.0 writes as parameters.

use serde_json::{Map, Value, json};

use super::bodies::BodyPart;
use super::parameters;
use crate::document::Pointer;
use crate::report::Report;

const URL_ENCODED: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// Makes one object of the fields. It is sent as multipart where a file is among them, since nothing else can hold one.
pub(super) fn request_body(
    fields: &[&&BodyPart],
    consumes: &[String],
    at: &Pointer,
    report: &mut Report,
) -> Option<Value> {
    let first = fields.first()?;
    report.written_at(at.as_str(), first.origin.clone());
    let media_type = media_type(fields, consumes);
    let schema_at = at.join("content").join(media_type).join("schema");
    let (mut properties, mut required, mut encoding) = (Map::new(), Vec::new(), Map::new());
    for field in fields {
        let name = field.text("name").to_owned();
        let property_at = schema_at.join("properties").join(&name);
        report.written_at(property_at.as_str(), field.origin.clone());
        let mut members = field.parameter.clone();
        let format = parameters::take_schema(&mut members, &property_at, report);
        let Some(Value::Object(mut schema)) = members.shift_remove("schema") else { continue };
        if schema.get("type").is_some_and(|kind| kind == "file") {
            schema.insert("type".to_owned(), Value::from("string"));
            schema.insert("format".to_owned(), Value::from("binary"));
        }
        if schema.get("type").is_some_and(|kind| kind == "array") && media_type == URL_ENCODED {
            let (style, explode) = parameters::style("formData", format.as_deref(), &property_at, report);
            encoding.insert(name.clone(), json!({"style": style, "explode": explode}));
        }
        if let Some(description) = members.shift_remove("description") {
            schema.insert("description".to_owned(), description);
        }
        if members.get("required").is_some_and(|required| required == true) {
            required.push(Value::from(name.clone()));
        }
        properties.insert(name, Value::Object(schema));
    }
    let is_required = !required.is_empty();
    let mut schema = json!({"type": "object", "properties": properties});
    if let (true, Some(members)) = (is_required, schema.as_object_mut()) {
        members.insert("required".to_owned(), Value::Array(required));
    }
    let mut media = Map::from_iter([("schema".to_owned(), schema)]);
    if !encoding.is_empty() {
        media.insert("encoding".to_owned(), Value::Object(encoding));
    }
    let content = Map::from_iter([(media_type.to_owned(), Value::Object(media))]);
    let mut body = json!({"content": content});
    if let (true, Some(members)) = (is_required, body.as_object_mut()) {
        members.insert("required".to_owned(), Value::Bool(true));
    }
    Some(body)
}

fn media_type(fields: &[&&BodyPart], consumes: &[String]) -> &'static str {
    let consumes = |wanted: &str| consumes.iter().any(|media_type| media_type.to_ascii_lowercase().starts_with(wanted));
    let has_file = fields.iter().any(|field| {
        let items = field.parameter.get("items").and_then(|items| items.get("type"));
        field.text("type") == "file" || items.is_some_and(|kind| kind == "file")
    });
    if has_file || (consumes(MULTIPART) && !consumes(URL_ENCODED)) { MULTIPART } else { URL_ENCODED }
}
