use serde_json::{Value, json};

use super::schemas::operations;
use crate::document::Pointer;
use crate::media_type::Family;
use crate::model::{StatusRange, has_no_body};
use crate::report::Report;

/// Lets an answer in JSON be whatever JSON can say where the document does not say what is in it, and reports that:
/// users get it as it is. Reports as well what is described but comes in another form than JSON only, such as XML.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    for (path, method, operation) in operations(document) {
        let at = Pointer::root().join("paths").join(&path).join(method).join("responses");
        let responses = operation.get_mut("responses").and_then(Value::as_object_mut).into_iter().flatten();
        let with_body =
            responses.filter(|(key, _)| StatusRange::read(key).is_some_and(|statuses| !has_no_body(method, statuses)));
        for (key, response) in with_body {
            let at = |media_type: &str| at.join(key).join("content").join(media_type).to_string();
            if let Some(media_type) = in_another_form(response).cloned() {
                let what = "the answer comes in another form than JSON only, so it is given as bytes";
                report.lost(at(&media_type), "untyped bytes", what);
            } else if let Some((media_type, media)) = untyped(response) {
                let what = "the document does not say what the answer holds, so it is given as it is";
                report.lost(at(media_type), "untyped JSON", what);
                if let Some(media) = media.as_object_mut() {
                    media.insert("schema".to_owned(), json!({}));
                }
            }
        }
    }
}

/// A media type of which the document says what is in it, where there is no JSON.
fn in_another_form(response: &Value) -> Option<&String> {
    let content = response.get("content").and_then(Value::as_object)?;
    let is = |name: &str, families: &[Family]| families.contains(&Family::of(name));
    let is_data = |media: &Value| {
        media.get("schema").is_some_and(|schema| {
            let kind = schema.get("type").and_then(Value::as_str);
            schema.get("$ref").is_some() || matches!(kind, Some("object" | "array"))
        })
    };
    let has_json = content.keys().any(|name| is(name, &[Family::Json, Family::Lines, Family::Any]));
    let mut data = content.iter().filter(|(name, media)| is(name, &[Family::OtherData]) && is_data(media));
    data.next().filter(|_| !has_json).map(|(name, _)| name)
}

/// The first media type of JSON, where none has a schema.
fn untyped(response: &mut Value) -> Option<(&String, &mut Value)> {
    let content = response.get_mut("content").and_then(Value::as_object_mut)?;
    let is_json = |name: &str| matches!(Family::of(name), Family::Json | Family::Lines);
    let is_said = content.iter().any(|(name, media)| is_json(name) && media.get("schema").is_some());
    content.iter_mut().find(|(name, _)| !is_said && is_json(name))
}
