use serde_json::Value;

use super::super::{Operation, Parameter, Place, Problem, security, sign_in};
use super::path_template::PathTemplate;
use super::{parameter, request_body, responses, socket, tags};
use crate::document::Pointer;
use crate::names::{Scope, camel, operation_name, snake};
use crate::normalise::METHODS;

/// Methods that every generated client has, and those of Rust's prelude that take it away and so come before our own.
const CLIENT_METHODS: [&str; 5] = ["builder", "new", "clone", "into", "try_into"];

/// What the module of operations already has under these names.
const OPERATION_TYPES: [&str; 24] = [
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
    "Style",
    "Upload",
];

/// Methods and arguments that every call has.
const CALL_METHODS: [&str; 26] = [
    "send",
    "send_raw",
    "send_streamed",
    "connect_timeout",
    "stall_limit",
    "response_limit",
    "idempotent",
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

/// The static of an operation. Scripts without capitals need more, since no argument can have the name of a static.
fn constant(method: &str) -> String {
    let name = method.trim_end_matches('_').to_uppercase();
    if name.chars().any(char::is_uppercase) { name } else { format!("OPERATION_{name}") }
}

pub(super) fn operations(document: &Value, problems: &mut Vec<Problem>) -> Vec<Operation> {
    let mut methods = Scope::with_reserved(CLIENT_METHODS);
    sign_in::methods(document).iter().for_each(|(_, method)| methods.reserve(method));
    let mut requests = Scope::of_types();
    OPERATION_TYPES.iter().for_each(|name| requests.reserve(name));
    let mut constants = Scope::with_reserved(["API", "OPERATIONS"]);
    let mut found = Vec::new();
    let root = Pointer::root().join("paths");
    for (path, item) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
        let template = PathTemplate::read(path);
        for (key, operation) in item.as_object().into_iter().flatten() {
            let Some(method) = METHODS.into_iter().find(|method| method == key) else { continue };
            let at = root.join(path).join(method);
            let text = |key: &str| operation.get(key).and_then(Value::as_str);
            let id = text("operationId").map_or_else(|| format!("{method} {path}"), str::to_owned);
            let usual = || text("operationId").map_or_else(|| operation_name(method, path), snake);
            let name = methods.claim_method(&text("x-method").map_or_else(usual, str::to_owned));
            let mut scope = Scope::with_reserved(CALL_METHODS);
            let parameters = parameters(document, operation, &template, &at, &mut scope, problems);
            let mut read = Operation {
                request: requests.claim(&camel(&name)),
                answer_union: String::new(),
                error_union: String::new(),
                pages_constant: String::new(),
                pagination: None,
                constant: constants.claim(&constant(&name)),
                method: name,
                at: at.clone(),
                id,
                http_method: method.to_ascii_uppercase(),
                path: template.path.clone(),
                fixed_query: template.fixed.clone(),
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
                body: None,
                further: Vec::new(),
                responses: responses::responses(document, method, operation),
                security: security::requirements(document, operation),
            };
            request_body::add(document, operation, &mut read, &scope);
            found.push(read);
        }
    }
    // Once every operation has its name, so that nothing else takes one.
    for operation in &mut found {
        for further in &mut operation.further {
            further.method = methods.claim_method(&further.method);
            further.request = requests.claim(&camel(&further.method));
        }
    }
    for operation in &mut found {
        operation.answer_union = requests.claim(&format!("{}Answer", operation.request));
        operation.error_union = requests.claim(&format!("{}Error", operation.request));
        operation.pages_constant = constants.claim(&format!("{}_PAGES", operation.constant));
        for further in &mut operation.further {
            further.answer_union.clone_from(&operation.answer_union);
            further.error_union.clone_from(&operation.error_union);
        }
    }
    found
}

fn first_tag(operation: &Value) -> String {
    let tags = operation.get("tags").and_then(Value::as_array);
    tags.and_then(|tags| tags.first()).and_then(Value::as_str).unwrap_or(tags::UNTAGGED).to_owned()
}

fn parameters(
    document: &Value,
    operation: &Value,
    template: &PathTemplate,
    at: &Pointer,
    scope: &mut Scope,
    problems: &mut Vec<Problem>,
) -> Vec<Parameter> {
    let declared = operation.get("parameters").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut found = Vec::new();
    let sent = declared.iter().enumerate().filter(|(_, parameter)| !parameter::is_said_elsewhere(parameter));
    for (index, parameter) in sent {
        let Some(parameter) = template.place(parameter, declared) else { continue };
        match parameter::read(document, &parameter, scope) {
            Ok(parameter) => found.push(parameter),
            Err(why) => {
                let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default();
                problems.push(Problem::new(
                    at.join("parameters").join(index),
                    format!("the parameter `{name}` cannot be generated: {why}"),
                    "put it into the path, the query, a header or a cookie",
                ));
            }
        }
    }
    sort(&template.path, &mut found);
    found
}

/// Parameters of the path come in the order of its template, so that a change of the document's order never swaps two
/// arguments; other required ones follow in the order the document gives, then optional ones.
pub(super) fn sort(path: &str, parameters: &mut [Parameter]) {
    let position = |parameter: &Parameter| path.find(&format!("{{{}}}", parameter.name)).unwrap_or(usize::MAX);
    parameters.sort_by_key(|parameter| match parameter.place {
        Place::Path => (0, position(parameter)),
        _ if parameter.required => (1, 0),
        _ => (2, 0),
    });
}
