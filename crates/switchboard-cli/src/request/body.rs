use serde_json::{Map, Value};
use switchboard_core::generated::Call;
use switchboard_core::operation_table::{BodyEntry, BodyForm};

use super::input::Input;
use crate::arguments::{BODY, Flag};
use crate::failure::Failure;

/// Begins a form, which is sent even where none of its fields is given.
pub(super) fn begin(call: Call, body: &BodyEntry) -> Call {
    match body.form {
        BodyForm::FormFields if body.required => call.form(),
        BodyForm::MultipartFields if body.required => call.multipart(),
        _ => call,
    }
}

/// Writes the body: as a whole, from the properties that were given, or from both.
pub(super) fn set(
    call: Call,
    body: &'static BodyEntry,
    whole: Option<&Input>,
    properties: &[(&Flag, Value)],
) -> Result<Call, Failure> {
    match body.form {
        BodyForm::FormFields | BodyForm::MultipartFields => return Ok(call),
        BodyForm::JsonText => {
            let Some(text) = whole else { return Ok(call) };
            return Ok(with_media_type(call.json(text.text()?), body, "application/json"));
        }
        BodyForm::Text => {
            let Some(text) = whole else { return Ok(call) };
            return Ok(call.text(body.media_type, text.text()?));
        }
        BodyForm::Bytes => {
            let Some(bytes) = whole else { return Ok(call) };
            return Ok(call.upload(body.media_type, bytes.bytes.clone()));
        }
        BodyForm::Json | BodyForm::Form | BodyForm::Multipart => {}
    }
    let Some(value) = value(body, whole, properties)? else { return Ok(call) };
    Ok(match body.form {
        BodyForm::Form => with_media_type(call.form_of(&value), body, "application/x-www-form-urlencoded"),
        BodyForm::Multipart => with_media_type(call.multipart_of(&value), body, "multipart/form-data"),
        _ => with_media_type(call.json(&value), body, "application/json"),
    })
}

/// The value of the body; nothing where it is not needed and nothing was given.
fn value(body: &BodyEntry, whole: Option<&Input>, properties: &[(&Flag, Value)]) -> Result<Option<Value>, Failure> {
    let value = whole.map(|whole| parse(body, whole, properties)).transpose()?;
    if value.is_none() && properties.is_empty() && !body.required {
        return Ok(None);
    }
    if !properties.is_empty() && value.as_ref().is_some_and(|value| !value.is_object()) {
        return Err(Failure::Arguments(format!(
            "--{BODY} gives no object, so it has no properties to be given beside it"
        )));
    }
    let is_whole = value.is_some();
    let mut value = value.unwrap_or_else(|| Value::Object(Map::new()));
    if let Value::Object(object) = &mut value {
        for (flag, given) in properties {
            object.insert(flag.field.name.to_owned(), given.clone());
        }
        // What was given as a whole is the caller's to answer for: a server may want less than its document says.
        if !is_whole {
            missing(body, object)?;
        }
    }
    Ok(Some(value))
}

fn missing(body: &BodyEntry, object: &Map<String, Value>) -> Result<(), Failure> {
    let needed = body.fields.iter().filter(|field| field.required && !object.contains_key(field.name));
    let names: Vec<String> = needed.map(|field| format!("`{}` ({})", field.name, field.type_in_words)).collect();
    if names.is_empty() {
        return Ok(());
    }
    Err(Failure::Arguments(format!(
        "the body needs {}; give what --help names for it, or the whole by --{BODY}, such as --{BODY} '{}'",
        names.join(", "),
        body.example
    )))
}

fn parse(body: &BodyEntry, whole: &Input, properties: &[(&Flag, Value)]) -> Result<Value, Failure> {
    serde_json::from_slice(&whole.bytes).map_err(|error| {
        let mut what = format!("--{BODY} takes JSON, and this is none: {error}");
        let of_that_name = body.fields.iter().any(|field| field.name == BODY);
        if of_that_name && properties.is_empty() {
            what += &format!("; the property `{BODY}` alone is given by --field-{BODY}");
        }
        Failure::Arguments(format!("{what}; a whole one looks like --{BODY} '{}'", body.example))
    })
}

fn with_media_type(call: Call, body: &'static BodyEntry, usual: &str) -> Call {
    if body.media_type == usual { call } else { call.media_type(body.media_type) }
}
