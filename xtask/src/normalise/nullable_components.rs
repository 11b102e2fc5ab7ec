use std::collections::BTreeSet;

use serde_json::Value;

use super::schemas::{component_of, components, visit_schemas};
use crate::report::Report;

/// Says at each reference to a component that may be null that it may be null there. A type is a type; that there may be
/// none belongs to the place.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    let mut nullable = BTreeSet::new();
    for (name, schema) in components(document).into_iter().flatten() {
        if let Some(schema) = schema.as_object_mut()
            && schema.get("nullable") == Some(&Value::Bool(true))
            && !schema.contains_key("$ref")
        {
            schema.remove("nullable");
            nullable.insert(name.clone());
        }
    }
    if nullable.is_empty() {
        return;
    }
    visit_schemas(document, &mut |schema| {
        if component_of(schema).is_some_and(|name| nullable.contains(&name))
            && let Some(node) = schema.as_object_mut()
        {
            node.insert("nullable".to_owned(), Value::Bool(true));
        }
    });
    report.changed("", format!("said at their references that {} components may be null", nullable.len()));
}
