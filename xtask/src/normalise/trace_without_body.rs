use serde_json::Value;

use super::schemas::operations;
use crate::document::Pointer;
use crate::report::Report;

/// Drops bodies of TRACE requests, which HTTP forbids (RFC 9110, section 9.3.8): servers refuse them.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    for (path, method, operation) in operations(document).filter(|(_, method, _)| *method == "trace") {
        let body = operation.as_object_mut().and_then(|operation| operation.shift_remove("requestBody"));
        if body.is_some() {
            let at = Pointer::root().join("paths").join(&path).join(method).join("requestBody");
            report.repaired(at.to_string(), "left out: HTTP forbids a TRACE request with a body");
        }
    }
}
