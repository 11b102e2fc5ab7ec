use std::path::Path;

use serde_json::Value;
use switchboard_core::Upload;
use switchboard_core::generated::Call;
use switchboard_core::operation_table::{FieldEntry, Place, ValueKind, Writing};

use super::input;
use crate::failure::Failure;

/// The value that was given by one flag, or by the same several times.
pub(super) fn value(field: &FieldEntry, values: &[Value]) -> Value {
    match values {
        [only] if !field.is_list => only.clone(),
        values => Value::Array(values.to_vec()),
    }
}

/// Gives a parameter its value.
pub(super) fn set(call: Call, field: &'static FieldEntry, values: &[Value]) -> Result<Call, Failure> {
    if field.kind == ValueKind::File {
        return files(call, field, values);
    }
    let name = field.name;
    let texts = values.iter().map(text);
    let first = texts.clone().next().unwrap_or_default();
    let whole = value(field, values);
    Ok(match (field.place, field.writing, field.is_list) {
        (Place::Path, Writing::Styled(style), _) => call.path_as(name, style, &whole),
        (Place::Path, ..) => call.path(name, &first),
        (Place::Query, Writing::Styled(style), _) => call.query_as(name, style, &whole),
        (Place::Query, _, true) => call.query_list(name, texts),
        (Place::Query, ..) => call.query(name, &first),
        (Place::Header, Writing::Styled(style), _) => call.header_as(name, style, &whole),
        (Place::Header, ..) => call.header(name, &first),
        (Place::Cookie, Writing::Styled(style), _) => call.cookie_as(name, style, &whole),
        (Place::Cookie, ..) => call.header("cookie", &format!("{name}={first}")),
        (Place::Form, Writing::Styled(style), _) => call.field_as(name, style, &whole),
        (Place::Form, _, true) => call.field_list(name, texts),
        (Place::Form, ..) => call.field(name, &first),
        (Place::Multipart, Writing::Part(media_type), _) => call.part_as(name, media_type, &whole),
        (Place::Multipart, _, true) => call.part_list(name, texts),
        (Place::Multipart, ..) => call.part(name, &first),
        // Those are part of an object that is written as a whole.
        (Place::Body, ..) => call,
    })
}

fn files(call: Call, field: &'static FieldEntry, values: &[Value]) -> Result<Call, Failure> {
    let Writing::Part(media_type) = field.writing else { return Ok(call) };
    let upload = |path: &Value| -> Result<Upload, Failure> {
        let path = text(path);
        let name = Path::new(&path).file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(Upload::new(input::file(&path)?).file_name(name.unwrap_or_default()))
    };
    let uploads = values.iter().map(upload).collect::<Result<Vec<_>, _>>()?;
    Ok(call.files(field.name, media_type, uploads))
}

/// A value as one piece of text.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
