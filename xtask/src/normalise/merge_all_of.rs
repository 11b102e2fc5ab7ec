mod properties;

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::name_variants::VARIANT_TAGS;
use super::repeated_compositions::Repeated;
use super::schemas::{Order, component_of, components, escaped, size, visit_schema_at, visit_schemas_at};
use crate::report::Report;

/// Makes one schema of an `allOf`, references followed: the properties of all members are those of one Rust struct, with
/// their descriptions, their order and what is said of them. What is taken together with a choice becomes a choice
/// between wholes, since Rust's types have no other way to say it.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    let repeated = Repeated::new(document);
    let Some(schemas) = components(document) else { return };
    let schemas = schemas.clone();
    let mut composer = Composer { schemas: &schemas, repeated, report, count: 0 };
    visit_schemas_at(document, Order::ParentsFirst, &mut |at, schema| composer.compose(at, schema));
    while let Some((name, mut schema)) = composer.repeated.next().filter(|_| !composer.report.has_grown_too_large()) {
        let mut at = format!("/components/schemas/{}", escaped(&name));
        visit_schema_at(&mut schema, &mut at, Order::ParentsFirst, &mut |at, schema| composer.compose(at, schema));
        components(document).and_then(|schemas| schemas.insert(name, schema));
    }
    let Composer { repeated, report, count, .. } = composer;
    repeated.settle(document);
    if count > 0 {
        report.changed("", format!("made one schema of each of {count} compositions"));
    }
}

struct Composer<'r, 'd> {
    schemas: &'d Map<String, Value>,
    repeated: Repeated,
    report: &'r mut Report,
    count: usize,
}

impl Composer<'_, '_> {
    fn compose(&mut self, at: &str, schema: &mut Value) {
        /// What a component is beside its values: a name, its places, a type.
        const COMPONENT: usize = 50;
        if !is_composed(schema) {
            return;
        }
        if self.repeated.takes(at, schema) {
            self.report.grow(at, COMPONENT);
            return;
        }
        let before = self.report.room();
        let mut merge = Merge {
            schemas: self.schemas,
            included: HashSet::new(),
            lost: Vec::new(),
            room: before,
            depth: 0,
            is_impossible: false,
        };
        merge.included.extend(at.strip_prefix("/components/schemas/").map(str::to_owned));
        let whole = merge.whole(schema);
        self.report.grow(at, before - merge.room);
        *schema = Value::Object(if self.report.has_grown_too_large() { Map::new() } else { whole });
        self.count += 1;
        for what in merge.lost {
            self.report.lost(at, "schemas that contradict each other", what);
        }
    }
}

/// Whether a schema is made of several.
fn is_composed(schema: &Value) -> bool {
    let has = |key: &str| schema.get(key).is_some();
    let is_choice = has("oneOf") || has("anyOf");
    // What stands beside a reference is ignored.
    let is_several =
        has("allOf") || is_choice && has("properties") || has("oneOf") && has("anyOf") || is_choice && has("required");
    is_several && !has("$ref")
}

/// What is said of a part as a whole is not said of what it is part of.
const OF_A_WHOLE: [&str; 9] = [
    "description",
    "title",
    "nullable",
    "default",
    "example",
    "deprecated",
    "discriminator",
    "x-open-enum",
    VARIANT_TAGS,
];

/// One way of several to be.
struct Choice {
    members: Vec<Value>,
    discriminator: Option<Value>,
}

struct Merge<'d> {
    schemas: &'d Map<String, Value>,
    /// Components that are in the whole already: one that contains itself is in it once.
    included: HashSet<String>,
    lost: Vec<String>,
    /// How many values the document may still grow by.
    room: usize,
    /// Choices around this one.
    depth: usize,
    /// Whether no value is of all parts.
    is_impossible: bool,
}

impl Merge<'_> {
    fn whole(&mut self, schema: &Value) -> Map<String, Value> {
        let mut whole = Map::new();
        let mut choices = Vec::new();
        self.add(schema, true, 0, &mut whole, &mut choices);
        let is_object = whole.contains_key("properties") || whole.contains_key("required");
        if is_object && !whole.contains_key("enum") {
            whole.insert("type".to_owned(), Value::String("object".to_owned()));
        }
        let has_content =
            ["properties", "additionalProperties", "items", "enum"].iter().any(|key| whole.contains_key(*key));
        let mut choices = choices.into_iter();
        match choices.next() {
            None => {}
            Some(choice) if !has_content && choices.len() == 0 => {
                whole.remove("type");
                whole.remove("required");
                whole.extend(choice.discriminator.map(|discriminator| ("discriminator".to_owned(), discriminator)));
                whole.insert("oneOf".to_owned(), Value::Array(choice.members));
            }
            Some(choice) => self.distribute(&mut whole, choice, choices.collect()),
        }
        whole
    }

    /// Adds a schema to the whole: what its `allOf` has, then its own.
    fn add(
        &mut self,
        schema: &Value,
        is_own: bool,
        depth: usize,
        whole: &mut Map<String, Value>,
        choices: &mut Vec<Choice>,
    ) {
        /// Schemas that inherit from each other; each step takes two. A bound that the stack can hold.
        const DEEPEST: usize = 400;
        if depth > DEEPEST {
            self.lost.push(format!("it inherits from more than {} schemas in a row", DEEPEST / 2));
            return;
        }
        if let Some(name) = component_of(schema) {
            if let Some(target) = self.schemas.get(&name)
                && self.included.insert(name)
            {
                self.add(target, false, depth + 1, whole, choices);
            }
            return;
        }
        let Some(own) = schema.as_object() else { return };
        for part in own.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            self.add(part, false, depth + 1, whole, choices);
        }
        for keyword in ["oneOf", "anyOf"] {
            let members = own.get(keyword).and_then(Value::as_array);
            let members: Vec<Value> =
                members.into_iter().flatten().filter(|member| !is_condition(member)).cloned().collect();
            // Heirs of the whole itself are no choice within it.
            let is_inherited = members.iter().filter_map(component_of).any(|name| self.included.contains(&name));
            if !members.is_empty() && !is_inherited {
                choices.push(Choice { members, discriminator: own.get("discriminator").cloned() });
            }
        }
        for (key, value) in own {
            let is_said_elsewhere = matches!(key.as_str(), "allOf" | "oneOf" | "anyOf" | "not" | "discriminator");
            if !is_said_elsewhere && (is_own || !OF_A_WHOLE.contains(&key.as_str())) {
                self.add_keyword(whole, key, value);
            }
        }
    }

    fn add_keyword(&mut self, whole: &mut Map<String, Value>, key: &str, value: &Value) {
        let size = size(value);
        if size > self.room {
            self.room = 0;
            return;
        }
        self.room -= size;
        match (key, whole.get_mut(key), value) {
            ("properties", Some(Value::Object(known)), Value::Object(more)) => {
                for (name, property) in more {
                    let together = match known.get(name) {
                        Some(first) => self.both(name, first, property),
                        None => property.clone(),
                    };
                    known.insert(name.clone(), together);
                }
            }
            ("required", Some(Value::Array(known)), Value::Array(more)) => {
                let names: HashSet<String> = known.iter().filter_map(Value::as_str).map(str::to_owned).collect();
                let is_new = |name: &&Value| name.as_str().is_some_and(|name| !names.contains(name));
                known.extend(more.iter().filter(is_new).cloned());
            }
            ("type", Some(known), kind) if known != kind => {
                let is_integer = [&*known, kind].iter().any(|kind| *kind == "integer");
                if is_integer && [&*known, kind].iter().any(|kind| *kind == "number") {
                    *known = json!("integer");
                } else {
                    self.lost.push(format!("it is {known} and {kind} at once; taken as {known}"));
                }
            }
            // The smaller list is what both allow.
            ("enum", Some(Value::Array(known)), Value::Array(more))
                if more.iter().any(|value| known.contains(value)) =>
            {
                known.retain(|value| more.contains(value));
            }
            ("enum", Some(known), more) if known != more => {
                self.is_impossible = true;
                // Within a choice it is a member that is never chosen.
                if self.depth == 0 {
                    self.lost.push(format!("it is one of {known} and of {more} at once; taken as the latter"));
                }
                *known = more.clone();
            }
            // One part that is closed says nothing of the properties of another.
            ("additionalProperties", Some(_), Value::Bool(_)) => {}
            ("items" | "additionalProperties", Some(known @ Value::Object(_)), more) => {
                let first = known.clone();
                let together = self.both(key, &first, more);
                whole.insert(key.to_owned(), together);
            }
            _ => {
                whole.insert(key.to_owned(), value.clone());
            }
        }
    }

    /// Makes the whole a choice between what it has together with each member.
    fn distribute(&mut self, whole: &mut Map<String, Value>, choice: Choice, others: Vec<Choice>) {
        /// More combinations than this are nothing that a reader could choose from.
        const MOST: usize = 64;
        let combinations =
            others.iter().map(|other| other.members.len()).fold(choice.members.len(), usize::saturating_mul);
        let annotations: Vec<(String, Value)> = OF_A_WHOLE.iter().filter_map(|key| whole.remove_entry(*key)).collect();
        let mut common = Value::Object(std::mem::take(whole));
        let mut rest = others;
        if combinations > MOST && !rest.is_empty() {
            rest.clear();
            self.lost
                .push(format!("it is a choice of {combinations} combinations; only the first choice is told apart"));
        }
        let rest: Vec<Value> = rest.into_iter().map(|other| json!({ "oneOf": other.members })).collect();
        if !rest.is_empty() {
            let parts: Vec<Value> = std::iter::once(common).chain(rest).collect();
            common = json!({ "allOf": parts });
        }
        let mut members = Vec::new();
        for member in &choice.members {
            if self.room == 0 {
                break;
            }
            let both = json!({ "allOf": [common.clone(), member.clone()] });
            // What is included is copied too.
            let room = self.room.saturating_sub(self.included.len());
            let mut merge = Merge {
                schemas: self.schemas,
                included: self.included.clone(),
                lost: Vec::new(),
                room,
                depth: self.depth + 1,
                is_impossible: false,
            };
            let mut merged = merge.whole(&both);
            self.room = merge.room;
            if merge.is_impossible {
                continue;
            }
            self.lost.append(&mut merge.lost);
            // A name for the type, and what belongs to the place.
            let target = component_of(member);
            let title = member.get("title").cloned().or_else(|| target.map(Value::String));
            merged.extend(title.map(|title| ("title".to_owned(), title)));
            for key in ["description", VARIANT_TAGS] {
                merged.extend(member.get(key).map(|value| (key.to_owned(), value.clone())));
            }
            members.push(Value::Object(merged));
        }
        if members.is_empty() {
            self.is_impossible = true;
            self.lost.push("none of its choices is possible; taken as what all of them have".to_owned());
            let first = common.pointer("/allOf/0").cloned().unwrap_or(common);
            if let Value::Object(common) = first {
                *whole = common;
            }
            whole.extend(annotations);
            return;
        }
        whole.extend(annotations);
        whole.extend(choice.discriminator.map(|discriminator| ("discriminator".to_owned(), discriminator)));
        whole.insert("oneOf".to_owned(), Value::Array(members));
    }
}

/// Whether a member of a choice is no type but only asks for something, such as that one of two properties is there.
fn is_condition(member: &Value) -> bool {
    let asks = ["required", "not", "minProperties", "maxProperties"].iter().any(|key| member.get(key).is_some());
    let is_type = ["$ref", "properties", "items", "enum", "allOf", "oneOf", "anyOf", "additionalProperties"]
        .iter()
        .any(|key| member.get(key).is_some());
    let is_object = matches!(member.get("type").and_then(Value::as_str), None | Some("object"));
    asks && !is_type && is_object
}
