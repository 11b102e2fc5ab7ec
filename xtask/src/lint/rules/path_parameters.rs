//! What stands in braces in a path and what is declared as path parameters are the same names: a request's path is
//! built from them, and they are the first arguments of its method.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use crate::document::Pointer;
use crate::lint::finding::Finding;
use crate::lint::places::{Operation, Places};

pub(super) fn check(places: &Places<'_>, findings: &mut Vec<Finding>) {
    let mut complained = HashSet::new();
    for operation in &places.operations {
        let path_at = operation.pointer.split_last().map(|(item, _)| item).unwrap_or_default();
        let template = match names_in_braces(without_fragment(operation.path)) {
            Ok(names) => names,
            Err(problem) => {
                if complained.insert(path_at.clone()) {
                    let message = format!("the path {:?} {problem}", operation.path);
                    findings.push(Finding::error(path_at, message, "write it like /channels/{channel}/messages"));
                }
                continue;
            }
        };
        let declared = declared(places, operation, &path_at);
        for name in &template {
            match declared.get(name) {
                None => findings.push(Finding::error(
                    operation.pointer.clone(),
                    format!("the path names {{{name}}}, which is not declared as a path parameter"),
                    format!("add {{name: {name}, in: path, required: true, schema: {{type: string}}}} to parameters"),
                )),
                Some((at, required)) => {
                    if !required && complained.insert(at.clone()) {
                        findings.push(Finding::error(
                            at.clone(),
                            format!("the path parameter {name:?} is not required"),
                            "add `required: true`: there is no path without it",
                        ));
                    }
                }
            }
        }
        for (name, (at, _)) in &declared {
            if !template.contains(name) && complained.insert(at.clone()) {
                findings.push(Finding::error(
                    at.clone(),
                    format!("the path parameter {name:?} does not stand in the path {:?}", operation.path),
                    format!("put {{{name}}} into the path, or remove the parameter"),
                ));
            }
        }
    }
}

/// The path parameters of an operation, those of its path included: where each is declared, and if it is required.
fn declared<'d>(
    places: &Places<'d>,
    operation: &Operation<'d>,
    path_at: &Pointer,
) -> BTreeMap<&'d str, (Pointer, bool)> {
    let mut declared = BTreeMap::new();
    for (holder, at) in [(operation.item, path_at), (operation.members, &operation.pointer)] {
        let list = holder.get("parameters").and_then(Value::as_array);
        for (index, parameter) in list.into_iter().flatten().enumerate() {
            let Some(parameter) = places.resolved(parameter) else {
                continue;
            };
            let name = parameter.get("name").and_then(Value::as_str);
            if let (Some(name), Some("path")) = (name, parameter.get("in").and_then(Value::as_str)) {
                let required = parameter.get("required") == Some(&Value::Bool(true));
                declared.insert(name, (at.join("parameters").join(index), required));
            }
        }
    }
    declared
}

/// A fragment tells apart two operations that are the same request, and is not sent.
fn without_fragment(path: &str) -> &str {
    path.split('#').next().unwrap_or_default()
}

/// The names in braces, in order.
fn names_in_braces(path: &str) -> Result<Vec<&str>, &'static str> {
    if !path.starts_with('/') {
        return Err("does not start with a slash");
    }
    let mut names = Vec::new();
    let mut rest = path;
    while let Some(start) = rest.find(['{', '}']) {
        let inside = rest.get(start..).and_then(|found| found.strip_prefix('{')).ok_or("has a } without a {")?;
        let (name, behind) = inside.split_once('}').ok_or("has a { without a }")?;
        if name.is_empty() || name.contains('{') {
            return Err("has braces without a name in them");
        }
        if names.contains(&name) {
            return Err("names the same parameter twice");
        }
        names.push(name);
        rest = behind;
    }
    Ok(names)
}
