//! `MIGRATION.md`: the method of the Python client beside ours, and what changes.
//!
//! Python's generated clients are named by openapi-generator's rules: the class by the tag, the method by the
//! operationId, parameters in snake case with the required ones first.

use super::{Source, response};
use crate::model::{Api, Operation, Parameter, Tag};
use crate::names::{camel, snake};
use crate::prose;

pub(super) fn emit(api: &Api, source: &Source) -> String {
    let mut text = source.header("<!--");
    text += &format!("# From the Python client to `{}`\n\n", api.package());
    text += &format!("For users of the generated Python client of {}.\n\n## Calls\n\n", prose::cell(&api.title));
    text += "| Python | Rust |\n|---|---|\n";
    for tag in &api.tags {
        for operation in api.operations_of(tag) {
            text += &format!("| `{}` | `{}` |\n", python_call(tag, operation), rust_call(operation));
        }
    }
    text += "\n## What changes\n\n";
    for change in changes(api) {
        text += &format!("- {change}\n");
    }
    text
}

fn python_call(tag: &Tag, operation: &Operation) -> String {
    let required = operation.parameters.iter().filter(|parameter| parameter.required);
    let mut arguments: Vec<String> = required.map(|parameter| snake(&parameter.name)).collect();
    arguments.extend(operation.whole_body().iter().map(|_| "body".to_owned()));
    let optional = operation.parameters.iter().filter(|parameter| !parameter.required);
    arguments.extend(optional.map(|parameter| format!("{}=…", snake(&parameter.name))));
    format!("{}Api.{}({})", camel(&tag.name), snake(&operation.id), arguments.join(", "))
}

fn rust_call(operation: &Operation) -> String {
    let required = operation.parameters.iter().filter(|parameter| parameter.required);
    let required: Vec<&str> = required
        .map(|parameter| parameter.rust_name.as_str())
        .chain(operation.whole_body().into_iter().filter(|body| body.required).map(|body| body.rust_name.as_str()))
        .collect();
    let optional = |parameter: &Parameter| format!(".{}(…)", parameter.rust_name);
    let setters: String = operation.parameters.iter().filter(|parameter| !parameter.required).map(optional).collect();
    let body: String = operation.whole_body().iter().filter(|body| !body.required).map(|_| ".body(…)").collect();
    let sending = if operation.socket.is_some() { "connect" } else { "send" };
    format!("client.{}({}){setters}{body}.{sending}().await?", operation.method, required.join(", "))
}

/// What users of the Python client will notice, as far as the document tells.
fn changes(api: &Api) -> Vec<String> {
    let mut changes = Vec::new();
    for scheme in api.security_schemes.iter().filter(|scheme| scheme.credential_of.is_none()) {
        changes.push(format!(
            "The credential {} ({}) is given once, to `Client::builder().{}(…)`; it is held as a secret and printed \
             nowhere.",
            prose::code(&scheme.name),
            scheme.placement.in_words(),
            scheme.method
        ));
    }
    for (scheme, sign_in, operation) in api.sign_ins() {
        changes.push(format!(
            "`{}` need not be called for the credential `{}`: a client built with `Client::builder().{}(user, password)` \
             signs in when a call first needs it, and renews its token in time.",
            operation.method, scheme.name, sign_in.method
        ));
    }
    for operation in api.operations.iter().filter(|operation| operation.socket.is_some()) {
        changes.push(format!(
            "`{}` opens a WebSocket; the Python method sends a plain GET, which opens none.",
            operation.method
        ));
    }
    let unions: Vec<String> = api
        .operations
        .iter()
        .filter(|operation| operation.socket.is_none() && !response::api_error(operation).is_nothing())
        .map(|operation| format!("`{}`", operation.method))
        .collect();
    if !unions.is_empty() {
        let which = if unions.len() > 8 { format!("{} operations", unions.len()) } else { unions.join(", ") };
        changes.push(format!(
            "An error status is not an exception but a `CallError`, whose `api_error()` has the body that the API \
             declares for {which}."
        ));
    }
    let enums: Vec<String> = api
        .schemas
        .iter()
        .filter(|schema| schema.enumeration().is_some())
        .map(|schema| format!("`{}`", schema.name))
        .collect();
    if let Some((first, others)) = enums.split_first() {
        let others = if others.is_empty() { String::new() } else { format!(" and {} other enums", others.len()) };
        changes.push(format!(
            "A value that {first}{others} did not have when the client was made no longer fails the call: it is \
             `Unrecognized`, and sent back as it came."
        ));
    }
    if api.schemas.iter().any(|schema| schema.sent && schema.properties().iter().any(|property| property.nullable)) {
        changes.push(
            "A field of a request can be cleared: `Some(Nullable::Null)` sends `null`, `None` leaves it alone."
                .to_owned(),
        );
    }
    changes.push("Defaults are the server's: a parameter that is not set is not sent.".to_owned());
    changes.push("Redirects are never followed, and a path parameter never leads to another endpoint.".to_owned());
    changes
}
