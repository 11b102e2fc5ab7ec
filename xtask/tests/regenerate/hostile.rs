//! Does a spec that cannot be taken give one message with its place, and leave the tree as it was?

use crate::workspace::Workspace;

/// Each document, and what its message must say: the place, and what is wrong there.
const DOCUMENTS: [(&str, &[u8], &[&str]); 12] = [
    ("truncated.json", include_bytes!("../fixtures/hostile/truncated.json"), &["truncated.json:"]),
    ("tabs.yaml", include_bytes!("../fixtures/hostile/tabs.yaml"), &["tabs.yaml:"]),
    ("unresolvable-ref.yaml", include_bytes!("../fixtures/hostile/unresolvable-ref.yaml"), &["unresolvable-ref.yaml:"]),
    (
        "duplicate-operation-id.yaml",
        include_bytes!("../fixtures/hostile/duplicate-operation-id.yaml"),
        &["duplicate-operation-id.yaml:", "operationId"],
    ),
    (
        "undeclared-path-parameter.yaml",
        include_bytes!("../fixtures/hostile/undeclared-path-parameter.yaml"),
        &["undeclared-path-parameter.yaml:"],
    ),
    ("self-all-of.yaml", include_bytes!("../fixtures/hostile/self-all-of.yaml"), &["self-all-of.yaml:", "allOf"]),
    ("leaving-the-tree.yaml", include_bytes!("../fixtures/hostile/leaving-the-tree.yaml"), &["leaving-the-tree.yaml:"]),
    ("not-utf8.yaml", include_bytes!("../fixtures/hostile/not-utf8.yaml"), &["not-utf8.yaml:", "UTF-8"]),
    ("empty.yaml", include_bytes!("../fixtures/hostile/empty.yaml"), &["empty.yaml"]),
    ("unknown-version.yaml", include_bytes!("../fixtures/hostile/unknown-version.yaml"), &["unknown-version.yaml:"]),
    ("wrong-types.yaml", include_bytes!("../fixtures/hostile/wrong-types.yaml"), &["wrong-types.yaml:"]),
    ("billion-laughs.yaml", include_bytes!("../fixtures/hostile/billion-laughs.yaml"), &["billion-laughs.yaml"]),
];

/// Those of which nobody can say what they mean; what is wrong with the others is mended where that is asked for.
pub(crate) fn beyond_repair() -> impl Iterator<Item = (&'static str, &'static [u8], &'static [&'static str])> {
    let mended = ["duplicate-operation-id.yaml", "undeclared-path-parameter.yaml", "unresolvable-ref.yaml"];
    DOCUMENTS.into_iter().filter(move |(name, ..)| !mended.contains(name))
}

#[test]
fn each_gives_a_message_with_its_place_and_an_untouched_tree() {
    for (name, document, expected) in DOCUMENTS {
        let workspace = Workspace::generated();
        let before = workspace.snapshot();
        workspace.write(&format!("specs/{name}"), document);
        let run = workspace.regenerate(&[]);
        assert!(!run.succeeded, "{name}: {}", run.text);
        assert!(expected.iter().all(|words| run.text.contains(words)), "{name}: {}", run.text);
        assert!(run.text.contains("help:"), "{name}: {}", run.text);
        assert!(!run.text.contains("panicked") && !run.text.contains("overflowed"), "{name}: {}", run.text);
        assert_eq!(workspace.snapshot(), before, "{name}");
    }
}

#[test]
fn a_folder_in_place_of_a_spec_is_told_as_one() {
    let workspace = Workspace::generated();
    let before = workspace.snapshot();
    std::fs::create_dir(workspace.root().join("specs/folder.yaml")).unwrap();
    let run = workspace.regenerate(&[]);
    assert!(!run.succeeded && run.text.contains("specs/folder.yaml"), "{}", run.text);
    assert_eq!(workspace.snapshot(), before);
}

#[test]
fn a_document_nested_ten_thousand_deep_is_refused() {
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let workspace = Workspace::with(&[("deep.json", deep.as_bytes())]);
    let run = workspace.regenerate(&[]);
    assert!(!run.succeeded && run.text.contains("deep.json:1:"), "{}", run.text);
}

#[test]
fn a_schema_that_the_conversion_cannot_take_is_a_message_and_no_crash() {
    let document = r##"{
        "openapi": "3.0.3",
        "info": {"title": "loop", "version": "1"},
        "paths": {"/a": {"get": {"operationId": "a", "responses": {"200": {"description": "", "content":
            {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}}}}}},
        "components": {"schemas": {
            "A": {"type": "object", "properties": {"b": {"allOf": [
                {"$ref": "#/components/schemas/B"}, {"type": "object", "properties": {"x": {"type": "string"}}}]}}},
            "B": {"allOf": [{"type": "string"}, {"type": "integer"}]}
        }}
    }"##;
    let workspace = Workspace::with(&[("contradiction.json", document.as_bytes())]);
    let run = workspace.regenerate(&[]);
    let refused = !run.succeeded && run.text.contains("specs/contradiction.json");
    let generated = run.succeeded && workspace.regenerate(&["--check"]).succeeded;
    assert!(refused || generated, "{}", run.text);
    assert!(!run.text.contains("panicked"), "{}", run.text);
}

#[test]
fn two_apis_that_would_share_a_feature_are_refused() {
    let document = |tag: &str| {
        format!(
            r#"{{"openapi": "3.0.3", "info": {{"title": "t", "version": "1"}}, "paths": {{"/a": {{"get":
            {{"operationId": "a", "tags": ["{tag}"], "responses": {{"204": {{"description": ""}}}}}}}}}}}}"#
        )
    };
    let (first, second) = (document("os"), document("x"));
    let workspace = Workspace::with(&[("pieces.json", first.as_bytes()), ("pieces-os.json", second.as_bytes())]);
    let before = workspace.snapshot();
    let run = workspace.regenerate(&[]);
    assert!(!run.succeeded && run.text.contains("`pieces-os`"), "{}", run.text);
    assert_eq!(workspace.snapshot(), before);
}

#[test]
fn a_name_that_no_package_can_have_is_refused() {
    for name in ["Upper.yaml", "core.yaml", "under_score.yaml", "type.yaml"] {
        let workspace = Workspace::generated();
        let before = workspace.snapshot();
        workspace.write(&format!("specs/{name}"), crate::workspace::LENDING.as_bytes());
        let run = workspace.regenerate(&[]);
        assert!(!run.succeeded && run.text.contains(&format!("specs/{name}")), "{name}: {}", run.text);
        assert_eq!(workspace.snapshot(), before, "{name}");
    }
}
