use serde_json::Value;

use super::super::{Parameter, Place, Type, Writing};
use super::described::described;
use crate::media_type::MediaKind;
use crate::names::{Scope, snake};

/// What documentation says of `x-precision: seconds`.
const CUT_OFF: &str = "Sent in UTC to the second; fractions are cut off.";

/// Header parameters that describe what other parts of a document say (OpenAPI 3.0.3, "Parameter Object"), and those by
/// which HTTP tells where a request ends: they are written from the body, and any other value would break the request.
pub(super) fn is_said_elsewhere(parameter: &Value) -> bool {
    const SAID_ELSEWHERE: [&str; 5] =
        ["accept", "authorization", "content-type", "content-length", "transfer-encoding"];
    let text = |key: &str| parameter.get(key).and_then(Value::as_str).unwrap_or_default();
    text("in") == "header" && SAID_ELSEWHERE.contains(&text("name").to_ascii_lowercase().as_str())
}

pub(super) fn read(document: &Value, parameter: &Value, scope: &mut Scope) -> Result<Parameter, String> {
    let text = |key: &str| parameter.get(key).and_then(Value::as_str);
    let name = text("name").unwrap_or_default();
    let place = match text("in") {
        Some("path") => Place::Path,
        Some("query") => Place::Query,
        Some("header") => Place::Header,
        Some("cookie") => Place::Cookie,
        other => return Err(format!("it goes into the {}", other.unwrap_or("unknown"))),
    };
    let content = parameter.get("content").and_then(Value::as_object).and_then(|content| content.iter().next());
    let (schema, is_json) = match (parameter.get("schema"), content) {
        (Some(schema), _) => (schema, false),
        (None, Some((media_type, media))) => {
            (media.get("schema").unwrap_or(&Value::Null), MediaKind::of(media_type) == MediaKind::Json)
        }
        (None, None) => (&Value::Null, false),
    };
    let kind = Type::of(schema);
    let form = Form::of(document, &kind);
    let writing = match is_json {
        true => styled("JSON", parameter),
        false => writing(place, form, parameter),
    };
    Ok(Parameter {
        name: name.to_owned(),
        rust_name: scope.claim_method(&snake(name)),
        place,
        required: place == Place::Path || parameter.get("required").and_then(Value::as_bool).unwrap_or(false),
        has_parts: form == Form::Parts,
        writing,
        description: description(text("description").unwrap_or_default(), schema, parameter),
        whole_seconds: text("x-precision") == Some("seconds"),
        kind,
    })
}

/// The description of a parameter with what its schema says.
pub(super) fn description(own: &str, schema: &Value, parameter: &Value) -> String {
    let description = match (own, described(schema)) {
        (own, rest) if rest.is_empty() || rest == own => own.to_owned(),
        ("", rest) => rest,
        (own, rest) => format!("{own} {rest}"),
    };
    match (description.as_str(), parameter.get("x-precision").and_then(Value::as_str) == Some("seconds")) {
        (_, false) => description,
        ("", true) => CUT_OFF.to_owned(),
        (_, true) => format!("{} {CUT_OFF}", description.trim_end()),
    }
}

/// What a value is made of, as far as writing it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// One piece of text.
    Scalar,
    /// A list of such pieces.
    Scalars,
    /// Anything that has parts, or may have.
    Parts,
}

impl Form {
    pub(super) fn of(document: &Value, kind: &Type) -> Self {
        match kind {
            Type::List(item) if is_scalar(document, item) => Self::Scalars,
            kind if is_scalar(document, kind) => Self::Scalar,
            _ => Self::Parts,
        }
    }
}

fn is_scalar(document: &Value, kind: &Type) -> bool {
    match kind {
        Type::Named(name) => {
            document.pointer("/components/schemas").and_then(|schemas| schemas.get(name)).is_some_and(|schema| {
                schema.get("enum").is_some() && schema.get("type").and_then(Value::as_str) == Some("string")
            })
        }
        Type::List(_) | Type::Map(_) | Type::Nullable(_) | Type::Any => false,
        _ => true,
    }
}

/// How OpenAPI writes the value (3.0.3, "Parameter Object"): a style that its place does not know is that of the place.
fn writing(place: Place, form: Form, parameter: &Value) -> Writing {
    let declared = parameter.get("style").and_then(Value::as_str);
    let explodes = |default| parameter.get("explode").and_then(Value::as_bool).unwrap_or(default);
    match place {
        Place::Path => {
            let style = match (declared, explodes(false)) {
                (Some("label"), false) => "LABEL",
                (Some("label"), true) => "LABEL_EXPLODED",
                (Some("matrix"), false) => "MATRIX",
                (Some("matrix"), true) => "MATRIX_EXPLODED",
                _ if form == Form::Scalar => return Writing::Plain,
                (_, false) => "SIMPLE",
                (_, true) => "SIMPLE_EXPLODED",
            };
            styled(style, parameter)
        }
        Place::Header => match (form, explodes(false)) {
            (Form::Scalar, _) => Writing::Plain,
            (_, false) => styled("SIMPLE", parameter),
            (_, true) => styled("SIMPLE_EXPLODED", parameter),
        },
        Place::Cookie => styled(if explodes(true) { "FORM_EXPLODED" } else { "FORM" }, parameter),
        Place::Query | Place::Form | Place::Multipart => pairs(form, parameter),
    }
}

/// How a value is written into pairs: those of a query, and those of a form whose encoding is a parameter's.
pub(super) fn pairs(form: Form, parameter: &Value) -> Writing {
    let declared = parameter.get("style").and_then(Value::as_str);
    let is_form = !matches!(declared, Some("spaceDelimited" | "pipeDelimited" | "deepObject"));
    let explodes = parameter.get("explode").and_then(Value::as_bool).unwrap_or(is_form);
    let style = match (declared, explodes) {
        (Some("deepObject"), _) => "DEEP_OBJECT",
        (_, true) => "FORM_EXPLODED",
        (Some("spaceDelimited"), false) => "SPACE_DELIMITED",
        (Some("pipeDelimited"), false) => "PIPE_DELIMITED",
        (_, false) => "FORM",
    };
    let is_said = |keyword: &str| parameter.get(keyword).and_then(Value::as_bool) == Some(true);
    let is_plain = match form {
        Form::Scalar => true,
        Form::Scalars => matches!(style, "FORM_EXPLODED" | "DEEP_OBJECT") && !is_said("allowEmptyValue"),
        Form::Parts => false,
    };
    if is_plain && !is_said("allowReserved") { Writing::Plain } else { styled(style, parameter) }
}

pub(super) fn styled(style: &'static str, parameter: &Value) -> Writing {
    let is_said = |keyword: &str| parameter.get(keyword).and_then(Value::as_bool) == Some(true);
    // The field of a form is in nothing. Elsewhere both mean nothing, and in a cookie a semicolon would end the value.
    let place = parameter.get("in").and_then(Value::as_str);
    Writing::Styled {
        style,
        allow_reserved: matches!(place, None | Some("query")) && is_said("allowReserved"),
        allow_empty: place == Some("query") && is_said("allowEmptyValue"),
    }
}
