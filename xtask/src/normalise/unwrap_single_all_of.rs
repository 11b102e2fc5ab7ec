use serde_json::{Map, Value};

use super::schemas::visit_schemas;
use crate::report::Report;

/// Puts the one member of an `allOf` in place of it. Documents in OpenAPI 3.0 write `allOf` around a reference only to
/// hang a description or `nullable` on it, beside it or as a member of its own, and it would become a type of its own.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    let mut count = 0;
    visit_schemas(document, &mut |schema| {
        if let Some(node) = schema.as_object_mut() {
            count += usize::from(unwrap(node));
        }
    });
    if count > 0 {
        report.changed("", format!("unwrapped {count} schemas"));
    }
}

fn unwrap(node: &mut Map<String, Value>) -> bool {
    if node.keys().any(|key| SAYS_MORE.contains(&key.as_str()))
        || node.get("additionalProperties").is_some_and(Value::is_object)
    {
        return false;
    }
    let Some(members) = node.get("allOf").and_then(Value::as_array) else { return false };
    let mut parts = members.iter().filter(|member| !only_describes(member));
    let (Some(Value::Object(only)), None) = (parts.next(), parts.next()) else { return false };
    let descriptions = members.iter().filter(|member| only_describes(member)).filter_map(Value::as_object).flatten();
    // What stands beside the allOf was written for this very place, and so was what only describes.
    let said: Vec<(String, Value)> =
        descriptions.chain(only).map(|(key, value)| (key.clone(), value.clone())).collect();
    node.remove("allOf");
    for (key, value) in said {
        node.entry(key).or_insert(value);
    }
    true
}

/// Beside these the member is not all that the schema is.
const SAYS_MORE: [&str; 6] = ["properties", "required", "oneOf", "anyOf", "enum", "items"];

/// Whether a member says nothing of values but whether there may be none.
fn only_describes(member: &Value) -> bool {
    const DESCRIBING: [&str; 8] =
        ["description", "title", "nullable", "default", "example", "deprecated", "readOnly", "writeOnly"];
    member.as_object().is_some_and(|member| member.keys().all(|key| DESCRIBING.contains(&key.as_str())))
}
