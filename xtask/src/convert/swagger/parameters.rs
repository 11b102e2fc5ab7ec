//! Parameters in the path, the query and headers, and headers of answers.

use serde_json::{Map, Value};

use crate::document::Pointer;
use crate::report::Report;

/// What a parameter keeps beside its schema.
const OWN: [&str; 7] = ["name", "in", "description", "required", "allowEmptyValue", "deprecated", "schema"];

/// Moves what a parameter or header says of its values into a `schema`, and says as `style` and `explode` how a list is
/// written.
pub(super) fn convert(parameter: &mut Value, at: &Pointer, report: &mut Report) {
    let Some(members) = parameter.as_object_mut() else { return };
    if members.contains_key("$ref") {
        return;
    }
    let schema_at = at.join("schema");
    let is_described = members.contains_key("schema");
    let format = take_schema(members, &schema_at, report);
    if !is_described {
        report.moved(at.as_str(), schema_at.as_str());
    }
    let is_list = members.get("schema").and_then(|schema| schema.get("type")).is_some_and(|kind| kind == "array");
    if is_list {
        let place = members.get("in").and_then(Value::as_str).unwrap_or("header").to_owned();
        let (style, explode) = style(&place, format.as_deref(), at, report);
        members.insert("style".to_owned(), Value::from(style));
        members.insert("explode".to_owned(), Value::from(explode));
    }
}

/// Makes the schema, and answers how lists are written.
pub(super) fn take_schema(members: &mut Map<String, Value>, at: &Pointer, report: &mut Report) -> Option<String> {
    let format = members.shift_remove("collectionFormat");
    let keys: Vec<String> =
        members.keys().filter(|key| !OWN.contains(&key.as_str()) && is_of_schema(key)).cloned().collect();
    let mut schema = match members.shift_remove("schema") {
        Some(Value::Object(schema)) => schema,
        _ => Map::new(),
    };
    for key in keys {
        if let Some(value) = members.shift_remove(&key) {
            schema.entry(key).or_insert(value);
        }
    }
    if let Some(items) = schema.get_mut("items") {
        take_nested_formats(items, &at.join("items"), report);
    }
    members.insert("schema".to_owned(), Value::Object(schema));
    format.as_ref().and_then(Value::as_str).map(str::to_owned)
}

/// Extensions stay with the parameter, but for the one that says that there may be nothing.
fn is_of_schema(key: &str) -> bool {
    !key.starts_with("x-") || key == "x-nullable"
}

fn take_nested_formats(items: &mut Value, at: &Pointer, report: &mut Report) {
    let mut items = Some(items);
    while let Some(Value::Object(members)) = items {
        if members.shift_remove("collectionFormat").is_some() && members.get("type").is_some_and(|kind| kind == "array")
        {
            report.lost(at.as_str(), "list in a list", "how a list in a list is written cannot be said");
        }
        items = members.get_mut("items");
    }
}

/// How a list is written in this place. Without a `collectionFormat` its items are separated by commas.
pub(super) fn style(place: &str, format: Option<&str>, at: &Pointer, report: &mut Report) -> (&'static str, bool) {
    match (place, format.unwrap_or("csv")) {
        ("query" | "formData", "multi") => ("form", true),
        ("query" | "formData", "csv") => ("form", false),
        ("query" | "formData", "ssv") => ("spaceDelimited", false),
        ("query" | "formData", "pipes") => ("pipeDelimited", false),
        ("path" | "header", "csv") => ("simple", false),
        (place, other) => {
            report.lost(
                at.as_str(),
                "separator of a list",
                format!("its items are separated by commas, not by `{other}`, which OpenAPI 3.0 cannot say here"),
            );
            (if matches!(place, "query" | "formData") { "form" } else { "simple" }, false)
        }
    }
}
