use heck::ToUpperCamelCase;

use super::Role;
use crate::media_type::Family;
use crate::model::{AnswerBody, BodyKind, Response, StatusRange};
use crate::names::{Scope, camel};

/// A status, or a class of them, with one of the bodies that it may have: a variant where they make a union.
pub(in crate::emit) struct Case<'a> {
    /// Name of the variant.
    pub(in crate::emit) name: String,
    pub(super) response: &'a Response,
    /// Nothing where no body is declared.
    pub(in crate::emit) kind: Option<&'a BodyKind>,
    /// The media types of the body, where the status may have others too.
    pub(super) media_types: Option<&'a [String]>,
}

impl Case<'_> {
    /// The name of its status alone.
    pub(in crate::emit) fn status_name(&self) -> String {
        status_name(self.response.statuses)
    }
}

/// An error is read as a whole, so a stream in it is the text that it is written as.
const WHOLE: &BodyKind = &BodyKind::Text;

pub(in crate::emit) fn cases<'a>(responses: &[&'a Response], role: Role) -> Vec<Case<'a>> {
    let mut scope = Scope::default();
    let mut found = Vec::new();
    for response in responses {
        let status = status_name(response.statuses);
        if response.bodies.is_empty() {
            found.push(Case { name: scope.claim(&status), response, kind: None, media_types: None });
        }
        for (index, body) in response.bodies.iter().enumerate() {
            let is_choice = response.bodies.len() > 1;
            let name =
                if is_choice { format!("{status}{}", kind_name(&response.bodies, index)) } else { status.clone() };
            let kind = if role == Role::Error && body.kind.has_items() { WHOLE } else { &body.kind };
            let media_types = is_choice.then_some(body.media_types.as_slice());
            found.push(Case { name: scope.claim(&name), response, kind: Some(kind), media_types });
        }
    }
    found
}

/// A status by its registered reason, which people know.
fn status_name(statuses: StatusRange) -> String {
    match statuses {
        StatusRange::Only(status) => http::StatusCode::from_u16(status)
            .ok()
            .and_then(|status| status.canonical_reason())
            .map_or_else(|| format!("Status{status}"), |reason| reason.replace('\'', "").to_upper_camel_case()),
        StatusRange::Class(1) => "Informational".to_owned(),
        StatusRange::Class(2) => "Success".to_owned(),
        StatusRange::Class(3) => "Redirection".to_owned(),
        StatusRange::Class(4) => "ClientError".to_owned(),
        StatusRange::Class(_) => "ServerError".to_owned(),
        StatusRange::Default => "Other".to_owned(),
    }
}

/// A body by its kind, and JSON of a further type by its media type.
fn kind_name(bodies: &[AnswerBody], index: usize) -> String {
    let Some(body) = bodies.get(index) else { return String::new() };
    let media_type = body.media_types.first().map(String::as_str).unwrap_or_default();
    match &body.kind {
        BodyKind::Text => "Text".to_owned(),
        BodyKind::Bytes => "Bytes".to_owned(),
        BodyKind::Events(_) => "Events".to_owned(),
        BodyKind::Lines(_) => "Lines".to_owned(),
        BodyKind::Json(_) | BodyKind::Nullable(_) if index == 0 || Family::of(media_type) != Family::Json => {
            "Json".to_owned()
        }
        BodyKind::Json(_) | BodyKind::Nullable(_) => {
            let name = media_type.split(';').next().unwrap_or_default();
            camel(&name.split_once('/').map_or(name, |(_, name)| name).replace('+', " "))
        }
    }
}
