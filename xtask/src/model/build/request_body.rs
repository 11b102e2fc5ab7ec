//! Bodies of requests, by media type.

use serde_json::{Map, Value};

use super::super::{Body, Content, Operation, Parameter, Place, Type, Writing};
use super::described::described;
use super::operation::sort;
use super::parameter::{self, Form};
use crate::media_type::{MediaKind, is_range};
use crate::names::{Scope, snake};
use crate::normalise::{EQUIVALENTS, FORM_FIELDS};

/// Adds the body to an operation, and what another media type can carry as further ways to send it. The media types
/// stand in the order in which they are wanted.
pub(super) fn add(document: &Value, declared: &Value, operation: &mut Operation, scope: &Scope) {
    let Some(request_body) = declared.get("requestBody") else { return };
    let media_types = request_body.get("content").and_then(Value::as_object);
    let bare = operation.clone();
    for (index, (media_type, media)) in media_types.into_iter().flatten().enumerate() {
        let way = Way { document, request_body, media_type, media };
        if index == 0 {
            way.complete(operation, scope);
        } else {
            let suffix = way.suffix();
            let mut further = bare.clone();
            further.method = format!("{}_as_{suffix}", bare.method.trim_end_matches('_'));
            way.complete(&mut further, scope);
            operation.further.push(further);
        }
    }
}

/// One media type of a body.
struct Way<'a> {
    document: &'a Value,
    request_body: &'a Value,
    media_type: &'a str,
    media: &'a Value,
}

impl Way<'_> {
    fn complete(&self, operation: &mut Operation, scope: &Scope) {
        let body = self.body();
        let place = match body.content {
            Content::FormFields => Place::Form,
            _ => Place::Multipart,
        };
        let mut scope = scope.clone();
        let fields = self.media.get(FORM_FIELDS).and_then(Value::as_array).into_iter().flatten();
        operation.parameters.extend(fields.map(|field| self.field(field, place, &mut scope)));
        sort(&operation.path, &mut operation.parameters);
        operation.body = Some(body);
    }

    fn body(&self) -> Body {
        let schema = self.media.get("schema").unwrap_or(&Value::Null);
        let has_fields = self.media.get(FORM_FIELDS).is_some();
        let content = match MediaKind::of_request(self.media_type, self.media) {
            MediaKind::Json => Content::Json(Type::of_part(schema)),
            MediaKind::Form if has_fields => Content::FormFields,
            // Text under that type can only be a form that is written already.
            MediaKind::Form => match Type::of(schema) {
                Type::String => Content::Text,
                kind => Content::Form(kind),
            },
            MediaKind::Multipart if has_fields => Content::MultipartFields,
            MediaKind::Multipart => Content::Multipart(Type::of(schema)),
            MediaKind::Text => Content::Text,
            MediaKind::Bytes => Content::Bytes,
        };
        let media_type = match is_range(self.media_type) {
            true => "application/octet-stream".to_owned(),
            false => self.media_type.to_owned(),
        };
        let equivalents = self.media.get(EQUIVALENTS).and_then(Value::as_array).into_iter().flatten();
        let range = is_range(self.media_type).then_some(self.media_type);
        Body {
            rust_name: "body".to_owned(),
            required: self.request_body.get("required").and_then(Value::as_bool).unwrap_or(false),
            content,
            description: match self.request_body.get("description").and_then(Value::as_str) {
                Some(description) => description.to_owned(),
                None => described(schema),
            },
            media_type,
            equivalents: range.into_iter().chain(equivalents.filter_map(Value::as_str)).map(str::to_owned).collect(),
        }
    }

    /// A field of a form. It is an argument where the form cannot be without it, unless the document says outright that
    /// there need be no form at all.
    fn field(&self, field: &Value, place: Place, scope: &mut Scope) -> Parameter {
        let name = field.get("name").and_then(Value::as_str).unwrap_or_default();
        let is_needed = self.request_body.get("required").and_then(Value::as_bool) != Some(false);
        let is_required = field.get("required").and_then(Value::as_bool) == Some(true);
        let schema = field.get("schema").unwrap_or(&Value::Null);
        let nothing = Value::Object(Map::new());
        let encoding = field.get("encoding").unwrap_or(&nothing);
        let kind = Type::of(schema);
        let form = Form::of(self.document, &kind);
        let is_file = place == Place::Multipart && is_file(schema);
        let writing = match place {
            Place::Multipart => part(is_file, form, encoding),
            _ => pair(form, encoding),
        };
        Parameter {
            name: name.to_owned(),
            rust_name: scope.claim_method(&snake(name)),
            place,
            required: is_needed && is_required,
            has_parts: !is_file && form == Form::Parts,
            writing,
            description: parameter::description("", schema, &Value::Null),
            whole_seconds: false,
            kind,
        }
    }

    /// What tells the method of a further way from the first one.
    fn suffix(&self) -> String {
        match MediaKind::of_request(self.media_type, self.media) {
            MediaKind::Json => {
                let subtype = self.media_type.split(['/', ';']).nth(1).unwrap_or_default();
                snake(subtype).trim_matches('_').to_owned()
            }
            MediaKind::Form => "form".to_owned(),
            MediaKind::Multipart => "multipart".to_owned(),
            MediaKind::Text => "text".to_owned(),
            MediaKind::Bytes => "bytes".to_owned(),
        }
    }
}

fn is_file(schema: &Value) -> bool {
    let schema = schema.get("items").unwrap_or(schema);
    schema.get("format").and_then(Value::as_str) == Some("binary")
}

fn part(is_file: bool, form: Form, encoding: &Value) -> Writing {
    let declared = encoding.get("contentType").and_then(Value::as_str).map(str::trim);
    // One of several, or any of a kind, is for the caller to say.
    let media_type = declared.filter(|declared| !declared.contains(',') && !is_range(declared)).map(str::to_owned);
    match (is_file, form, media_type) {
        (true, _, media_type) => Writing::Files(media_type),
        (false, Form::Scalar | Form::Scalars, None) => Writing::Plain,
        (false, _, media_type) => Writing::Part(media_type),
    }
}

/// Where the encoding says nothing of a style, what has properties is JSON (OpenAPI 3.0.4, "Encoding Object").
fn pair(form: Form, encoding: &Value) -> Writing {
    let says_style = ["style", "explode", "allowReserved"].iter().any(|keyword| encoding.get(*keyword).is_some());
    let declared = encoding.get("contentType").and_then(Value::as_str);
    let is_json = declared.is_some_and(|declared| MediaKind::of(declared) == MediaKind::Json);
    match form {
        _ if says_style => parameter::pairs(form, encoding),
        Form::Scalar | Form::Scalars if !is_json => Writing::Plain,
        Form::Parts if !is_json => parameter::styled("FIELD", encoding),
        _ => parameter::styled("JSON", encoding),
    }
}
