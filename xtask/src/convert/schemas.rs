//! Passes over single schemas: from the vocabulary of Swagger 2.0 and JSON Schema 2020-12 to that of OpenAPI 3.0, and
//! from what real documents have wrong to what they clearly mean.
//!
//! Each pass says in its doc comment why it is needed, and is asked only where a schema has a keyword that is its
//! business, since a document may have a hundred thousand schemas.

mod additional;
mod alternatives;
mod annotations;
mod bounds;
mod combinations;
mod constants;
mod defaults;
mod discriminators;
mod encodings;
mod enums;
mod flags;
mod formats;
mod items;
mod keywords;
mod maps;
mod missing_types;
mod nulls;
mod patterns;
mod places;
mod required;
mod siblings;
mod type_arrays;
mod type_names;

use serde_json::{Map, Value};

use super::tidy::values;
use super::version::Version;
use super::walk::{Kind, walk_document};
use crate::document::Pointer;
use crate::report::Report;

/// The members of a schema.
type Schema = Map<String, Value>;

/// A pass over schemas.
struct Pass {
    name: &'static str,
    /// Where a schema has none of these, the pass has nothing to do.
    keywords: &'static [&'static str],
    run: fn(&mut Schema, &Pointer, &mut Report),
}

const fn pass(
    name: &'static str,
    keywords: &'static [&'static str],
    run: fn(&mut Schema, &Pointer, &mut Report),
) -> Pass {
    Pass { name, keywords, run }
}

/// The passes in the order in which they look at a schema; its parts come after it.
const PASSES: &[Pass] = &[
    pass("schemas-in-place", places::KEYWORDS, places::run),
    pass("type-names", &["type"], type_names::run),
    pass("flags", flags::KEYWORDS, flags::run),
    pass("annotations", annotations::KEYWORDS, annotations::run),
    pass("alternatives", &["items"], alternatives::run),
    pass("combinations", combinations::KEYWORDS, combinations::run),
    pass("constants", &["const"], constants::run),
    pass("nulls", nulls::KEYWORDS, nulls::run),
    pass("maps", maps::KEYWORDS, maps::run),
    pass("items", &["items", "prefixItems", "additionalItems", "type"], items::run),
    pass("type-arrays", &["type"], type_arrays::run),
    pass("encodings", &["contentEncoding", "contentMediaType", "contentSchema"], encodings::run),
    pass("keywords", keywords::KEYWORDS, keywords::run),
    pass("missing-types", missing_types::KEYWORDS, missing_types::run),
    pass("required", &["required", "properties"], required::run),
    pass("additional-properties", &["additionalProperties"], additional::run),
    pass("enums", &["enum"], enums::run),
    pass("formats", &["format"], formats::run),
    pass("bounds", bounds::KEYWORDS, bounds::run),
    pass("patterns", &["pattern"], patterns::run),
    pass("discriminators", &["discriminator"], discriminators::run),
    pass("defaults", &["default", "example"], defaults::run),
];

/// What stands beside `$ref` counts since OpenAPI 3.1.
const SIBLINGS: Pass = pass("siblings", &["$ref"], siblings::run);

/// Runs the passes over all schemas of a document.
pub(super) fn run(root: &mut Value, version: Version, report: &mut Report) {
    walk_document(root, &mut |kind, node, at| {
        if kind != Kind::Schema {
            return;
        }
        places::ensure_object(node, at, report);
        let Some(schema) = node.as_object_mut() else { return };
        if schema.contains_key("$ref") {
            if version == Version::OpenApi31 && schema.len() > 1 {
                report.begin(SIBLINGS.name);
                (SIBLINGS.run)(schema, at, report);
            }
            if schema.contains_key("$ref") {
                return;
            }
        }
        for Pass { name, keywords, run } in PASSES {
            if schema.keys().any(|key| keywords.contains(&key.as_str())) {
                report.begin(name);
                run(schema, at, report);
            }
        }
        report.begin("values");
        values::run(kind, node, at, report);
    });
}

/// The type that a schema names, where it names one.
fn type_of(schema: &Schema) -> Option<&str> {
    schema.get("type").and_then(Value::as_str)
}

/// Whether a schema is made of others, so that it need not say its own type.
fn is_combined(schema: &Schema) -> bool {
    ["$ref", "allOf", "anyOf", "oneOf", "not"].iter().any(|key| schema.contains_key(*key))
}

/// Why something is without a type in the client.
const UNTYPED: &str = "untyped JSON";
