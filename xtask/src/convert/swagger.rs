//! From Swagger 2.0 to OpenAPI 3.0.

mod bodies;
mod forms;
mod parameters;
mod responses;
mod security;
mod servers;

use serde_json::{Map, Value};

use super::walk::{Kind, section, walk_document};
use crate::document::Pointer;
use crate::normalise::METHODS;
use crate::report::Report;

/// Sections of the root that are sections of `components` since 3.0.
const SECTIONS: [(&str, &str); 4] = [
    ("definitions", "schemas"),
    ("parameters", "parameters"),
    ("responses", "responses"),
    ("securityDefinitions", "securitySchemes"),
];

/// What the whole document says of requests and answers.
struct Shared {
    consumes: Vec<String>,
    produces: Vec<String>,
    /// Named parameters as they were written: those that are bodies now belong to the operations.
    parameters: Map<String, Value>,
}

/// Writes a document of Swagger 2.0 as one of OpenAPI 3.0. References name a component directly by now.
pub(super) fn run(root: &mut Value, report: &mut Report) {
    let Some(members) = root.as_object_mut() else { return };
    report.begin("swagger-servers");
    servers::run(members);
    report.begin("swagger-components");
    let shared = Shared {
        consumes: media_types(members.shift_remove("consumes").as_ref()),
        produces: media_types(members.shift_remove("produces").as_ref()),
        parameters: members.get("parameters").and_then(Value::as_object).cloned().unwrap_or_default(),
    };
    move_sections(members, report);
    convert_components(members, &shared, report);
    report.begin("swagger-operations");
    let at = Pointer::root().join("paths");
    for (path, item) in members.get_mut("paths").and_then(Value::as_object_mut).into_iter().flatten() {
        if let (Some(item), false) = (item.as_object_mut(), path.starts_with("x-")) {
            path_item(item, &at.join(path), &shared, report);
        }
    }
    members.shift_remove("swagger");
    report.begin("swagger-references");
    walk_document(root, &mut |kind, node, _| {
        if let (true, Some(Value::String(target))) = (kind.is_referable(), node.get_mut("$ref")) {
            *target = component_reference(target);
        }
        let mapping = node.get_mut("discriminator").and_then(|discriminator| discriminator.get_mut("mapping"));
        for (_, target) in mapping.and_then(Value::as_object_mut).into_iter().flatten() {
            if let (Kind::Schema, Value::String(target)) = (kind, target) {
                *target = component_reference(target);
            }
        }
    });
    report.changed("", "wrote Swagger 2.0 as OpenAPI 3.0");
}

fn component_reference(target: &str) -> String {
    let renamed = SECTIONS.iter().find_map(|(before, after)| {
        let name = target.strip_prefix("#/")?.strip_prefix(before)?.strip_prefix('/')?;
        Some(format!("#/components/{after}/{name}"))
    });
    renamed.unwrap_or_else(|| target.to_owned())
}

fn move_sections(members: &mut Map<String, Value>, report: &mut Report) {
    for (before, after) in SECTIONS {
        let Some(Value::Object(mut moved)) = members.shift_remove(before) else { continue };
        let Some(components) = section(members, "components") else { continue };
        if let Some(known) = section(components, after) {
            known.append(&mut moved);
        }
        report.moved(&format!("/{before}"), &format!("/components/{after}"));
    }
}

fn convert_components(members: &mut Map<String, Value>, shared: &Shared, report: &mut Report) {
    let Some(components) = members.get_mut("components").and_then(Value::as_object_mut) else { return };
    let at = Pointer::root().join("components");
    if let Some(Value::Object(parameters)) = components.get_mut("parameters") {
        // Bodies and forms are put where they are used.
        parameters.retain(|_, parameter| !is_body(parameter));
        for (name, parameter) in parameters.iter_mut() {
            parameters::convert(parameter, &at.join("parameters").join(name), report);
        }
    }
    if let Some(Value::Object(responses)) = components.get_mut("responses") {
        for (name, response) in responses.iter_mut() {
            responses::convert(response, &shared.produces, &at.join("responses").join(name), report);
        }
    }
    if let Some(Value::Object(schemes)) = components.get_mut("securitySchemes") {
        schemes.values_mut().for_each(security::convert);
    }
}

fn path_item(item: &mut Map<String, Value>, at: &Pointer, shared: &Shared, report: &mut Report) {
    let own = item.shift_remove("parameters");
    let (bodies, parameters) = bodies::split(own, &at.join("parameters"), shared, report);
    if !parameters.is_empty() {
        item.insert("parameters".to_owned(), Value::Array(parameters));
    }
    for method in METHODS {
        let Some(operation) = item.get_mut(method).and_then(Value::as_object_mut) else { continue };
        let at = at.join(method);
        let consumes = own_media_types(operation, "consumes", &shared.consumes);
        let produces = own_media_types(operation, "produces", &shared.produces);
        operation.shift_remove("schemes");
        let had_parameters = operation.contains_key("parameters");
        let own = operation.shift_remove("parameters");
        let (own_bodies, parameters) = bodies::split(own, &at.join("parameters"), shared, report);
        if had_parameters {
            operation.insert("parameters".to_owned(), Value::Array(parameters));
        }
        let inherited = bodies.iter().filter(|body| !own_bodies.iter().any(|other| other.is_same(body)));
        let all = inherited.chain(&own_bodies).collect::<Vec<_>>();
        if let Some(body) = bodies::request_body(&all, &consumes, &at, report) {
            operation.insert("requestBody".to_owned(), body);
        }
        let responses_at = at.join("responses");
        for (status, response) in operation.get_mut("responses").and_then(Value::as_object_mut).into_iter().flatten() {
            if !status.starts_with("x-") {
                responses::convert(response, &produces, &responses_at.join(status), report);
            }
        }
    }
}

/// Whether a parameter is part of the body.
fn is_body(parameter: &Value) -> bool {
    matches!(parameter.get("in").and_then(Value::as_str), Some("body" | "formData"))
}

fn own_media_types(operation: &mut Map<String, Value>, key: &str, shared: &[String]) -> Vec<String> {
    // An empty list of its own says that there is none, which people write where they mean the usual.
    let own = media_types(operation.shift_remove(key).as_ref());
    if own.is_empty() { shared.to_vec() } else { own }
}

fn media_types(value: Option<&Value>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let listed = match value {
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(one)) => vec![one.as_str()],
        _ => Vec::new(),
    };
    for media_type in listed.into_iter().map(str::trim).filter(|media_type| media_type.contains('/')) {
        if !found.iter().any(|known| known == media_type) {
            found.push(media_type.to_owned());
        }
    }
    found
}
