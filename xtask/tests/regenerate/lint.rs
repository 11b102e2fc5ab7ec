//! Does `lint` say what would become of a document, and do nothing?

use crate::workspace::{SOUND, Workspace};

#[test]
fn a_sound_document_is_counted_and_nothing_is_written() {
    let workspace = Workspace::with(&[]);
    workspace.write("any/where.yaml", SOUND.as_bytes());
    let before = workspace.everything();
    let run = workspace.run(&["lint", "any/where.yaml"]);
    assert!(run.succeeded && run.text.contains("3 operations, 2 types"), "{}", run.text);
    assert_eq!(workspace.everything(), before);
    let run = workspace.run(&["lint", "any/where.yaml", "--verbose"]);
    assert!(run.text.contains("any/where.yaml:") && run.text.contains("(inline-aliases)"), "{}", run.text);
}

#[test]
fn a_document_without_types_is_read_like_any_other() {
    let workspace = Workspace::with(&[]);
    let document = r#"{"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"get":
        {"operationId": "a", "responses": {"204": {"description": "done"}}}}}}"#;
    workspace.write("a.json", document.as_bytes());
    let run = workspace.run(&["lint", "a.json"]);
    assert!(run.succeeded && run.text.contains("1 operation, 0 types"), "{}", run.text);
}

#[test]
fn every_file_is_looked_at_and_one_error_fails_the_run() {
    let workspace = Workspace::with(&[]);
    workspace.write("good.yaml", SOUND.as_bytes());
    let wrong = SOUND.replace("$ref: '#/components/schemas/Page'", "$ref: '#/components/schemas/Nowhere'");
    assert_ne!(wrong, SOUND);
    workspace.write("wrong.yaml", wrong.as_bytes());
    let run = workspace.run(&["lint", "wrong.yaml", "gone.yaml", "good.yaml"]);
    assert!(!run.succeeded, "{}", run.text);
    assert!(run.text.contains("wrong.yaml:") && run.text.contains("leads nowhere"), "{}", run.text);
    assert!(run.text.contains("gone.yaml does not exist"), "{}", run.text);
    assert!(run.text.contains("good         3 operations"), "{}", run.text);
}

#[test]
fn an_overlay_beside_the_document_is_applied() {
    let workspace = Workspace::with(&[]);
    workspace.write("library.yaml", SOUND.as_bytes());
    workspace.write(
        "library.overlay.yaml",
        b"overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions:\n  - {target: '$.paths[\"/books\"].post', remove: true}\n",
    );
    let run = workspace.run(&["lint", "library.yaml"]);
    assert!(run.succeeded && run.text.contains("2 operations"), "{}", run.text);
}

#[test]
fn what_can_be_mended_is_an_error_with_the_way_out_and_what_would_come_of_it() {
    let workspace = Workspace::with(&[]);
    workspace.write("twice.yaml", include_bytes!("../fixtures/hostile/duplicate-operation-id.yaml"));
    let run = workspace.run(&["lint", "twice.yaml"]);
    assert!(!run.succeeded && run.text.contains("is taken already"), "{}", run.text);
    assert!(run.words().contains("all of that can be mended") && run.text.contains("repaired once"), "{}", run.text);
    let place = run.text.lines().find(|line| line.trim().starts_with("twice.yaml:") && line.contains(" /paths/"));
    assert!(place.is_some(), "{}", run.text);
}

#[test]
fn losses_are_told_by_reason_and_place_and_fail_nothing() {
    let workspace = Workspace::with(&[]);
    let document = SOUND.replace("openapi: 3.0.3", "openapi: 3.1.0\nwebhooks: {returned: {post: {responses: {}}}}");
    workspace.write("latest.yaml", document.as_bytes());
    let run = workspace.run(&["lint", "latest.yaml"]);
    assert!(run.succeeded && run.text.contains("lost once"), "{}", run.text);
    assert!(run.text.contains("latest.yaml:2:") && run.text.contains(" /webhooks/returned: "), "{}", run.text);
}
