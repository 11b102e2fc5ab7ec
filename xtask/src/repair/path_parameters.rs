use std::collections::{BTreeSet, HashSet};

use serde_json::{Value, json};

use super::{operations, path_items, remove, resolved, update};
use crate::document::Pointer;
use crate::overlay::Correction;

/// What the braces of a path and its path parameters say differently: a name in braces that is not declared is a
/// required text, one that is declared and not in braces cannot be sent, and all are required.
pub(super) fn search(document: &Value) -> Vec<Correction> {
    let mut corrections = Vec::new();
    let mut mended = HashSet::new();
    for (path, at, item) in path_items(document) {
        let template = names_in_braces(path);
        let of_path = declared(document, item, &at);
        let mut unused = BTreeSet::new();
        for (method, operation) in operations(item) {
            let at = at.join(method);
            let own = declared(document, operation, &at);
            for name in template.iter().filter(|name| !own.iter().chain(&of_path).any(|known| known.name == **name)) {
                let parameter = json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}});
                let sentence = format!("the path names {{{name}}}, which is not declared: it is taken for text");
                corrections.push(update(at.clone(), json!({"parameters": [parameter]}), sentence));
            }
            require(&own, &mut mended, &mut corrections);
            unused.extend(of_nothing(&own, &template));
        }
        require(&of_path, &mut mended, &mut corrections);
        unused.extend(of_nothing(&of_path, &template));
        // From the last to the first, so that the index of the next one still holds.
        let mut unused: Vec<_> = unused.into_iter().collect();
        unused.sort_by(|(left, left_index), (right, right_index)| (left, right_index).cmp(&(right, left_index)));
        for (list, index) in unused {
            corrections.push(remove(list.join(index), "this path parameter does not stand in the path"));
        }
    }
    corrections
}

/// A path parameter that is declared.
struct Declared<'d> {
    name: &'d str,
    list: Pointer,
    index: usize,
    /// Where it is described, which is another place if the list refers to it.
    described_at: Pointer,
    is_required: bool,
}

fn declared<'d>(document: &'d Value, holder: &'d Value, at: &Pointer) -> Vec<Declared<'d>> {
    let list_at = at.join("parameters");
    let list = holder.get("parameters").and_then(Value::as_array).into_iter().flatten();
    list.enumerate()
        .filter_map(|(index, parameter)| {
            let (parameter, described_at) = resolved(document, parameter, list_at.join(index))?;
            let is_of_path = parameter.get("in").and_then(Value::as_str) == Some("path");
            let name = parameter.get("name").and_then(Value::as_str).filter(|_| is_of_path)?;
            let is_required = parameter.get("required") == Some(&Value::Bool(true));
            Some(Declared { name, list: list_at.clone(), index, described_at, is_required })
        })
        .collect()
}

fn require(declared: &[Declared<'_>], mended: &mut HashSet<Pointer>, corrections: &mut Vec<Correction>) {
    for parameter in declared.iter().filter(|parameter| !parameter.is_required) {
        if mended.insert(parameter.described_at.clone()) {
            let sentence = "a path parameter is required: there is no path without it";
            corrections.push(update(parameter.described_at.clone(), json!({"required": true}), sentence));
        }
    }
}

fn of_nothing(declared: &[Declared<'_>], template: &[&str]) -> Vec<(Pointer, usize)> {
    let unused = declared.iter().filter(|parameter| !template.contains(&parameter.name));
    unused.map(|parameter| (parameter.list.clone(), parameter.index)).collect()
}

/// The names in braces; a path whose braces do not match is for lint to tell.
fn names_in_braces(path: &str) -> Vec<&str> {
    let path = path.split('#').next().unwrap_or_default();
    let parts = path.split('{').skip(1).filter_map(|part| part.split_once('}'));
    parts.map(|(name, _)| name).filter(|name| !name.is_empty()).collect()
}
