//! Stage normalise: small named passes that bring a valid document into the one shape the model is read from.
//!
//! Each pass does one thing and says in its doc comment why it is needed. What it changes is reported.

mod circular_unions;
mod claim_type_names;
mod files;
mod form_fields;
mod hoist_inline_schemas;
mod inline_aliases;
mod inline_components;
mod merge_all_of;
mod name_variants;
mod nullable_components;
mod prune_unreachable;
mod repeated_compositions;
mod request_media_types;
mod schemas;
mod sendable_headers;
mod separate_bases;
mod share_path_parameters;
mod simplify_unions;
mod single_values;
mod trace_without_body;
mod undescribed_properties;
mod untyped_answers;
mod untyped_bodies;
mod untyped_schemas;
mod unwrap_single_all_of;

#[cfg(test)]
mod tests;

use serde_json::Value;

use crate::document::limits::MAXIMUM_NODES;
use crate::model::Problem;
use crate::report::Report;
pub(crate) use form_fields::FORM_FIELDS;
pub(crate) use name_variants::VARIANT_TAGS;
pub(crate) use request_media_types::EQUIVALENTS;
pub(crate) use schemas::{METHODS, component_of, visit_schema_ref};

/// A pass: changes the document and says what it changed.
pub type Pass = fn(&mut Value, &mut Report);

/// The passes by name, in the order in which they run.
pub const PASSES: &[(&str, Pass)] = &[
    ("inline-components", inline_components::run),
    ("share-path-parameters", share_path_parameters::run),
    ("sendable-headers", sendable_headers::run),
    ("untyped-bodies", untyped_bodies::run),
    ("request-media-types", request_media_types::run),
    ("separate-bases", separate_bases::run),
    ("name-variants", name_variants::run),
    ("trace-without-body", trace_without_body::run),
    ("untyped-answers", untyped_answers::run),
    ("unwrap-single-all-of", unwrap_single_all_of::run),
    ("merge-all-of", merge_all_of::run),
    ("form-fields", form_fields::run),
    ("undescribed-properties", undescribed_properties::run),
    ("simplify-unions", simplify_unions::run),
    ("nullable-components", nullable_components::run),
    ("single-values", single_values::run),
    ("untyped-schemas", untyped_schemas::run),
    ("hoist-inline-schemas", hoist_inline_schemas::run),
    ("inline-aliases", inline_aliases::run),
    ("circular-unions", circular_unions::run),
    ("claim-type-names", claim_type_names::run),
    ("prune-unreachable", prune_unreachable::run),
];

/// Runs all passes over a document that lint has found no error in.
///
/// # Errors
/// Where following its references makes the document too large.
pub fn normalise(document: &mut Value, report: &mut Report) -> Result<(), Problem> {
    for (name, pass) in PASSES {
        report.begin(name);
        pass(document, report);
        if let Some(pointer) = report.too_large_at() {
            return Err(Problem::new(
                pointer.parse().unwrap_or_default(),
                format!("what is referred to here and before makes the document larger by {MAXIMUM_NODES} values"),
                "refer to fewer schemas from inside of each other, or give what is repeated a component of its own",
            ));
        }
    }
    Ok(())
}
