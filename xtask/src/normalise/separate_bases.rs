use std::collections::BTreeMap;

use indexmap::IndexSet;
use serde_json::{Map, Value, json};

use super::schemas::{component_of, components, escaped, reference_to};
use crate::names::Scope;
use crate::report::Report;

/// A reference is an object with a text.
const VALUES_OF_A_MEMBER: usize = 2;

/// Tells what several schemas have in common from the choice between them. Documents write both as one: a schema with
/// properties and a discriminator that others take into their `allOf` (OpenAPI 3.0.3, "Discriminator Object"), or one
/// that lists its own heirs in `oneOf`. As part of an heir it means the properties; everywhere else it means any heir.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    let Some(schemas) = components(document) else { return };
    let mut heirs = heirs(schemas);
    let mut scope = Scope::default();
    schemas.keys().for_each(|name| scope.reserve(name));
    let mut bases: BTreeMap<String, String> = BTreeMap::new();
    let mut made = Vec::new();
    for (name, schema) in schemas.iter_mut() {
        let Some(members) = members(name, schema, &heirs) else { continue };
        report.grow(&format!("/components/schemas/{}", escaped(name)), VALUES_OF_A_MEMBER * members.len());
        if report.has_grown_too_large() {
            return;
        }
        // Whoever is named as an heir is one, even where it adds nothing.
        for heir in members.iter().filter_map(Member::component) {
            heirs.entry(name.clone()).or_default().insert(heir);
        }
        let base_name = scope.claim(&format!("{name}Base"));
        let Some(object) = schema.as_object_mut() else { continue };
        let choice: Map<String, Value> = ["discriminator", "description", "title", "nullable"]
            .into_iter()
            .filter_map(|key| Some((key.to_owned(), object.get(key)?.clone())))
            .collect();
        for key in ["oneOf", "anyOf", "discriminator", "nullable"] {
            object.remove(key);
        }
        let base = std::mem::replace(object, choice);
        let references = members.iter().map(|member| match member {
            Member::Itself => json!({ "$ref": reference_to(&base_name), "x-implied-name": name }),
            Member::Heir(heir) => json!({ "$ref": reference_to(heir) }),
            Member::Other(other) => other.clone(),
        });
        object.insert("oneOf".to_owned(), references.collect());
        made.push((base_name.clone(), Value::Object(base)));
        bases.insert(name.clone(), base_name);
    }
    for (name, schema) in made {
        schemas.insert(name, schema);
    }
    for (name, base) in &bases {
        report.moved(&format!("/components/schemas/{name}"), &format!("/components/schemas/{base}"));
        report.changed(
            format!("/components/schemas/{name}"),
            format!("split into the choice and what it has in common ({base})"),
        );
    }
    for (name, schema) in schemas.iter_mut() {
        inherit(name, schema, &bases, &heirs);
    }
}

/// For each component, those that take it into their `allOf`, in the document's order.
type Heirs = BTreeMap<String, IndexSet<String>>;

fn heirs(schemas: &Map<String, Value>) -> Heirs {
    let mut heirs = Heirs::new();
    for (name, schema) in schemas {
        let parts = schema.get("allOf").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        // One that adds nothing is another name for the same.
        if parts.len() < 2 && schema.get("properties").is_none() {
            continue;
        }
        for base in parts.iter().filter_map(component_of).filter(|base| base != name) {
            heirs.entry(base).or_default().insert(name.clone());
        }
    }
    heirs
}

enum Member {
    Itself,
    Heir(String),
    Other(Value),
}

impl Member {
    fn component(&self) -> Option<String> {
        match self {
            Self::Itself => None,
            Self::Heir(name) => Some(name.clone()),
            Self::Other(schema) => component_of(schema),
        }
    }
}

/// The members of the choice that a schema stands for beside its properties, if it does.
fn members(name: &str, schema: &Value, heirs: &Heirs) -> Option<Vec<Member>> {
    if let Some(listed) = schema.get("oneOf").or_else(|| schema.get("anyOf")).and_then(Value::as_array) {
        let own = heirs.get(name)?;
        let lists_heirs = listed.iter().filter_map(component_of).any(|member| own.contains(&member));
        return lists_heirs.then(|| listed.iter().cloned().map(Member::Other).collect());
    }
    let discriminator = schema.get("discriminator")?;
    let mapping = discriminator.get("mapping").and_then(Value::as_object).filter(|mapping| !mapping.is_empty());
    // An heir that the mapping does not name is told by its own name.
    let mapped = mapping.into_iter().flat_map(Map::values).filter_map(Value::as_str).map(target_of);
    let mut found: Vec<String> = mapped.chain(descendants(name, heirs)).collect();
    let mut known = std::collections::HashSet::new();
    found.retain(|heir| known.insert(heir.clone()));
    let is_mapped = found.iter().any(|heir| heir == name);
    let mut members: Vec<Member> = found.into_iter().filter(|heir| heir != name).map(Member::Heir).collect();
    if members.is_empty() {
        return None;
    }
    if is_mapped || mapping.is_none() {
        members.push(Member::Itself);
    }
    Some(members)
}

/// The component that a value of `mapping` means: it is a reference, or a name alone.
pub(super) fn target_of(value: &str) -> String {
    component_of(&json!({ "$ref": value })).unwrap_or_else(|| value.to_owned())
}

fn descendants(name: &str, heirs: &Heirs) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut known = std::collections::HashSet::from([name]);
    let mut waiting = vec![name];
    while let Some(next) = waiting.pop() {
        for heir in heirs.get(next).into_iter().flatten() {
            if known.insert(heir) {
                found.push(heir.clone());
                waiting.push(heir);
            }
        }
    }
    found
}

/// Lets a component take the common part of what it inherits from into its `allOf`.
fn inherit(name: &str, schema: &mut Value, bases: &BTreeMap<String, String>, heirs: &Heirs) {
    let mut inherits = false;
    for part in schema.get_mut("allOf").and_then(Value::as_array_mut).into_iter().flatten() {
        let Some(of) = component_of(part) else { continue };
        let is_heir = heirs.get(&of).is_some_and(|heirs| heirs.contains(name));
        if let (Some(base), true) = (bases.get(&of), is_heir) {
            *part = json!({ "$ref": reference_to(base) });
            inherits = true;
        }
    }
    // One that adds nothing is a type of its own all the same.
    if let (true, Some(schema)) = (inherits, schema.as_object_mut()) {
        schema.entry("properties").or_insert_with(|| Value::Object(Map::new()));
    }
}
