use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::update;
use crate::convert::schema_references;
use crate::document::Pointer;
use crate::overlay::Correction;

/// References to schemas that are not there, or in a file that is not: they get a component that may be anything, so
/// that all other parts of the document have a client.
pub(super) fn search(document: &Value) -> Vec<Correction> {
    let mut corrections = Vec::new();
    let known = document.pointer("/components/schemas").and_then(Value::as_object);
    let mut made: HashMap<String, String> = HashMap::new();
    let mut taken: HashSet<String> = known.into_iter().flatten().map(|(name, _)| name.clone()).collect();
    for (at, target) in schema_references(document) {
        let leads_somewhere = target.starts_with('#')
            && target.parse::<Pointer>().is_ok_and(|pointer| pointer.resolve(document).is_some());
        if leads_somewhere {
            continue;
        }
        let name = match made.get(&target) {
            Some(name) => name.clone(),
            None => {
                let wanted = wanted_name(&target);
                let mut name = wanted.clone();
                let mut number = 2;
                while !taken.insert(name.clone()) {
                    name = format!("{wanted}{number}");
                    number += 1;
                }
                made.insert(target.clone(), name.clone());
                let schema = json!({"description": format!("Not described: the document refers to `{target}`.")});
                let schemas = json!({"schemas": Value::Object(Map::from_iter([(name.clone(), schema)]))});
                let sentence = format!("{target:?} is not there, and may be anything");
                corrections.push(update(Pointer::root(), json!({"components": schemas}), sentence));
                name
            }
        };
        let meant = Pointer::root().join("components").join("schemas").join(&name).to_reference();
        if meant != target {
            let sentence = format!("{target:?} is not there, and may be anything");
            corrections.push(update(at, json!({"$ref": meant}), sentence));
        }
    }
    corrections
}

fn wanted_name(target: &str) -> String {
    let last = target.rsplit(['/', '#']).find(|part| !part.is_empty()).unwrap_or_default();
    let last = last.replace("~1", "_").replace("~0", "_");
    let stem = last.strip_suffix(".yaml").or(last.strip_suffix(".yml")).or(last.strip_suffix(".json")).unwrap_or(&last);
    let plain = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.');
    let name: String = stem.chars().map(|character| if plain(character) { character } else { '_' }).collect();
    if name.is_empty() { "Missing".to_owned() } else { name }
}
