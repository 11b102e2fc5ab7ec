use serde_json::Value;

use super::{Schema, is_combined, type_of};
use crate::document::Pointer;
use crate::report::Report;

/// Makes alternatives of several schemas under `items` where no list is. Swagger 2.0 has no word for alternatives, and
/// whoever converts a schema to it writes them there; a tuple says that it is a list.
pub(super) fn run(schema: &mut Schema, at: &Pointer, report: &mut Report) {
    let is_list = match schema.get("type") {
        None => false,
        Some(_) => type_of(schema) != Some("object"),
    };
    let has_several = schema.get("items").and_then(Value::as_array).is_some_and(|schemas| schemas.len() > 1);
    let is_more = is_combined(schema) || schema.contains_key("prefixItems") || schema.contains_key("properties");
    if is_list || !has_several || is_more {
        return;
    }
    if let Some(alternatives) = schema.shift_remove("items") {
        let written = at.join("items");
        report.repaired(written.as_str(), "lists several schemas, and it is no list: they are alternatives");
        report.moved(written.as_str(), at.join("anyOf").as_str());
        schema.insert("anyOf".to_owned(), alternatives);
    }
}
