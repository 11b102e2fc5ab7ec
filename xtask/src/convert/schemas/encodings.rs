use serde_json::Value;

use super::{Schema, type_of};
use crate::document::Pointer;
use crate::report::Report;

/// Says as a `format` what JSON Schema says of the content of a string: base64 is `byte`, and bytes as they are, which
/// only a form or a body can hold, are `binary`.
pub(super) fn run(schema: &mut Schema, _: &Pointer, report: &mut Report) {
    let encoding = schema.shift_remove("contentEncoding");
    let media_type = schema.shift_remove("contentMediaType");
    schema.shift_remove("contentSchema");
    if !matches!(type_of(schema), None | Some("string")) || schema.contains_key("format") {
        return;
    }
    let is_text = |media_type: &str| media_type.starts_with("text/") || media_type.contains("json");
    let format = match (encoding.as_ref().and_then(Value::as_str), media_type.as_ref().and_then(Value::as_str)) {
        (Some(encoding), _) if encoding.starts_with("base64") => "byte",
        (Some("binary"), _) => "binary",
        (None, Some(media_type)) if !is_text(media_type) => "binary",
        _ => return,
    };
    schema.insert("type".to_owned(), Value::from("string"));
    schema.insert("format".to_owned(), Value::from(format));
    report.tally("wrote the encoding of a content as a format");
}
