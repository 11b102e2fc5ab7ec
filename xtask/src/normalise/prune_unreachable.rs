use std::collections::BTreeSet;

use serde_json::Value;

use super::schemas::{component_of, components, operation_schemas, operations, visit_schema};
use crate::report::Report;

/// Drops components that no operation reaches: nothing could ever send or return them, and they would be compiled.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    let mut waiting = Vec::new();
    for (_, _, operation) in operations(document) {
        for held in operation_schemas(operation) {
            visit_schema(held.schema, &mut |schema| waiting.extend(component_of(schema)));
        }
    }
    let Some(schemas) = components(document) else { return };
    let mut reached = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if let (true, Some(schema)) = (reached.insert(name.clone()), schemas.get_mut(&name)) {
            visit_schema(schema, &mut |schema| waiting.extend(component_of(schema)));
        }
    }
    schemas.retain(|name, _| {
        let keep = reached.contains(name);
        if !keep {
            report.changed(format!("/components/schemas/{name}"), "left out: no operation reaches it");
        }
        keep
    });
}
