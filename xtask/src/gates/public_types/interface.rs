use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

/// Members of rustdoc's JSON that name things without showing them: prose, and where a method comes from.
const NOT_SHOWN: [&str; 3] = ["docs", "links", "provided_trait_methods"];

/// What rustdoc writes of a library, as far as it is asked for. Private items are not among it.
#[derive(Debug, Deserialize)]
pub(super) struct Interface {
    index: BTreeMap<String, Item>,
    paths: BTreeMap<String, Path>,
    external_crates: BTreeMap<String, Crate>,
}

#[derive(Debug, Deserialize)]
struct Item {
    crate_id: u32,
    inner: Value,
}

#[derive(Debug, Deserialize)]
struct Path {
    crate_id: u32,
    path: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Crate {
    name: String,
}

/// The library's own number.
const OWN: u32 = 0;

impl Interface {
    /// Crates and paths of what the library shows and does not define.
    pub(super) fn foreign(&self) -> BTreeSet<(String, String)> {
        let mut found = BTreeSet::new();
        let own = self.index.values().filter(|item| item.crate_id == OWN && !item.is_of_others());
        for item in own {
            self.walk(&item.inner, &mut found);
        }
        found
    }

    fn walk(&self, value: &Value, found: &mut BTreeSet<(String, String)>) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.walk(value, found)),
            Value::Object(members) => {
                found.extend(members.get("id").and_then(|id| self.foreign_path(id)));
                let shown = members.iter().filter(|(name, _)| !NOT_SHOWN.contains(&name.as_str()));
                shown.for_each(|(_, value)| self.walk(value, found));
            }
            _ => {}
        }
    }

    fn foreign_path(&self, id: &Value) -> Option<(String, String)> {
        let path = self.paths.get(&id.as_u64()?.to_string()).filter(|path| path.crate_id != OWN)?;
        let of = self.external_crates.get(&path.crate_id.to_string())?;
        Some((of.name.clone(), path.path.join("::")))
    }
}

impl Item {
    /// Whether it is there because others implement a trait for all types, or the compiler does.
    fn is_of_others(&self) -> bool {
        let is_set = |pointer: &str| {
            self.inner.pointer(pointer).is_some_and(|value| !matches!(value, Value::Null | Value::Bool(false)))
        };
        is_set("/impl/blanket_impl") || is_set("/impl/is_synthetic")
    }
}
