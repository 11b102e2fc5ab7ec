//! What real documents have wrong outside of schemas, but mean clearly.

mod front_matter;
mod media_types;
mod operations;
mod parameters;
mod security_schemes;
pub(super) mod values;

use serde_json::Value;

use super::walk::{Kind, walk_document};
use crate::report::Report;

/// Brings everything but schemas into the form that OpenAPI 3.0 asks for, where there is no doubt what is meant.
pub(super) fn run(root: &mut Value, report: &mut Report) {
    walk_document(root, &mut |kind, node, at| {
        report.begin("front-matter");
        front_matter::run(kind, node, at, report);
        report.begin("operations");
        match kind {
            Kind::Operation => operations::run(node, at, report),
            Kind::Responses => operations::responses(node, at, report),
            _ => {}
        }
        if kind == Kind::Parameter {
            report.begin("parameters");
            parameters::run(node, at, report);
        }
        if matches!(kind, Kind::Response | Kind::RequestBody) {
            report.begin("media-types");
            media_types::run(node, kind == Kind::RequestBody, at, report);
        }
        // Schemas have passes of their own, which know better.
        if kind != Kind::Schema {
            report.begin("values");
            values::run(kind, node, at, report);
        }
    });
    report.begin("security-schemes");
    security_schemes::run(root, report);
}
