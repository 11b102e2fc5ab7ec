use serde_json::Value;

use super::schemas::operations;
use crate::report::Report;

/// Takes out header parameters whose names no header can have: HTTP knows no way to send them.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    for (path, method, operation) in operations(document) {
        let path = path.replace('~', "~0").replace('/', "~1");
        let Some(parameters) = operation.get_mut("parameters").and_then(Value::as_array_mut) else { continue };
        let mut index = 0;
        parameters.retain_mut(|parameter| {
            let at = format!("/paths/{path}/{method}/parameters/{index}");
            index += 1;
            if parameter.get("in").and_then(Value::as_str) != Some("header") {
                return true;
            }
            let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
            let is_sendable = |name: &str| http::HeaderName::from_bytes(name.as_bytes()).is_ok();
            if is_sendable(&name) {
                return true;
            }
            let trimmed = name.trim();
            if is_sendable(trimmed) {
                report.repaired(at, format!("the header `{}` is named `{trimmed}`", name.escape_default()));
                parameter["name"] = Value::String(trimmed.to_owned());
                return true;
            }
            let what = format!("no header can be named `{}`", name.escape_default());
            report.lost(at, "unsendable header", what);
            false
        });
    }
}
