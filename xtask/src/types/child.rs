//! The child process, from both of its ends.

use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};

use progenitor::{GenerationSettings, Generator};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The argument with which xtask starts itself as the child.
pub const CHILD_COMMAND: &str = "convert-types";

/// What the child is asked to do.
#[derive(Serialize, Deserialize)]
struct Request {
    document: Value,
    /// Components that are enums of strings: those are written by us.
    enumerations: Vec<String>,
}

/// Converts the components of a document in a child process, to Rust code.
pub(super) fn convert(document: &Value, enumerations: &[String]) -> Result<String, String> {
    let only_components = json!({
        "openapi": "3.0.3",
        "info": { "title": "types", "version": "1" },
        "paths": {},
        "components": { "schemas": document.pointer("/components/schemas").cloned().unwrap_or_else(|| json!({})) },
    });
    let request = Request { document: only_components, enumerations: enumerations.to_vec() };
    let failed = |error: &dyn std::fmt::Display| format!("the conversion of types could not be run: {error}");
    let program = std::env::current_exe().map_err(|error| failed(&error))?;
    let mut child = Command::new(program)
        .arg(CHILD_COMMAND)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| failed(&error))?;
    let input = serde_json::to_vec(&request).map_err(|error| failed(&error))?;
    if let Some(mut stdin) = child.stdin.take() {
        // A child that dies early closes its end; its own words say more than the broken pipe.
        let _ = stdin.write_all(&input);
    }
    let output = child.wait_with_output().map_err(|error| failed(&error))?;
    if output.status.success() {
        return String::from_utf8(output.stdout).map_err(|error| failed(&error));
    }
    let words = String::from_utf8_lossy(&output.stderr);
    let words = words.trim();
    if words.contains("has overflowed its stack") {
        return Err("a schema contains itself in a way that no Rust type can".to_owned());
    }
    Err(if words.is_empty() {
        format!("the conversion of types ended with {}", output.status)
    } else {
        words.to_owned()
    })
}

/// The child: reads the request from standard input and writes Rust code to standard output.
///
/// # Errors
/// What the conversion says about a schema it cannot take.
pub fn run_child() -> Result<(), String> {
    let mut input = Vec::new();
    std::io::stdin().read_to_end(&mut input).map_err(|error| error.to_string())?;
    let request: Request = serde_json::from_slice(&input).map_err(|error| error.to_string())?;
    let document =
        serde_json::from_value(request.document).map_err(|error| format!("a schema is malformed: {error}"))?;
    let mut settings = GenerationSettings::new();
    settings.with_map_type("::std::collections::BTreeMap");
    for name in &request.enumerations {
        settings.with_replacement(name, format!("crate::types::{name}"), std::iter::empty());
    }
    let mut generator = Generator::new(&settings);
    generator.generate_tokens(&document).map_err(|error| format!("a schema cannot be converted: {error}"))?;
    let code = generator.get_type_space().to_stream().to_string();
    std::io::stdout().write_all(code.as_bytes()).map_err(|error| error.to_string())
}
