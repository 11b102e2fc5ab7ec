use serde_json::{Value, json};

use super::Schema;
use crate::document::Pointer;
use crate::report::Report;

/// Makes an object of a `discriminator` that is only the name of a property, as in Swagger 2.0, and drops one that names
/// none.
pub(super) fn run(schema: &mut Schema, at: &Pointer, report: &mut Report) {
    let discriminator_at = at.join("discriminator");
    match schema.get_mut("discriminator") {
        Some(Value::String(name)) => {
            let discriminator = json!({"propertyName": name});
            schema.insert("discriminator".to_owned(), discriminator);
            report.tally("wrote discriminators as objects");
        }
        Some(Value::Object(members)) if members.get("propertyName").is_some_and(Value::is_string) => {
            match members.get_mut("mapping") {
                Some(Value::Object(mapping)) => {
                    let before = mapping.len();
                    mapping.retain(|_, target| target.is_string());
                    if mapping.len() < before {
                        report
                            .repaired(discriminator_at.join("mapping").as_str(), "leads to something that is no name");
                    }
                }
                Some(_) => {
                    report.repaired(discriminator_at.join("mapping").as_str(), "is no object, and left out");
                    members.shift_remove("mapping");
                }
                None => {}
            }
        }
        _ => {
            report.repaired(discriminator_at.as_str(), "names no property, and is left out");
            schema.shift_remove("discriminator");
        }
    }
}
