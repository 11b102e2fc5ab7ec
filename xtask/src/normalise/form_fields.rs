use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::files::{Files, files_of};
use super::schemas::{component_of, components, operations};
use crate::media_type::MediaKind;
use crate::report::Report;

/// On a media type: the fields of a form, each with its `name`, `required`, `schema` and `encoding`.
pub(crate) const FORM_FIELDS: &str = "x-switchboard-fields";

/// Takes a form apart into its fields, which are parameters of the call: their values are written one by one, in
/// different ways, and no type could hold the files among them. A form without properties of its own keeps its schema.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    let Some(schemas) = components(document).cloned() else { return };
    for (path, method, operation) in operations(document) {
        let content = operation.pointer_mut("/requestBody/content").and_then(Value::as_object_mut);
        for (media_type, media) in content.into_iter().flatten() {
            if !matches!(MediaKind::of(media_type), MediaKind::Form | MediaKind::Multipart) {
                continue;
            }
            let Some(media) = media.as_object_mut() else { continue };
            let Some(object) = media.get("schema").and_then(|schema| resolved(schema, &schemas)) else { continue };
            let kind = MediaKind::of(media_type);
            let at = format!("/paths/{}/{method}/requestBody", path.replace('~', "~0").replace('/', "~1"));
            let fields = match files_of(object, &schemas).filter(|_| kind == MediaKind::Multipart) {
                Some(files) => {
                    report.repaired(at, format!("{media_type} names no field, so its file is sent as `file`"));
                    vec![json!({"name": "file", "required": true, "schema": file_schema(files, object)})]
                }
                None => {
                    let Some(fields) = fields(object, media, kind, &schemas) else { continue };
                    report.changed(at, format!("took {media_type} apart"));
                    fields
                }
            };
            media.remove("schema");
            media.insert(FORM_FIELDS.to_owned(), Value::Array(fields));
        }
    }
}

fn resolved<'a>(schema: &'a Value, schemas: &'a Map<String, Value>) -> Option<&'a Value> {
    /// Lint has refused references that go round in circles; the bound keeps this pass from relying on it.
    const DEEPEST: usize = 32;
    let mut schema = schema;
    for _ in 0..DEEPEST {
        match component_of(schema) {
            Some(name) => schema = schemas.get(&name)?,
            None => return Some(schema),
        }
    }
    None
}

fn fields(
    object: &Value,
    media: &Map<String, Value>,
    kind: MediaKind,
    schemas: &Map<String, Value>,
) -> Option<Vec<Value>> {
    let parts = Parts::of(object, schemas, &mut MEMBERS.to_owned(), 0).filter(|parts| !parts.properties.is_empty())?;
    let field = |(name, property): (&String, &Value)| {
        let is_read_only =
            resolved(property, schemas).and_then(|property| property.get("readOnly")) == Some(&json!(true));
        let files = files_of(property, schemas).filter(|_| kind == MediaKind::Multipart);
        let mut field = json!({
            "name": name,
            "required": parts.required.contains(name) && !is_read_only,
            "schema": files.map_or_else(|| property.clone(), |files| file_schema(files, property)),
        });
        if let Some(encoding) = media.get("encoding").and_then(|encoding| encoding.get(name)) {
            field["encoding"] = encoding.clone();
        }
        field
    };
    Some(parts.properties.iter().map(field).collect())
}

/// How many members and alternatives of one form are read. They can refer to each other in more ways than could ever be
/// walked.
const MEMBERS: usize = 1000;

/// The properties of an object, those of all its alternatives included. A form has no more structure than that, so what
/// only some alternatives have is optional.
#[derive(Default)]
struct Parts {
    properties: Map<String, Value>,
    required: BTreeSet<String>,
}

impl Parts {
    fn of(object: &Value, schemas: &Map<String, Value>, members_left: &mut usize, depth: usize) -> Option<Self> {
        /// Deeper ones are alternatives that contain themselves.
        const DEEPEST: usize = 16;
        *members_left = members_left.checked_sub(1).filter(|_| depth < DEEPEST)?;
        let object = resolved(object, schemas)?;
        let mut whole = Self::default();
        let members = |keyword: &str| object.get(keyword).and_then(Value::as_array).into_iter().flatten();
        for member in members("allOf") {
            let member = Self::of(member, schemas, members_left, depth + 1)?;
            whole.add(&member.properties);
            whole.required.extend(member.required);
        }
        for keyword in ["oneOf", "anyOf"] {
            let mut common: Option<BTreeSet<String>> = None;
            for member in members(keyword) {
                let member = Self::of(member, schemas, members_left, depth + 1)?;
                whole.add(&member.properties);
                common = Some(match common {
                    None => member.required,
                    Some(common) => common.intersection(&member.required).cloned().collect(),
                });
            }
            whole.required.extend(common.unwrap_or_default());
        }
        let required = object.get("required").and_then(Value::as_array).into_iter().flatten();
        whole.required.extend(required.filter_map(Value::as_str).map(str::to_owned));
        whole.add(object.get("properties").and_then(Value::as_object).unwrap_or(&Map::new()));
        Some(whole)
    }

    /// A property that several alternatives have in different forms is of the type they share, or of any.
    fn add(&mut self, properties: &Map<String, Value>) {
        for (name, property) in properties {
            match self.properties.get_mut(name) {
                Some(known) if known != property => *known = common(known, property),
                Some(_) => {}
                None => {
                    self.properties.insert(name.clone(), property.clone());
                }
            }
        }
    }
}

fn common(left: &Value, right: &Value) -> Value {
    let kind = |schema: &Value| schema.get("type").and_then(Value::as_str).map(str::to_owned);
    let mut schema = match (kind(left), kind(right)) {
        (Some(left), Some(right)) if left == right && left != "object" && left != "array" => json!({"type": left}),
        _ => json!({}),
    };
    let description = [left, right].into_iter().find_map(|schema| schema.get("description"));
    if let Some(description) = description {
        schema["description"] = description.clone();
    }
    schema
}

/// A file in place of a union that holds one.
fn file_schema(files: Files, property: &Value) -> Value {
    let file = json!({"type": "string", "format": "binary"});
    let mut schema = match files {
        Files::One => file,
        Files::Many => json!({"type": "array", "items": file}),
    };
    if let Some(description) = property.get("description") {
        schema["description"] = description.clone();
    }
    schema
}
