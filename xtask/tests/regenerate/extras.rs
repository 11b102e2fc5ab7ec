//! What becomes of what is written by hand beside a generated client?

use crate::workspace::Workspace;

const EXTRAS: &str = "crates/clients/lending/src/extras";

/// A generated workspace whose client got extras since.
fn with_dependencies(text: &str) -> Workspace {
    let workspace = Workspace::generated();
    workspace.write(&format!("{EXTRAS}/mod.rs"), b"//! By hand.\n");
    workspace.write(&format!("{EXTRAS}/dependencies.toml"), text.as_bytes());
    workspace
}

#[test]
fn an_optional_dependency_is_a_feature_of_the_client_and_of_the_facade() {
    let workspace = with_dependencies(
        "serde_json = { workspace = true, features = [\"raw_value\"] }\n\
         # Extractors for axum.\naxum = { workspace = true, optional = true }\n",
    );
    let run = workspace.regenerate(&[]);
    assert!(run.succeeded, "{}", run.text);
    let client = workspace.read("crates/clients/lending/Cargo.toml");
    assert!(client.contains("\n# Extractors for axum.\naxum = [\"dep:axum\"]\n"), "{client}");
    assert!(client.contains("\naxum = { workspace = true, optional = true }\n"), "{client}");
    let defaults = client.lines().find(|line| line.starts_with("default = ")).unwrap();
    assert!(!defaults.contains("axum"), "{defaults}");
    assert_eq!(client.matches("\nserde_json").count(), 1, "what the generated code needs too is named once: {client}");
    let facade = workspace.read("crates/switchboard/Cargo.toml");
    assert!(
        facade.contains("lending-axum = [\"dep:switchboard-lending\", \"switchboard-lending/axum\"]\n"),
        "{facade}"
    );
    assert!(workspace.read("crates/switchboard/src/apis.rs").contains("feature = \"lending-axum\""));
    assert!(workspace.read("crates/clients/lending/src/lib.rs").contains("//! | `axum` | Extractors for axum. | |\n"));
    assert!(workspace.regenerate(&["--check"]).succeeded);
}

#[test]
fn a_client_with_extras_says_at_its_root_what_an_incoming_message_is() {
    let workspace = with_dependencies("");
    assert!(workspace.regenerate(&[]).succeeded);
    let library = workspace.read("crates/clients/lending/src/lib.rs");
    assert!(library.contains("pub mod extras;\n"), "{library}");
    assert!(library.contains("pub use switchboard_core::IncomingMessage;\n"), "{library}");
}

#[test]
fn the_facade_keeps_the_features_of_a_client_that_was_not_asked_for() {
    let workspace = with_dependencies("# Extractors.\naxum = { workspace = true, optional = true }\n");
    let whole = workspace.regenerate(&[]);
    assert!(whole.succeeded, "{}", whole.text);
    workspace.write("specs/other.yaml", include_bytes!("../fixtures/lending.yaml"));
    let run = workspace.regenerate(&["--api", "other"]);
    assert!(run.succeeded, "{}", run.text);
    assert!(workspace.read("crates/switchboard/Cargo.toml").contains("lending-axum = "));
}

#[test]
fn dependencies_that_cargo_could_not_read_are_refused_and_nothing_is_written() {
    for (text, why) in [
        ("# Twice.\nbooks = { workspace = true, optional = true }\n", "a second feature `books`"),
        ("axum = { workspace = true, optional = true }\n", "what it is for"),
        ("[dependencies]\n", "is not one dependency in one line"),
    ] {
        let workspace = with_dependencies(text);
        let before = workspace.snapshot();
        let run = workspace.regenerate(&[]);
        assert!(!run.succeeded, "{}", run.text);
        assert!(run.text.replace("\n  │ ", " ").contains(why), "{}", run.text);
        assert!(workspace.snapshot() == before);
    }
}
