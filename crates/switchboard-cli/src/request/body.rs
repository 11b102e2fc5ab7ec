use serde_json::{Map, Value};
use switchboard_core::generated::Call;
use switchboard_core::operation_table::{BodyEntry, BodyForm, OperationEntry};

use super::Property;
use super::input::Input;
use crate::arguments::{self, BODY};
use crate::failure::Failure;
use crate::settings::Secrets;

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
    entry: &'static OperationEntry,
    whole: Option<&Input>,
    properties: &[Property],
    secrets: &Secrets,
) -> Result<Call, Failure> {
    let Some(body) = &entry.body else { return Ok(call) };
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
    let Some(value) = value(entry, body, whole, properties, secrets)? else { return Ok(call) };
    Ok(match body.form {
        BodyForm::Form => with_media_type(call.form_of(&value), body, "application/x-www-form-urlencoded"),
        BodyForm::Multipart => with_media_type(call.multipart_of(&value), body, "multipart/form-data"),
        _ => with_media_type(call.json(&value), body, "application/json"),
    })
}

/// The value of the body; nothing where it is not needed and nothing was given.
fn value(
    entry: &'static OperationEntry,
    body: &BodyEntry,
    whole: Option<&Input>,
    properties: &[Property],
    secrets: &Secrets,
) -> Result<Option<Value>, Failure> {
    let value = whole.map(|whole| parse(body, whole, secrets)).transpose()?;
    if value.is_none() && properties.is_empty() && !body.required {
        return Ok(None);
    }
    if !properties.is_empty() && value.as_ref().is_some_and(|value| !value.is_object()) {
        return Err(Failure::Arguments(format!(
            "--{BODY} gives no object, so it has no properties to be given beside it{}",
            hint(body)
        )));
    }
    let is_whole = value.is_some();
    let mut value = value.unwrap_or_else(|| Value::Object(Map::new()));
    if let Value::Object(object) = &mut value {
        for (field, given) in properties {
            object.insert(field.name.to_owned(), given.clone());
        }
        secrets.put_into(object, is_whole);
        // What was given as a whole is the caller's to answer for: a server may want less than its document says.
        if !is_whole {
            say_constants(body, object);
            missing(entry, body, object, secrets)?;
        }
    }
    Ok(Some(value))
}

/// Nobody need give what has only one value.
fn say_constants(body: &BodyEntry, object: &mut Map<String, Value>) {
    for (name, json) in body.constants {
        if let Ok(value) = serde_json::from_str(json) {
            object.insert((*name).to_owned(), value);
        }
    }
}

fn missing(
    entry: &'static OperationEntry,
    body: &BodyEntry,
    object: &Map<String, Value>,
    secrets: &Secrets,
) -> Result<(), Failure> {
    let flags = arguments::flags(entry);
    let needed = body.fields.iter().filter(|field| field.required && !object.contains_key(field.name));
    let names = needed.map(|field| {
        let flag = flags.iter().find(|flag| std::ptr::eq(flag.field, field));
        let way = flag.map(|flag| format!("--{}", flag.name)).or_else(|| secrets.variable(field).map(str::to_owned));
        format!("{} ({})", way.as_deref().unwrap_or(field.name), field.type_in_words)
    });
    let names: Vec<String> = names.collect();
    if names.is_empty() {
        return Ok(());
    }
    Err(Failure::Arguments(format!(
        "the body needs {}; or give the whole by --{BODY}, such as --{BODY} '{}'",
        names.join(", "),
        body.example
    )))
}

fn parse(body: &BodyEntry, whole: &Input, secrets: &Secrets) -> Result<Value, Failure> {
    let value: Value = serde_json::from_slice(&whole.bytes).map_err(|error| {
        Failure::Arguments(format!(
            "--{BODY} takes JSON, and this is none: {error}{}; a whole one looks like --{BODY} '{}'",
            hint(body),
            body.example
        ))
    })?;
    let secret = value.as_object().filter(|_| whole.is_argument).and_then(|object| secrets.in_body(object));
    match secret {
        Some(name) => Err(Failure::Arguments(format!(
            "`{name}` is a secret, which others can see in an argument; give the body by --{BODY} @FILE or --{BODY} -"
        ))),
        None => Ok(value),
    }
}

/// Where a property has the name of the flag of the whole.
fn hint(body: &BodyEntry) -> String {
    match body.fields.iter().any(|field| field.name == BODY) {
        true => format!("; the property `{BODY}` alone is given by --field-{BODY}"),
        false => String::new(),
    }
}

fn with_media_type(call: Call, body: &'static BodyEntry, usual: &str) -> Call {
    if body.media_type == usual { call } else { call.media_type(body.media_type) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_has_only_one_value_is_said_without_being_given() {
        let body = BodyEntry {
            form: BodyForm::Json,
            required: true,
            media_type: "application/json",
            type_in_words: "Event",
            fields: &[],
            constants: &[("kind", "\"message\""), ("version", "2"), ("final", "true")],
            description: "",
            example: "{}",
        };
        let mut object = Map::new();
        say_constants(&body, &mut object);
        assert_eq!(Value::Object(object), json!({"kind": "message", "version": 2, "final": true}));
    }
}
