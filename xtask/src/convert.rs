//! Stage convert: whatever version of OpenAPI a document is of, OpenAPI 3.0.3 comes out, in one file.
//!
//! Three kinds of passes, in this order: those that bring the document together (other files of its folder, references
//! to odd places), those that translate Swagger 2.0 and OpenAPI 3.1, and those that tidy what real documents have wrong
//! but mean clearly. What changes the meaning is reported; what cannot be mended is left for lint to complain of.

mod anchors;
mod bundle;
mod hoist_references;
mod latest;
mod locate;
mod own_servers;
mod path_items;
mod schemas;
mod swagger;
mod tidy;
mod version;
mod walk;

#[cfg(test)]
mod tests;

use std::path::Path;

use serde_json::Value;

use crate::document::{Document, Pointer, SpecError};
use crate::report::Report;
use version::Version;

/// Turns a document of Swagger 2.0, OpenAPI 3.0 or 3.1 into one of OpenAPI 3.0.3. `$ref`s to other files are followed
/// inside `folder` and nowhere else; [`Document::bundled`] has those files afterwards.
///
/// Afterwards [`Document::position`] and [`Document::error_at`] lead from a place in the converted document to where its
/// author wrote it.
///
/// # Errors
/// A [`SpecError`] where the document does not say that it is of one of these versions, or where a `$ref` leads to a file
/// that is outside of the folder or cannot be read. One to a file that is not there is left for lint.
pub fn convert(document: &mut Document, folder: &Path, report: &mut Report) -> Result<(), SpecError> {
    let version = version::read(document)?;
    report.begin("anchors");
    anchors::run(document.value_mut(), report);
    report.begin("bundle");
    bundle::run(document, folder, report)?;
    report.begin("path-items");
    let too_large = path_items::run(document.value_mut(), report).err();
    if let Some(pointer) = too_large {
        document.set_origins(report.origins().clone());
        return Err(document.error_at(
            &pointer,
            "with every path item in place of the references to it, the document is too large",
            "refer to fewer, or smaller, path items",
        ));
    }
    report.begin("hoist-references");
    hoist_references::run(document.value_mut(), version, report);
    let value = document.value_mut();
    if let Some(root) = value.as_object_mut() {
        root.shift_remove(bundle::FILES);
    }
    match version {
        Version::Swagger2 => swagger::run(value, report),
        Version::OpenApi31 => latest::run(value, report),
        Version::OpenApi30 => {}
    }
    tidy::run(value, report);
    schemas::run(value, version, report);
    report.begin("own-servers");
    own_servers::run(value, report);
    if let Some(root) = value.as_object_mut() {
        root.insert("openapi".to_owned(), Value::String("3.0.3".to_owned()));
    }
    report.tell_tallies();
    document.set_origins(report.origins().clone());
    Ok(())
}

/// The references to schemas in a converted document: where each stands, and where it leads.
pub(crate) fn schema_references(document: &Value) -> Vec<(Pointer, String)> {
    let mut found = Vec::new();
    // The walk could change what it visits.
    walk::walk_document(&mut document.clone(), &mut |kind, node, at| {
        if let (walk::Kind::Schema, Some(target)) = (kind, walk::reference(node)) {
            found.push((at.clone(), target.to_owned()));
        }
    });
    found
}
