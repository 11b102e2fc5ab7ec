use serde_json::{Map, Value};

use super::schemas::{Order, visit_schemas_at};
use crate::report::Report;

/// Declares what an object requires and does not declare: a request could not be sent as the document asks. What it is
/// remains open, and so does whether it is there, since as often the name is only misspelt or stands a level too high.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    visit_schemas_at(document, Order::ParentsFirst, &mut |at, schema| {
        let Some(schema) = schema.as_object_mut() else { return };
        // What other properties there may be is said already.
        if schema.contains_key("additionalProperties") {
            return;
        }
        let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return };
        let names = schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        let undeclared: Vec<String> = names.filter(|name| !properties.contains_key(*name)).map(str::to_owned).collect();
        for name in undeclared {
            report.lost(at, "untyped JSON", format!("it requires {name:?}, and does not say what that is"));
            if let Some(Value::Array(required)) = schema.get_mut("required") {
                required.retain(|each| each.as_str() != Some(&name));
            }
            if let Some(Value::Object(properties)) = schema.get_mut("properties") {
                properties.insert(name, Value::Object(Map::new()));
            }
        }
    });
}
