//! Bodies of requests, which Swagger 2.0 writes as parameters.

use serde_json::{Map, Value};

use super::{Shared, forms, is_body, parameters};
use crate::document::Pointer;
use crate::report::Report;

/// A parameter that is a body, or a field of a form.
pub(super) struct BodyPart {
    pub(super) parameter: Map<String, Value>,
    /// Where its author wrote it: what stands behind it in its list moves up.
    pub(super) origin: String,
}

impl BodyPart {
    pub(super) fn text(&self, key: &str) -> &str {
        self.parameter.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// Whether an operation's own parameter stands for one of its path.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let is_body = self.text("in") == "body";
        self.text("in") == other.text("in") && (is_body || self.text("name") == other.text("name"))
    }
}

/// Parts a list of parameters into bodies and what goes elsewhere, which is converted.
pub(super) fn split(
    list: Option<Value>,
    at: &Pointer,
    shared: &Shared,
    report: &mut Report,
) -> (Vec<BodyPart>, Vec<Value>) {
    let (mut bodies, mut others) = (Vec::new(), Vec::new());
    let list = match list {
        Some(Value::Array(list)) => list,
        Some(one @ Value::Object(_)) => vec![one],
        _ => Vec::new(),
    };
    for (index, parameter) in list.into_iter().enumerate() {
        let named =
            parameter.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix("#/parameters/"));
        let named = named.map(|name| name.replace("~1", "/").replace("~0", "~"));
        let shown = named.as_ref().and_then(|name| shared.parameters.get(name)).unwrap_or(&parameter);
        if let (true, Some(members)) = (is_body(shown), shown.as_object()) {
            let at = match named {
                Some(name) => Pointer::root().join("components").join("parameters").join(name),
                None => at.join(index),
            };
            bodies.push(BodyPart { parameter: members.clone(), origin: report.origin(at.as_str()) });
            continue;
        }
        let mut parameter = parameter;
        let to = at.join(others.len());
        if others.len() != index {
            report.moved(at.join(index).as_str(), to.as_str());
        }
        parameters::convert(&mut parameter, &to, report);
        others.push(parameter);
    }
    (bodies, others)
}

/// The request body that the parts describe together.
pub(super) fn request_body(
    parts: &[&BodyPart],
    consumes: &[String],
    operation: &Pointer,
    report: &mut Report,
) -> Option<Value> {
    let at = operation.join("requestBody");
    let (whole, fields): (Vec<_>, Vec<_>) = parts.iter().partition(|part| part.text("in") == "body");
    let Some(body) = whole.first() else {
        return forms::request_body(&fields, consumes, &at, report);
    };
    if whole.len() + fields.len() > 1 {
        report.repaired(at.as_str(), "has several bodies, of which the first one described as a whole is sent");
    }
    report.written_at(at.as_str(), body.origin.clone());
    let schema = body.parameter.get("schema").cloned().unwrap_or_else(|| Value::Object(Map::new()));
    let mut content = Map::new();
    let usual = ["application/json".to_owned()];
    for media_type in if consumes.is_empty() { &usual } else { consumes } {
        let schema_at = at.join("content").join(media_type).join("schema");
        report.written_at(schema_at.as_str(), format!("{}/schema", body.origin));
        content.insert(media_type.clone(), Value::Object(Map::from_iter([("schema".to_owned(), schema.clone())])));
    }
    let mut request = Map::new();
    for (key, value) in &body.parameter {
        if matches!(key.as_str(), "description" | "required") || key.starts_with("x-") {
            request.insert(key.clone(), value.clone());
        }
    }
    request.insert("content".to_owned(), Value::Object(content));
    Some(Value::Object(request))
}
