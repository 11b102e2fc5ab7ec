//! Does a folder of documents give a table in which every document is a row?

use crate::new_spec::repository;
use crate::workspace::{LENDING, Run, SOUND, Workspace};

fn corpus(documents: &[(&str, &[u8])], more: &[&str]) -> (Workspace, Run) {
    let workspace = Workspace::with(&[]);
    for (name, contents) in documents {
        workspace.write(&format!("documents/{name}"), contents);
    }
    let root = repository();
    let run = workspace.run(&[&["corpus", "documents", "--root", root.to_str().unwrap()], more].concat());
    (workspace, run)
}

fn cells<'r>(run: &'r Run, document: &str) -> Vec<&'r str> {
    let row = run.text.lines().find(|line| line.starts_with(&format!("│ {document} "))).unwrap();
    row.trim_matches('│').split_whitespace().collect()
}

#[test]
fn a_document_without_a_fault_has_all_its_operations_types_and_costs_in_its_row() {
    let (workspace, run) = corpus(&[("sound.yaml", SOUND.as_bytes())], &["--out", "crates"]);
    assert!(run.succeeded, "{}", run.text);
    let row = cells(&run, "sound.yaml");
    assert_eq!(row[..6], ["sound.yaml", "3.0.3", "3", "3", "2", "0"], "{}", run.text);
    assert!(row[6].parse::<f64>().unwrap() > 0.0 && row[8].parse::<usize>().unwrap() > 100, "{}", run.text);
    if cfg!(target_os = "linux") {
        assert!(row[7].parse::<usize>().unwrap() > 1, "{}", run.text);
    }
    assert_eq!(row[9..], ["-", "good"], "{}", run.text);
    assert!(workspace.root().join("crates/sound.yaml/Cargo.toml").is_file());
    assert!(run.text.contains("1 of 1 documents became a crate with all operations"), "{}", run.text);
}

#[test]
fn a_document_that_cannot_be_taken_is_a_row_with_the_reason_and_fails_the_run() {
    let (_, run) = corpus(
        &[
            ("lending.yaml", LENDING.as_bytes()),
            ("truncated.json", include_bytes!("../fixtures/hostile/truncated.json")),
            ("loop.yaml", include_bytes!("../fixtures/hostile/self-all-of.yaml")),
        ],
        &[],
    );
    assert!(!run.succeeded, "{}", run.text);
    assert!(cells(&run, "truncated.json").ends_with(&["no", "crate"]), "{}", run.text);
    assert!(run.text.contains("\nloop.yaml: "), "{}", run.text);
    assert!(cells(&run, "lending.yaml").ends_with(&["good"]), "{}", run.text);
    assert!(run.text.contains("1 of 3 documents"), "{}", run.text);
}

#[test]
fn what_describes_no_operation_is_told_apart_from_what_fails() {
    let (_, run) = corpus(
        &[
            ("package.json", br#"{"name": "x"}"#),
            ("empty.yaml", b"openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\n"),
            ("notes.txt", b"no document"),
            (
                "empty.overlay.yaml",
                b"overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions: [{target: $.info, update: {x-a: 1}}]\n",
            ),
        ],
        &[],
    );
    assert!(run.succeeded, "{}", run.text);
    assert!(run.text.contains("package.json: not an OpenAPI document"), "{}", run.text);
    assert!(run.text.contains("empty.yaml: no operations in it"), "{}", run.text);
    assert!(!run.text.contains("notes.txt") && !run.text.contains("overlay"), "{}", run.text);
}

#[test]
fn a_folder_without_a_document_is_an_error() {
    for folder in ["gone", "."] {
        let run = Workspace::with(&[]).run(&["corpus", folder]);
        assert!(!run.succeeded && run.text.contains("help:"), "{folder}: {}", run.text);
    }
}
