//! Which version of OpenAPI a document is of: read as another one, it would be misunderstood without a word.

use serde_json::Value;

use crate::document::{Document, Pointer, SpecError};

/// A version that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    Swagger2,
    OpenApi30,
    OpenApi31,
}

const READ: &str = "Swagger 2.0, OpenAPI 3.0.x and 3.1.x are read here";

pub(super) fn read(document: &Document) -> Result<Version, SpecError> {
    let at = Pointer::root();
    let Some(members) = document.value().as_object() else {
        let message = "an OpenAPI document is an object, and this is none";
        return Err(document.error_at(&at, message, "start it with `openapi: 3.0.3`"));
    };
    let (key, version) = match (members.get("openapi"), members.get("swagger")) {
        (Some(version), _) => ("openapi", version),
        (None, Some(version)) => ("swagger", version),
        (None, None) => {
            return Err(document.error_at(
                &at,
                format!("the document does not say which version of OpenAPI it is of; {READ}"),
                "start it with `openapi: 3.0.3`",
            ));
        }
    };
    // Without quotes YAML takes 3.0 and 2.0 for numbers, and both say clearly what is meant.
    let text = match version {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        other => {
            return Err(document.error_at(
                &at.join(key),
                format!("the version {other} is no string such as \"3.0.3\"; {READ}"),
                "write the whole version, in quotes: openapi: \"3.0.3\"",
            ));
        }
    };
    let is_of = |wanted: &str| {
        let rest = text.strip_prefix(wanted);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || rest.starts_with('-'))
    };
    match key {
        "swagger" if is_of("2.0") || text == "2" => Ok(Version::Swagger2),
        "openapi" if is_of("3.0") || text == "3" => Ok(Version::OpenApi30),
        "openapi" if is_of("3.1") => Ok(Version::OpenApi31),
        _ => Err(document.error_at(
            &at.join(key),
            format!(
                "this document is of {} {text:?}, and only {READ}",
                if key == "swagger" { "Swagger" } else { "OpenAPI" }
            ),
            "convert it to 3.1 or 3.0 first",
        )),
    }
}
