use serde_json::Value;

use super::form_fields::FORM_FIELDS;
use super::schemas::operations;
use crate::media_type::MediaKind;
use crate::report::Report;

/// Reports request bodies that are JSON, or a form, of which the document says nothing: users have to make JSON by hand.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    for (path, method, operation) in operations(document) {
        let content = operation.pointer("/requestBody/content").and_then(Value::as_object);
        for (media_type, media) in content.into_iter().flatten() {
            let says_nothing =
                media.get("schema").is_none_or(|schema| schema.as_object().is_some_and(serde_json::Map::is_empty));
            let is_value =
                matches!(MediaKind::of(media_type), MediaKind::Json | MediaKind::Form | MediaKind::Multipart);
            if is_value && says_nothing && media.get(FORM_FIELDS).is_none() {
                let escaped = |text: &str| text.replace('~', "~0").replace('/', "~1");
                let at = format!("/paths/{}/{method}/requestBody/content/{}", escaped(&path), escaped(media_type));
                report.lost(at, "untyped JSON", "the request body has no schema, so it is any JSON");
            }
        }
    }
}
