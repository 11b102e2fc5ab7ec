use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use super::schemas::{component_of, components};
use crate::report::Report;

/// Members of the unions by name.
type Unions = BTreeMap<String, Vec<Value>>;

/// Opens unions that lead back to the one that they are in: a value would be of one because it is of the other, and no
/// reader could ever decide. Their members take their place.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    let Some(schemas) = components(document) else { return };
    let unions: Unions = schemas
        .iter()
        .filter_map(|(name, schema)| Some((name.clone(), schema.get("oneOf")?.as_array()?.clone())))
        .collect();
    for (name, members) in &unions {
        let circular = |member: &Value| component_of(member).is_some_and(|target| leads_to(&target, name, &unions));
        if !members.iter().any(circular) {
            continue;
        }
        let mut opened = Vec::new();
        let mut seen = HashSet::from([name.clone()]);
        for member in members {
            match component_of(member).filter(|_| circular(member)) {
                Some(target) => open(&target, &unions, &mut seen, &mut opened),
                None => opened.push(member.clone()),
            }
        }
        let mut known = HashSet::new();
        opened.retain(|member| known.insert(component_of(member).unwrap_or_else(|| member.to_string())));
        if let Some(schema) = schemas.get_mut(name).and_then(Value::as_object_mut) {
            schema.insert("oneOf".to_owned(), Value::Array(opened));
        }
        report.changed(format!("/components/schemas/{name}"), "took the members of unions that it is itself part of");
    }
}

/// The members of a union, with those of unions that have not been opened yet in their place.
fn open(name: &str, unions: &Unions, seen: &mut HashSet<String>, opened: &mut Vec<Value>) {
    let mut waiting = vec![name.to_owned()];
    while let Some(next) = waiting.pop() {
        if !seen.insert(next.clone()) {
            continue;
        }
        for member in unions.get(&next).into_iter().flatten() {
            match component_of(member).filter(|target| unions.contains_key(target)) {
                Some(union) => waiting.push(union),
                None => opened.push(member.clone()),
            }
        }
    }
}

fn leads_to(from: &str, to: &str, unions: &Unions) -> bool {
    let mut waiting = vec![from.to_owned()];
    let mut seen = HashSet::new();
    while let Some(next) = waiting.pop() {
        if next == to {
            return true;
        }
        if seen.insert(next.clone()) {
            waiting.extend(unions.get(&next).into_iter().flatten().filter_map(component_of));
        }
    }
    false
}
