use std::collections::HashSet;

use serde_json::Value;

use super::Schema;
use crate::document::Pointer;
use crate::report::Report;

/// Makes one list of names of what says that a property is required: some write `required: true` on the property, as
/// with parameters.
pub(super) fn run(schema: &mut Schema, at: &Pointer, report: &mut Report) {
    let mut required: Vec<Value> = Vec::new();
    let mut known: HashSet<String> = HashSet::new();
    let written = schema.shift_remove("required");
    let had_list = written.is_some();
    match written {
        Some(Value::Array(names)) => {
            let count = names.len();
            for name in names {
                if let Value::String(name) = name
                    && known.insert(name.clone())
                {
                    required.push(Value::String(name));
                }
            }
            if required.len() < count {
                report.repaired(at.join("required").as_str(), "names something twice, or something that is no name");
            }
        }
        Some(Value::String(name)) => {
            report.repaired(at.join("required").as_str(), "is one name where a list belongs");
            known.insert(name.clone());
            required.push(Value::String(name));
        }
        // On a property it is the parent that reads it; anywhere else it says nothing.
        Some(_) => report.tally("left out a `required` that is no list"),
        None => {}
    }
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        for (name, property) in properties.iter_mut() {
            let Some(members) = property.as_object_mut() else { continue };
            let flag = match members.get("required") {
                Some(Value::Bool(flag)) => *flag,
                Some(Value::String(text)) if text == "true" || text == "false" => text == "true",
                _ => continue,
            };
            members.shift_remove("required");
            report.repaired(
                at.join("properties").join(name).join("required").as_str(),
                "belongs into the list of the object that has the property",
            );
            if flag && known.insert(name.clone()) {
                required.push(Value::from(name.as_str()));
            }
        }
    }
    if !required.is_empty() || had_list {
        schema.insert("required".to_owned(), Value::Array(required));
    }
}
