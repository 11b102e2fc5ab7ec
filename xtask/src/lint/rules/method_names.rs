//! An `x-method` is a name that a Rust method can have, and no two operations share one: both would not compile.

use std::collections::HashMap;

use serde_json::Value;

use crate::lint::finding::Finding;
use crate::lint::places::Places;

pub(super) fn check(places: &Places<'_>, findings: &mut Vec<Finding>) {
    let mut first_with = HashMap::new();
    for operation in &places.operations {
        let Some(name) = operation.members.get("x-method") else {
            continue;
        };
        let at = operation.pointer.join("x-method");
        let Value::String(name) = name else {
            let help = "write it like `x-method: send_message`";
            findings.push(Finding::error(at, "x-method must be a string", help));
            continue;
        };
        if !is_snake_case(name) {
            findings.push(Finding::error(
                at,
                format!("the x-method {name:?} is no name in snake case"),
                "use small letters, digits and underscores, and start with a letter: send_message",
            ));
        } else if syn::parse_str::<syn::Ident>(name).is_err() {
            findings.push(Finding::error(
                at,
                format!("the x-method {name:?} is a keyword of Rust"),
                "choose another name, such as a verb with its object: move_message",
            ));
        } else if let Some(first) = first_with.get(name) {
            let message = format!("the x-method {name:?} is taken already");
            let help = "give one of the two operations another name";
            findings.push(Finding::error(at, message, help).with_related(Clone::clone(first), "taken here"));
        } else {
            first_with.insert(name, at);
        }
    }
}

fn is_snake_case(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}
