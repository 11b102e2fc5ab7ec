//! From OpenAPI 3.1 to 3.0: what is not a schema. Schemas are translated by passes of their own.

use serde_json::{Map, Value};

use crate::document::Pointer;
use crate::report::Report;

/// Takes out of the root what 3.0 does not know. Webhooks are calls that the vendor's server makes: a client has none.
pub(super) fn run(root: &mut Value, report: &mut Report) {
    let Some(members) = root.as_object_mut() else { return };
    report.begin("openapi-3.1");
    members.shift_remove("jsonSchemaDialect");
    members.shift_remove("$self");
    if let Some(Value::Object(webhooks)) = members.shift_remove("webhooks") {
        let at = Pointer::root().join("webhooks");
        for name in webhooks.keys() {
            report.lost(at.join(name).as_str(), "webhook", "is a call that the server makes, and left out");
        }
        // What is only received needs no paths.
        members.entry("paths").or_insert_with(|| Value::Object(Map::new()));
    }
    if members.contains_key("components") {
        members.entry("paths").or_insert_with(|| Value::Object(Map::new()));
    }
    if let Some(Value::Object(info)) = members.get_mut("info")
        && let Some(summary) = info.shift_remove("summary")
    {
        info.entry("description").or_insert(summary);
    }
    report.changed("", "wrote OpenAPI 3.1 as 3.0");
}
