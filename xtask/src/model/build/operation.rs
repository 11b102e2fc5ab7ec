use serde_json::Value;

use super::super::{Operation, Parameter, Place, Problem, Type, security, sign_in};
use super::described::described;
use super::{body, responses, socket, tags};
use crate::document::Pointer;
use crate::names::{Scope, camel, operation_name, snake};
use crate::normalise::METHODS;

/// Methods that every generated client has.
const CLIENT_METHODS: [&str; 3] = ["builder", "new", "clone"];

/// What the module of operations already has under these names.
const OPERATION_TYPES: [&str; 22] = [
    "Call",
    "CallError",
    "Client",
    "Error",
    "Method",
    "Operation",
    "Response",
    "Socket",
    "Api",
    "Bytes",
    "Frame",
    "ReceivedFrame",
    "SentFrame",
    "SocketOptions",
    "SocketProtocol",
    "Pages",
    "Items",
    "Pagination",
    "PageRules",
    "PageStyle",
    "PageEnd",
    "PageInfo",
];

/// Methods and arguments that every call has.
const CALL_METHODS: [&str; 20] = [
    "send",
    "connect",
    "items",
    "pages",
    "events",
    "lines",
    "interceptor",
    "timeout",
    "header",
    "retry",
    "clone",
    "call",
    "socket",
    "message_limit",
    "ping_every",
    "pong_timeout",
    "event_queue",
    "reconnect",
    "body",
    "self",
];

pub(super) fn operations(document: &Value, problems: &mut Vec<Problem>) -> Vec<Operation> {
    let mut methods = Scope::with_reserved(CLIENT_METHODS);
    sign_in::methods(document).iter().for_each(|(_, method)| methods.reserve(method));
    let mut requests = Scope::of_types();
    OPERATION_TYPES.iter().for_each(|name| requests.reserve(name));
    let mut constants = Scope::with_reserved(["API", "OPERATIONS"]);
    let mut found = Vec::new();
    let root = Pointer::root().join("paths");
    for (path, item) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
        for (key, operation) in item.as_object().into_iter().flatten() {
            let Some(method) = METHODS.into_iter().find(|method| method == key) else { continue };
            let at = root.join(path).join(method);
            let text = |key: &str| operation.get(key).and_then(Value::as_str);
            let id = text("operationId").map_or_else(|| format!("{method} {path}"), str::to_owned);
            let usual = || text("operationId").map_or_else(|| operation_name(method, path), snake);
            let name = methods.claim_method(&text("x-method").map_or_else(usual, str::to_owned));
            let mut scope = Scope::with_reserved(CALL_METHODS);
            let parameters = parameters(document, operation, path, &at, &mut scope, problems);
            let mut body = body::request_body(operation, &at, problems);
            if let Some(body) = &mut body {
                "body".clone_into(&mut body.rust_name);
            }
            found.push(Operation {
                request: requests.claim(&camel(&name)),
                answer_union: String::new(),
                error_union: String::new(),
                pages_constant: String::new(),
                pagination: None,
                constant: constants.claim(&name.trim_end_matches('_').to_ascii_uppercase()),
                method: name,
                id,
                http_method: method.to_ascii_uppercase(),
                // What tells two operations of one request apart is not sent.
                path: path.split('#').next().unwrap_or_default().to_owned(),
                tag: first_tag(operation),
                summary: text("summary").unwrap_or_default().to_owned(),
                description: text("description").unwrap_or_default().to_owned(),
                idempotent: operation
                    .get("x-idempotent")
                    .and_then(Value::as_bool)
                    .unwrap_or(matches!(method, "get" | "head")),
                socket: socket::socket(operation, &at, problems),
                deprecated: operation.get("deprecated").and_then(Value::as_bool).unwrap_or(false),
                parameters,
                body,
                responses: responses::responses(document, method, operation),
                security: security::requirements(document, operation),
            });
        }
    }
    // Once every call has its name, so that no union takes one.
    for operation in &mut found {
        operation.answer_union = requests.claim(&format!("{}Answer", operation.request));
        operation.error_union = requests.claim(&format!("{}Error", operation.request));
        operation.pages_constant = constants.claim(&format!("{}_PAGES", operation.constant));
    }
    found
}

fn first_tag(operation: &Value) -> String {
    let tags = operation.get("tags").and_then(Value::as_array);
    tags.and_then(|tags| tags.first()).and_then(Value::as_str).unwrap_or(tags::UNTAGGED).to_owned()
}

/// Parameters of the path come in the order of its template, so that a change of the document's order never swaps two
/// arguments; other required ones follow in the order the document gives, then optional ones.
fn parameters(
    document: &Value,
    operation: &Value,
    path: &str,
    at: &Pointer,
    scope: &mut Scope,
    problems: &mut Vec<Problem>,
) -> Vec<Parameter> {
    let declared = operation.get("parameters").and_then(Value::as_array);
    let mut found = Vec::new();
    for (index, parameter) in declared.into_iter().flatten().enumerate().filter(|(_, each)| !is_ignored(each)) {
        match read(document, parameter, scope) {
            Ok(parameter) => found.push(parameter),
            Err(why) => {
                let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default();
                problems.push(Problem::new(
                    at.join("parameters").join(index),
                    format!("the parameter `{name}` cannot be generated: {why}"),
                    "describe it with a schema of text, number, boolean or, in the query, a list of those",
                ));
            }
        }
    }
    let position = |parameter: &Parameter| path.find(&format!("{{{}}}", parameter.name)).unwrap_or(usize::MAX);
    found.sort_by_key(|parameter| match parameter.place {
        Place::Path => (0, position(parameter)),
        _ if parameter.required => (1, 0),
        _ => (2, 0),
    });
    found
}

/// Header parameters that describe what other parts of a document say (OpenAPI 3.0.3, "Parameter Object").
fn is_ignored(parameter: &Value) -> bool {
    const SAID_ELSEWHERE: [&str; 3] = ["accept", "authorization", "content-type"];
    let text = |key: &str| parameter.get(key).and_then(Value::as_str).unwrap_or_default();
    text("in") == "header" && SAID_ELSEWHERE.contains(&text("name").to_ascii_lowercase().as_str())
}

/// Whether a value is written as one piece of text.
fn is_scalar(document: &Value, kind: &Type) -> bool {
    match kind {
        Type::Named(name) => {
            document.pointer("/components/schemas").and_then(|schemas| schemas.get(name)).is_some_and(|schema| {
                schema.get("enum").is_some() && schema.get("type").and_then(Value::as_str) == Some("string")
            })
        }
        Type::List(_) | Type::Map(_) | Type::Any => false,
        _ => true,
    }
}

/// What documentation says of `x-precision: seconds`.
const CUT_OFF: &str = "Sent in UTC to the second; fractions are cut off.";

fn read(document: &Value, parameter: &Value, scope: &mut Scope) -> Result<Parameter, String> {
    let text = |key: &str| parameter.get(key).and_then(Value::as_str);
    let name = text("name").unwrap_or_default();
    let place = match text("in") {
        Some("path") => Place::Path,
        Some("query") => Place::Query,
        Some("header") => Place::Header,
        other => return Err(format!("it goes into the {}", other.unwrap_or("unknown"))),
    };
    let schema = parameter.get("schema").ok_or("it has no schema")?;
    let kind = Type::of(schema);
    let is_exploded = parameter.get("explode").and_then(Value::as_bool).unwrap_or(true);
    let is_plain_style = matches!(text("style"), None | Some("form" | "simple"));
    match &kind {
        Type::List(item) if !is_scalar(document, item) => {
            return Err("its list holds more than plain values".to_owned());
        }
        kind if !matches!(kind, Type::List(_)) && !is_scalar(document, kind) => {
            return Err("it is an object, or of no type".to_owned());
        }
        Type::List(_) if place != Place::Query => return Err("it is a list outside of the query".to_owned()),
        Type::List(_) if !is_exploded || !is_plain_style => {
            return Err("its list is not written by repeating the name".to_owned());
        }
        _ => {}
    }
    let own = text("description").unwrap_or_default();
    let description = match (own, described(schema)) {
        (own, rest) if rest.is_empty() => own.to_owned(),
        ("", rest) => rest,
        (own, rest) => format!("{own} {rest}"),
    };
    let whole_seconds = text("x-precision") == Some("seconds");
    let description = match (description.as_str(), whole_seconds) {
        (_, false) => description,
        ("", true) => CUT_OFF.to_owned(),
        (_, true) => format!("{} {CUT_OFF}", description.trim_end()),
    };
    Ok(Parameter {
        name: name.to_owned(),
        rust_name: scope.claim_method(&snake(name)),
        place,
        required: place == Place::Path || parameter.get("required").and_then(Value::as_bool).unwrap_or(false),
        kind,
        description,
        whole_seconds,
    })
}
