//! From a normalised document to the model.

mod described;
mod operation;
mod pagination;
mod parameter;
mod path_template;
mod request_body;
mod responses;
mod schemas;
mod socket;
mod tags;

use serde_json::Value;

pub(crate) use responses::has_no_body;

use super::{Api, Problem, facts, security};

/// Reads the model. All problems are found, not only the first.
///
/// # Errors
/// What in the document cannot be turned into a client.
pub fn build(name: &str, document: &Value) -> Result<Api, Vec<Problem>> {
    let mut problems = Vec::new();
    let text = |pointer: &str| document.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut operations = operation::operations(document, &mut problems);
    let mut schemas = schemas::schemas(document);
    let reached_from = facts::settle(&operations, &mut schemas);
    for operation in &mut operations {
        operation.pagination = pagination::read(document, operation, &schemas, &mut problems);
    }
    let api = Api {
        name: name.to_owned(),
        stands_alone: false,
        title: text("/info/title"),
        version: text("/info/version"),
        description: text("/info/description"),
        servers: servers(document),
        security_schemes: security::schemes(document, &mut problems),
        tags: tags::tags(document, &operations),
        reached_from,
        operations,
        schemas,
    };
    if problems.is_empty() { Ok(api) } else { Err(problems) }
}

fn servers(document: &Value) -> Vec<(String, String)> {
    let text = |server: &Value, key: &str| server.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let declared = document.get("servers").and_then(Value::as_array);
    declared.into_iter().flatten().map(|server| (text(server, "url"), text(server, "description"))).collect()
}
