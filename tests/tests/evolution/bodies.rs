//! Bodies made from schemas.

use std::collections::{HashSet, VecDeque};

use serde_json::{Map, Value, json};

use crate::schema::{Kind, Schema, Step};

/// What a map has, where it has anything.
const KEY: &str = "key";

/// Texts of all kinds.
const TEXTS: [&str; 4] = ["text", "", "\u{0}\"\\/\n\u{7f}", "\u{1F600} \u{FEFF}é"];

/// A body that was made.
pub(crate) struct Made {
    pub(crate) body: Value,
    /// Whether it differs from another one in its values alone.
    pub(crate) is_variation: bool,
}

/// The bodies in which each schema that this one reaches stands at its place: whole, bare, and with each of its values.
/// Those whose schema is `seen` already are left out, but for the first.
pub(crate) fn of(root: Schema, seen: &mut HashSet<*const Value>) -> Vec<Made> {
    let mut bodies = Vec::new();
    let mut visited = HashSet::new();
    let mut waiting = VecDeque::from([(Vec::new(), root)]);
    while let Some((way, schema)) = waiting.pop_front() {
        if !visited.insert(schema.identity()) {
            continue;
        }
        // What holds nothing is made with what holds it.
        let is_of_interest = way.is_empty() || !schema.within().is_empty();
        if is_of_interest && (seen.insert(schema.identity()) || way.is_empty()) {
            for variation in 0..variations(schema) {
                bodies.push(Made { body: along(root, &way, variation, true), is_variation: variation > 0 });
            }
            bodies.push(Made { body: along(root, &way, 0, false), is_variation: false });
        }
        for (step, within) in schema.within() {
            waiting.push_back((way.iter().copied().chain([step]).collect(), within));
        }
    }
    bodies
}

/// So many that each of its own values comes once, and each of those that it holds.
fn variations(schema: Schema) -> usize {
    let own = |schema: Schema| match &*schema.kind() {
        Kind::Enumeration(values) => values.len(),
        Kind::Text => TEXTS.len(),
        Kind::Object(_) | Kind::Map(_) | Kind::List(_) => 1,
        Kind::Integer { .. } | Kind::Number | Kind::Flag | Kind::Time => 3,
    };
    let within = schema.within().into_iter().map(|(_, within)| own(within));
    within.chain([own(schema)]).max().unwrap_or(1)
}

/// As little as there can be, but for what this way leads to.
fn along(schema: Schema, way: &[Step], variation: usize, is_whole: bool) -> Value {
    let Some((step, rest)) = way.split_first() else { return make(schema, variation, is_whole) };
    let mut body = make(schema, variation, false);
    let next = schema.within().into_iter().find_map(|(other, within)| match (step, other) {
        (Step::Property(name), Step::Property(other)) if *name != other => None,
        _ => Some(along(within, rest, variation, is_whole)),
    });
    let next = next.unwrap();
    match step {
        Step::Property(name) => body[*name] = next,
        Step::Key => body[KEY] = next,
        Step::Item => body = json!([next]),
    }
    body
}

/// A value of this schema, with all that is optional or none of it. What it holds has none.
fn make(schema: Schema, variation: usize, is_whole: bool) -> Value {
    let bare = |schema| make(schema, variation, false);
    match &*schema.kind() {
        Kind::Object(properties) => {
            let there = properties.iter().filter(|property| property.is_required || is_whole);
            Value::Object(there.map(|property| (property.name.to_owned(), bare(property.schema))).collect())
        }
        Kind::Map(_) if !is_whole => Value::Object(Map::new()),
        Kind::Map(values) => json!({ KEY: bare(*values), "": bare(*values) }),
        Kind::List(_) if !is_whole => json!([]),
        Kind::List(items) => json!([bare(*items), make(*items, variation + 1, false)]),
        Kind::Enumeration(values) => values[variation % values.len()].into(),
        Kind::Integer { least, most } => [1, *least, *most][variation % 3].into(),
        Kind::Number => [json!(0.25), json!(1), json!(-1e300)][variation % 3].clone(),
        Kind::Flag => variation.is_multiple_of(2).into(),
        Kind::Time => ["2024-02-09T10:00:00Z", "1969-12-31T23:59:59.123456789Z"][variation % 2].into(),
        Kind::Text => TEXTS[variation % TEXTS.len()].into(),
    }
}
