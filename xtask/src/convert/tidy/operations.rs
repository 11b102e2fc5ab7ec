use serde_json::{Map, Value, json};

use crate::document::Pointer;
use crate::report::Report;

/// Gives an operation what it must have, and makes a request body of a parameter that is one in Swagger 2.0 only.
pub(super) fn run(node: &mut Value, at: &Pointer, report: &mut Report) {
    let Some(operation) = node.as_object_mut() else { return };
    if operation.get("operationId").is_some_and(|id| id.as_str().is_some_and(|id| id.trim().is_empty())) {
        operation.shift_remove("operationId");
        report.repaired(at.join("operationId").as_str(), "is empty, and left out");
    }
    if operation.get("responses").is_none_or(|responses| responses.is_null() || is_empty_list(responses)) {
        operation.insert("responses".to_owned(), Value::Object(Map::new()));
        report.repaired(at.as_str(), "does not say what it answers: any success is one, and its body is not read");
    }
    let Some(Value::Array(parameters)) = operation.get_mut("parameters") else { return };
    let Some(index) = parameters.iter().position(|parameter| parameter.get("in").is_some_and(|place| place == "body"))
    else {
        return;
    };
    let parameter = parameters.remove(index);
    let list = at.join("parameters");
    report.repaired(list.join(index).as_str(), "is a request body, which is no parameter");
    report.moved(list.join(index).as_str(), at.join("requestBody").as_str());
    for behind in index..parameters.len() {
        report.moved(list.join(behind + 1).as_str(), list.join(behind).as_str());
    }
    let schema = parameter.get("schema").cloned().unwrap_or_else(|| Value::Object(Map::new()));
    let mut body = json!({"content": {"application/json": {"schema": schema}}});
    for key in ["description", "required"] {
        if let (Some(value), Some(body)) = (parameter.get(key), body.as_object_mut()) {
            body.insert(key.to_owned(), value.clone());
        }
    }
    operation.entry("requestBody").or_insert(body);
}

/// Makes answers of what stands under a status: some write the description alone, or nothing.
pub(super) fn responses(node: &mut Value, at: &Pointer, report: &mut Report) {
    for (status, response) in node.as_object_mut().into_iter().flatten() {
        let meant = match response {
            Value::String(description) if !status.starts_with("x-") => json!({"description": description}),
            Value::Null if !status.starts_with("x-") => json!({"description": ""}),
            _ => continue,
        };
        report.repaired(at.join(status).as_str(), "is no answer, and means one without a body");
        *response = meant;
    }
}

fn is_empty_list(value: &Value) -> bool {
    value.as_array().is_some_and(Vec::is_empty)
}
