//! A security requirement names a declared scheme: of an undeclared one nobody knows where its secret goes.

use serde_json::{Map, Value};

use crate::lint::finding::Finding;
use crate::lint::grammar::Kind;
use crate::lint::places::Places;

pub(super) fn check(places: &Places<'_>, findings: &mut Vec<Finding>) {
    let declared = places.root.pointer("/components/securitySchemes").and_then(Value::as_object);
    let is_declared = |name: &str| declared.is_some_and(|schemes| schemes.contains_key(name));
    for requirement in places.of(Kind::SecurityRequirement) {
        for name in requirement.members.keys().filter(|name| !name.starts_with("x-") && !is_declared(name)) {
            findings.push(Finding::error(
                requirement.pointer.join(name),
                format!("the security scheme {name:?} is not declared"),
                format!("declare it under components/securitySchemes{}", known(declared)),
            ));
        }
    }
}

fn known(declared: Option<&Map<String, Value>>) -> String {
    let names: Vec<&str> = declared.into_iter().flat_map(Map::keys).map(String::as_str).take(8).collect();
    if names.is_empty() { String::new() } else { format!(", or name one of {}", names.join(", ")) }
}
