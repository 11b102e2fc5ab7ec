use serde_json::{Map, Value, json};

use super::name_variants::VARIANT_TAGS;
use super::schemas::{Order, component_of, components, visit_schemas_at};
use crate::report::Report;

/// Makes a choice as small as it is. Documents write `oneOf` and `anyOf` around one schema, around the values of an enum,
/// around text that is also described as text, inside of each other, and to say that something may be null; none of
/// that needs a type with variants.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    let Some(schemas) = components(document) else { return };
    let schemas = schemas.clone();
    let mut count = 0;
    visit_schemas_at(document, Order::ChildrenFirst, &mut |at, schema| {
        if let Some(node) = schema.as_object_mut().filter(|_| !report.has_grown_too_large())
            && simplify(node, &schemas)
        {
            count += 1;
            // The values of enums that it has taken in.
            let values = node.get("enum").or_else(|| node.get("oneOf")?.get(0)?.get("enum"));
            report.grow(at, values.and_then(Value::as_array).map_or(0, Vec::len));
        }
    });
    if count > 0 {
        report.changed("", format!("simplified {count} choices"));
    }
}

fn simplify(node: &mut Map<String, Value>, schemas: &Map<String, Value>) -> bool {
    let Some(keyword) = ["oneOf", "anyOf"].into_iter().find(|keyword| node.contains_key(*keyword)) else {
        return false;
    };
    let Some(Value::Array(before)) = node.remove(keyword) else { return false };
    let mut members = flattened(&before);
    let mut is_nullable = false;
    for member in members.iter_mut().filter_map(Value::as_object_mut) {
        is_nullable |= member.remove("nullable") == Some(Value::Bool(true));
    }
    if is_nullable {
        // A member that says only this was there to say it.
        members.retain(|member| !says_nothing(member));
        node.insert("nullable".to_owned(), Value::Bool(true));
    }
    if !node.contains_key("discriminator") {
        members = of_one_kind(members, schemas);
    }
    members = distinct(members);
    let changed = members != before || keyword == "anyOf";
    match members.as_mut_slice() {
        [] => {}
        [Value::Object(only)] => {
            only.remove(VARIANT_TAGS);
            node.remove("discriminator");
            for (key, value) in std::mem::take(only) {
                // What stands beside the choice was written for this very place.
                node.entry(key).or_insert(value);
            }
        }
        _ => {
            node.remove("type");
            node.insert("oneOf".to_owned(), Value::Array(members));
        }
    }
    changed
}

fn says_nothing(schema: &Value) -> bool {
    let is_annotation = |key: &String| matches!(key.as_str(), "description" | "title" | "default" | "example");
    schema.as_object().is_some_and(|schema| schema.keys().all(is_annotation))
}

/// The members, with those of choices that are written inside of this one in their place.
fn flattened(members: &[Value]) -> Vec<Value> {
    let inner = |member: &Value| -> Option<Vec<Value>> {
        let node = member.as_object()?;
        let is_plain = node.keys().all(|key| matches!(key.as_str(), "oneOf" | "anyOf" | "description" | "title"));
        let members = node.get("oneOf").or_else(|| node.get("anyOf"))?.as_array()?;
        is_plain.then(|| members.clone())
    };
    members.iter().flat_map(|member| inner(member).unwrap_or_else(|| vec![member.clone()])).collect()
}

/// Several descriptions of text are one text, or one enum; several numbers are one number.
fn of_one_kind(members: Vec<Value>, schemas: &Map<String, Value>) -> Vec<Value> {
    let mut members = members;
    for (kinds, combine) in [
        (&["string"][..], text as fn(&[&Value]) -> Value),
        (&["integer", "number"][..], number as fn(&[&Value]) -> Value),
    ] {
        let resolved: Vec<&Value> = members
            .iter()
            .map(|member| component_of(member).and_then(|name| schemas.get(&name)).unwrap_or(member))
            .collect();
        let is_one: Vec<bool> =
            resolved.iter().map(|target| plain_kind(target).is_some_and(|kind| kinds.contains(&kind))).collect();
        let alike: Vec<&Value> =
            resolved.iter().zip(&is_one).filter(|(_, is_one)| **is_one).map(|(target, _)| *target).collect();
        if alike.len() < 2 {
            continue;
        }
        let mut combined = Some(combine(&alike));
        members = members
            .into_iter()
            .zip(is_one)
            .filter_map(|(member, is_one)| if is_one { combined.take() } else { Some(member) })
            .collect();
    }
    members
}

/// The `type` of what is nothing but that.
fn plain_kind(schema: &Value) -> Option<&str> {
    let is_plain = ["oneOf", "anyOf", "allOf", "properties"].iter().all(|key| schema.get(key).is_none());
    schema.get("type").and_then(Value::as_str).filter(|_| is_plain)
}

fn text(alike: &[&Value]) -> Value {
    let mut values: Vec<&Value> = Vec::new();
    let mut known = std::collections::HashSet::new();
    for value in alike.iter().filter_map(|each| each.get("enum")).filter_map(Value::as_array).flatten() {
        if value.as_str().is_some_and(|value| known.insert(value)) {
            values.push(value);
        }
    }
    if !values.is_empty() {
        return json!({ "type": "string", "enum": values });
    }
    match alike.first().and_then(|first| first.get("format")) {
        Some(format) if alike.iter().all(|each| each.get("format") == Some(format)) => {
            json!({ "type": "string", "format": format })
        }
        _ => json!({ "type": "string" }),
    }
}

fn number(alike: &[&Value]) -> Value {
    let kind = if alike.iter().all(|each| each.get("type") == Some(&json!("integer"))) { "integer" } else { "number" };
    let values: Vec<&Value> =
        alike.iter().filter_map(|each| each.get("enum")).filter_map(Value::as_array).flatten().collect();
    let all_have = alike.iter().all(|each| each.get("enum").is_some());
    if all_have { json!({ "type": kind, "enum": values }) } else { json!({ "type": kind }) }
}

/// Each member once, whatever is said of it.
fn distinct(members: Vec<Value>) -> Vec<Value> {
    let mut known = std::collections::HashSet::new();
    let bare = |member: &Value| {
        let mut member = member.clone();
        if let Some(node) = member.as_object_mut() {
            ["description", "title", "example", "default", "deprecated"].iter().for_each(|key| {
                node.remove(*key);
            });
        }
        member.to_string()
    };
    members.into_iter().filter(|member| known.insert(bare(member))).collect()
}
