//! The page of an operation: what the vendor's own client page gives, and an example that is compiled.

mod answers;

use super::{example, operations};
use crate::model::{Api, Body, Content, FrameKind, Operation, Parameter, Socket, Type, Writing};
use crate::prose;

pub(super) fn emit(api: &Api, operation: &Operation) -> String {
    let mut page = String::new();
    let mut part = |text: String| {
        if !text.trim().is_empty() {
            page += text.trim_end();
            page += "\n\n";
        }
    };
    let summary = if operation.summary.is_empty() {
        format!("{}.", prose::code(&operation.id))
    } else {
        prose::tame(&operation.summary)
    };
    part(summary);
    part(prose::tame(&operation.description));
    let request = prose::code(&format!("{} {}", operation.http_method, operation.path));
    part(format!("# HTTP request\n\n{request}, operationId {}", prose::code(&operation.id)));
    part(parameters(operation));
    part(format!("# Returns\n\n{}", returns(operation)));
    part(format!("# Authorization\n\n{}", authorization(api, operation)));
    part(format!("# Content types\n\n{}", content_types(operation)));
    part(answers::responses(operation));
    part(answers::headers(operation));
    part(pages(operation));
    part(format!("# Example\n\n{}", example::of_operation(api, operation)));
    if operation.pagination.is_some() {
        part(format!("All items of the list, page after page:\n\n{}", example::of_items(api, operation)));
    }
    page
}

/// How to walk through the list.
fn pages(operation: &Operation) -> String {
    let Some(pagination) = &operation.pagination else { return String::new() };
    let request = &operation.request;
    format!(
        "# Pages\n\n[`pages`](crate::operations::{request}::pages) and [`items`](crate::operations::{request}::items) \
         walk through the list, from the page that the call asks for. {}",
        operations::walk(pagination)
    )
}

fn parameters(operation: &Operation) -> String {
    let mut rows = String::new();
    for parameter in &operation.parameters {
        let kind = match parameter.writing {
            Writing::Files(_) => parameter_files(parameter),
            _ => linked(&parameter.kind),
        };
        rows += &row(&parameter.name, parameter.place.in_words(), &kind, parameter.required, &parameter.description);
    }
    if let Some(body) = operation.whole_body() {
        let kind = match (&body.content, body.content.value()) {
            (_, Some(kind)) => linked(kind),
            (Content::Text, None) => "string".to_owned(),
            (_, None) => "bytes".to_owned(),
        };
        rows += &row("(body)", "body", &kind, body.required, &body.description);
    }
    if rows.is_empty() {
        return String::new();
    }
    format!("# Parameters\n\n| name | in | type | required | |\n|---|---|---|---|---|\n{rows}")
}

fn parameter_files(parameter: &Parameter) -> String {
    match parameter.kind {
        Type::List(_) => "list of [`Upload`](crate::Upload)".to_owned(),
        _ => "[`Upload`](crate::Upload)".to_owned(),
    }
}

fn row(name: &str, place: &str, kind: &str, required: bool, description: &str) -> String {
    let required = if required { "yes" } else { "no" };
    format!("| {} | {place} | {kind} | {required} | {} |\n", prose::code_in_cell(name), prose::cell(description))
}

fn returns(operation: &Operation) -> String {
    if let Some(socket) = &operation.socket {
        return opens(socket);
    }
    answers::returns(operation)
}

/// What a socket gives, and when it is over.
fn opens(socket: &Socket) -> String {
    let frame = |kind: &FrameKind| match kind {
        FrameKind::Any => "frames as they are".to_owned(),
        FrameKind::Text => "text".to_owned(),
        FrameKind::Binary => "bytes".to_owned(),
        FrameKind::Json(kind) => linked(kind),
        FrameKind::Extras(name) => format!("[`{name}`](crate::extras::{name})"),
    };
    let mut text = format!("An open [`Socket`](crate::Socket) that gives {}", frame(&socket.received));
    match &socket.sent {
        Some(sent) => text += &format!(" and takes {}.", frame(sent)),
        None => text += "; nothing is sent on it.",
    }
    let list = |numbers: &[u16]| numbers.iter().map(u16::to_string).collect::<Vec<_>>().join(", ");
    match (list(&socket.final_statuses).as_str(), list(&socket.final_close_codes).as_str()) {
        ("", "") => text += " It is opened again whenever the connection ends.",
        (statuses, "") => text += &format!(" It is opened again unless the server refuses with {statuses}."),
        ("", codes) => text += &format!(" It is opened again unless the server closes it with {codes}."),
        (statuses, codes) => {
            text +=
                &format!(" It is opened again unless the server refuses with {statuses}, or closes it with {codes}.");
        }
    }
    text
}

/// The type in words, with named ones as links.
fn linked(kind: &Type) -> String {
    let names =
        kind.parts().into_iter().filter_map(|part| if let Type::Named(name) = part { Some(name) } else { None });
    names
        .fold(kind.in_words(), |words, name| words.replace(name.as_str(), &format!("[`{name}`](crate::types::{name})")))
}

fn authorization(api: &Api, operation: &Operation) -> String {
    if operation.security.is_empty() {
        return "None.".to_owned();
    }
    let describe = |name: &String| {
        let scheme = api.security_schemes.iter().find(|scheme| scheme.name == *name);
        scheme.map_or_else(
            || prose::code(name),
            |scheme| {
                let sign_in = scheme.sign_in.as_ref().map_or_else(String::new, |sign_in| {
                    format!(", got by [`{method}`](crate::ClientBuilder::{method}) or given", method = sign_in.method)
                });
                format!(
                    "[{}](crate::ClientBuilder::{}) ({}{sign_in})",
                    prose::code(&scheme.name),
                    api.credential_method(scheme),
                    scheme.placement.in_words()
                )
            },
        )
    };
    let alternatives: Vec<String> = operation
        .security
        .iter()
        .map(|schemes| schemes.iter().map(describe).collect::<Vec<_>>().join(" together with "))
        .collect();
    format!("{}.", alternatives.join(", or "))
}

/// Media types that the API takes too.
fn equivalents(body: &Body) -> String {
    let names: Vec<String> = body.equivalents.iter().map(|media_type| prose::code(media_type)).collect();
    match names.as_slice() {
        [] => String::new(),
        names if matches!(body.content, Content::Text | Content::Bytes) => {
            format!(" (or {}: say which with `.header(\"content-type\", …)`)", names.join(", "))
        }
        names => format!(" (the API takes {} too, which carries the same)", names.join(", ")),
    }
}

/// The method that sends the same under another media type.
fn further(operation: &Operation) -> Option<String> {
    let (method, body) = (&operation.method, operation.body.as_ref()?);
    Some(format!(" [`{method}`](crate::Client::{method}) sends {}.", prose::code(&body.media_type)))
}

fn content_types(operation: &Operation) -> String {
    let sent = match &operation.body {
        Some(body) => format!("Sends {}{}", prose::code(&body.media_type), equivalents(body)),
        None => "Sends no body".to_owned(),
    };
    let further: String = operation.further.iter().filter_map(further).collect();
    format!("{sent}; accepts {}.{further}", prose::code(&operations::accept(operation)))
}
