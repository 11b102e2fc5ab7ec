use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::schemas::{Order, component_of, components, visit_schemas_at};
use super::separate_bases::target_of;
use crate::report::Report;

/// The values of a union's tag that stand for a member, written at the member.
pub(crate) const VARIANT_TAGS: &str = "x-variant-tags";

/// Where a schema itself says the value of the tag that stands for it, other than in its property, as
/// some vendors do.
const SAID_BY_VENDORS: [&str; 2] = ["x-ms-discriminator-value", "x-discriminator-value"];

/// Writes the values of a discriminator at the members of the union that they stand for. They come from its mapping, from
/// the values that the member's schema allows, or are the names of components (OpenAPI 3.0.3, "Discriminator Object"):
/// what names what would be lost once types are renamed.
pub(super) fn run(document: &mut Value, _: &mut Report) {
    let Some(schemas) = components(document) else { return };
    let schemas = schemas.clone();
    visit_schemas_at(document, Order::ParentsFirst, &mut |_, schema| {
        let Some(node) = schema.as_object_mut() else { return };
        let Some(discriminator) = node.get("discriminator") else { return };
        let Some(property) = discriminator.get("propertyName").and_then(Value::as_str).map(str::to_owned) else {
            return;
        };
        let mapping = Mapping::of(discriminator);
        let keyword = if node.contains_key("oneOf") { "oneOf" } else { "anyOf" };
        let Some(members) = node.get_mut(keyword).and_then(Value::as_array_mut) else {
            // Beside no union it says nothing that the properties do not.
            node.remove("discriminator");
            return;
        };
        for member in members {
            let tags = tags(member, &property, &mapping, &schemas, &mut HashSet::new());
            if let Some(member) = member.as_object_mut() {
                member.remove("x-implied-name");
                member.insert(VARIANT_TAGS.to_owned(), tags.into());
            }
        }
        node.insert("discriminator".to_owned(), json!({ "propertyName": property }));
    });
}

/// What a discriminator's mapping says, by component.
struct Mapping {
    values_of: HashMap<String, Vec<String>>,
}

impl Mapping {
    fn of(discriminator: &Value) -> Self {
        let mut values_of: HashMap<String, Vec<String>> = HashMap::new();
        for (value, target) in discriminator.get("mapping").and_then(Value::as_object).into_iter().flatten() {
            if let Some(target) = target.as_str() {
                values_of.entry(target_of(target)).or_default().push(value.clone());
            }
        }
        Self { values_of }
    }
}

fn tags(
    member: &Value,
    property: &str,
    mapping: &Mapping,
    schemas: &Map<String, Value>,
    seen: &mut HashSet<String>,
) -> Vec<String> {
    /// Unions in unions; no document has as many.
    const MOST: usize = 64;
    let implied = member.get("x-implied-name").and_then(Value::as_str).map(str::to_owned);
    let is_base = implied.is_some();
    let name = implied.or_else(|| component_of(member));
    if let Some(mapped) = name.as_ref().and_then(|name| mapping.values_of.get(name)) {
        return mapped.clone();
    }
    let target = component_of(member).map_or(Some(member), |name| schemas.get(&name));
    let said = SAID_BY_VENDORS.iter().find_map(|key| target?.get(*key)?.as_str());
    if let Some(said) = said {
        return vec![said.to_owned()];
    }
    // What a common base allows is what all of its heirs may have.
    let allowed = if is_base { Vec::new() } else { allowed(member, property, schemas, &mut HashSet::new()) };
    match name.as_ref().filter(|name| allowed.contains(name)) {
        Some(name) => return vec![name.clone()],
        None if !allowed.is_empty() => return allowed,
        None => {}
    }
    // A union that says nothing of its tag is told by that of the union around it.
    let is_new = component_of(member).is_none_or(|name| !seen.contains(&name));
    let nested = target.filter(|target| {
        let own = target.pointer("/discriminator/propertyName").and_then(Value::as_str);
        is_new && seen.len() < MOST && own.is_none_or(|own| own == property)
    });
    let nested_members = nested.and_then(|target| target.get("oneOf").or_else(|| target.get("anyOf")));
    if let (Some(members), Some(target)) = (nested_members.and_then(Value::as_array), nested) {
        let mapping = Mapping::of(target.get("discriminator").unwrap_or(&Value::Null));
        seen.extend(name);
        return members.iter().flat_map(|member| tags(member, property, &mapping, schemas, seen)).collect();
    }
    name.into_iter().collect()
}

/// The values that a member's own schema allows for the tag.
fn allowed(schema: &Value, property: &str, schemas: &Map<String, Value>, seen: &mut HashSet<String>) -> Vec<String> {
    /// Schemas within schemas' `allOf`; a bound that the stack can hold.
    const MOST: usize = 200;
    if let Some(name) = component_of(schema) {
        return match schemas.get(&name) {
            Some(target) if seen.len() < MOST && seen.insert(name) => allowed(target, property, schemas, seen),
            _ => Vec::new(),
        };
    }
    let own = schema.get("properties").and_then(|properties| properties.get(property));
    let own = own.map(|own| component_of(own).and_then(|name| schemas.get(&name)).unwrap_or(own));
    let values = own.and_then(|own| own.get("enum")).and_then(Value::as_array);
    let values: Vec<String> = values.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    if !values.is_empty() {
        return values;
    }
    let parts = schema.get("allOf").and_then(Value::as_array).into_iter().flatten().rev();
    let mut found = parts.map(|part| allowed(part, property, schemas, seen));
    found.find(|values| values.len() == 1).unwrap_or_default()
}
