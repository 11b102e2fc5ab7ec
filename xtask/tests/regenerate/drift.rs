//! Does `--check` see every difference between the tree and the specs, and change nothing?

use crate::workspace::{LENDING, Workspace};

const METHODS: &str = "crates/clients/lending/src/operations/books.rs";

#[test]
fn a_tree_as_generated_passes() {
    let run = Workspace::generated().regenerate(&["--check"]);
    assert!(run.succeeded, "{}", run.text);
}

#[test]
fn every_kind_of_drift_is_found_told_and_left_alone() {
    type Spoil = fn(&Workspace);
    let cases: [(&str, Spoil, &str); 7] = [
        ("changed", |workspace| workspace.write(METHODS, b"// by hand\n"), METHODS),
        ("missing", |workspace| workspace.remove(METHODS), METHODS),
        (
            "orphaned",
            |workspace| workspace.write("crates/clients/lending/src/old.rs", b"x"),
            "crates/clients/lending/src/old.rs",
        ),
        (
            "orphaned",
            |workspace| workspace.write("crates/clients/gone/src/lib.rs", b"x"),
            "crates/clients/gone/src/lib.rs",
        ),
        (
            "changed",
            |workspace| workspace.write("crates/switchboard/Cargo.toml", b"[package]\n"),
            "crates/switchboard/Cargo.toml",
        ),
        ("missing", |workspace| workspace.remove("crates/switchboard/src/apis.rs"), "crates/switchboard/src/apis.rs"),
        (
            "changed",
            |workspace| {
                let changed = LENDING.replace("summary: List books.", "summary: Books.");
                workspace.write("specs/lending.yaml", changed.as_bytes());
            },
            "crates/clients/lending/README.md",
        ),
    ];
    for (kind, spoil, path) in cases {
        let workspace = Workspace::generated();
        spoil(&workspace);
        let before = workspace.snapshot();
        let run = workspace.regenerate(&["--check"]);
        assert!(!run.succeeded, "{kind} {path}");
        assert!(run.text.contains(kind) && run.text.contains(path), "{kind} {path}: {}", run.text);
        assert!(run.text.contains("cargo xtask regenerate"), "{kind} {path}: {}", run.text);
        assert_eq!(workspace.snapshot(), before, "{kind} {path}");
    }
}

#[test]
fn a_check_shows_the_difference() {
    let workspace = Workspace::generated();
    let changed = workspace.read(METHODS).replace("add_book", "insert_book");
    workspace.write(METHODS, changed.as_bytes());
    let run = workspace.regenerate(&["--check"]);
    let shows = |start: char, words: &str| {
        run.text.lines().any(|line| line.trim_start().starts_with(start) && line.contains(words))
    };
    assert!(shows('-', "insert_book") && shows('+', "add_book"), "{}", run.text);
}

#[test]
fn what_is_written_by_hand_in_extras_stays() {
    let workspace = Workspace::generated();
    workspace.write("crates/clients/lending/src/extras/mod.rs", b"//! By hand.\n");
    workspace.write("crates/clients/lending/src/extras/dependencies.toml", b"rlp = \"0.6\"\n");
    assert!(workspace.regenerate(&[]).succeeded);
    assert_eq!(workspace.read("crates/clients/lending/src/extras/mod.rs"), "//! By hand.\n");
    assert!(workspace.read("crates/clients/lending/src/lib.rs").contains("pub mod extras;"));
    assert!(workspace.read("crates/clients/lending/Cargo.toml").contains("rlp = \"0.6\""));
    assert!(workspace.regenerate(&["--check"]).succeeded);
}

#[test]
fn emptied_sources_come_back_byte_for_byte() {
    let workspace = Workspace::generated();
    let generated = workspace.snapshot();
    for path in generated.keys().filter(|path| path.extension().is_some_and(|extension| extension == "rs")) {
        std::fs::write(workspace.root().join(path), "").unwrap();
    }
    assert_ne!(workspace.snapshot(), generated);
    assert!(workspace.regenerate(&[]).succeeded);
    assert_eq!(workspace.snapshot(), generated);
}

#[test]
fn the_same_specs_give_the_same_bytes_in_another_place() {
    assert_eq!(Workspace::generated().snapshot(), Workspace::generated().snapshot());
}

#[test]
fn a_client_whose_spec_is_gone_goes_too() {
    let workspace = Workspace::generated();
    workspace.write("specs/second.yaml", LENDING.as_bytes());
    assert!(workspace.regenerate(&[]).succeeded);
    workspace.remove("specs/second.yaml");
    assert!(workspace.regenerate(&[]).succeeded);
    assert!(!workspace.root().join("crates/clients/second").exists());
    assert!(!workspace.read("crates/switchboard/Cargo.toml").contains("second"));
}

#[test]
fn clients_and_the_facade_carry_the_licences_of_the_workspace() {
    let workspace = Workspace::with(&[("lending.yaml", LENDING.as_bytes())]);
    workspace.write("LICENSE-MIT", b"Do what you like.\n");
    assert!(workspace.regenerate(&[]).succeeded);
    for folder in ["crates/clients/lending", "crates/switchboard"] {
        let copy = format!("{folder}/LICENSE-MIT");
        assert_eq!(workspace.read(&copy), "Do what you like.\n");
        workspace.write(&copy, b"Do nothing.\n");
        let run = workspace.regenerate(&["--check"]);
        assert!(!run.succeeded && run.text.contains(&copy), "{}", run.text);
        assert!(workspace.regenerate(&[]).succeeded);
    }
    assert!(workspace.regenerate(&["--check"]).succeeded);
}
