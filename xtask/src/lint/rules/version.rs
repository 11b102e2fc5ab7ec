//! The document says that it is `OpenAPI` 3.0: read as another version, it would be misunderstood without a word.

use serde_json::Value;

use crate::document::Pointer;
use crate::lint::finding::Finding;

const READ: &str = "OpenAPI 3.0.x is read here";

pub(in crate::lint) fn check(root: &Value, findings: &mut Vec<Finding>) {
    let at = Pointer::root();
    let Some(members) = root.as_object() else {
        let message = "an OpenAPI document is an object, and this is none";
        findings.push(Finding::error(at, message, "start it with `openapi: 3.0.3`"));
        return;
    };
    match members.get("openapi") {
        Some(Value::String(version)) if is_read(version) => {}
        Some(Value::String(version)) => findings.push(Finding::error(
            at.join("openapi"),
            format!("this document is of OpenAPI {version:?}, and only {READ}"),
            "convert it to 3.0.3 first",
        )),
        Some(other) => findings.push(Finding::error(
            at.join("openapi"),
            format!("the version {other} is no string such as \"3.0.3\", and only {READ}"),
            "write the whole version, in quotes: openapi: \"3.0.3\"",
        )),
        None => match members.get("swagger") {
            Some(version) => findings.push(Finding::error(
                at.join("swagger"),
                format!("this document is of Swagger {version}, and only {READ}"),
                "convert it to OpenAPI 3.0.3 first",
            )),
            None => findings.push(Finding::error(
                at,
                format!("the document does not say which version of OpenAPI it is of, and only {READ}"),
                "start it with `openapi: 3.0.3`",
            )),
        },
    }
}

fn is_read(version: &str) -> bool {
    let patch = version.strip_prefix("3.0.").unwrap_or_default();
    let number = patch.split('-').next().unwrap_or_default();
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}
