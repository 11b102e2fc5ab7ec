//! Is work skipped only where nothing has changed?

use crate::workspace::{LENDING, Run, Workspace};

const CLIENT: &str = "crates/clients/lending/src/client.rs";
const CACHE: &str = "target/regenerate/cache.json";

fn is_unchanged(run: &Run, api: &str) -> bool {
    assert!(run.succeeded, "{}", run.text);
    let line = run.text.lines().find(|line| line.contains(&format!("✓ {api}"))).unwrap();
    line.ends_with(", unchanged")
}

#[test]
fn a_second_run_makes_nothing_anew_and_says_so() {
    let workspace = Workspace::generated();
    let generated = workspace.everything();
    let run = workspace.regenerate(&[]);
    assert!(is_unchanged(&run, "lending"), "{}", run.text);
    assert_eq!(workspace.everything(), generated);
}

#[test]
fn whatever_a_client_is_made_from_or_consists_of_makes_it_anew_when_it_changes() {
    type Change = fn(&Workspace);
    let changes: [(&str, Change); 8] = [
        ("the document", |workspace| workspace.write("specs/lending.yaml", format!("{LENDING}\n# more\n").as_bytes())),
        ("the overlay", |workspace| {
            let overlay = "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions:\n  - {target: $.info, update: {version: '9'}}\n";
            workspace.write("specs/lending.overlay.yaml", overlay.as_bytes());
        }),
        ("the lock file", |workspace| workspace.write("Cargo.lock", b"version = 4\n")),
        ("dependencies of extras", |workspace| {
            workspace.write("crates/clients/lending/src/extras/dependencies.toml", b"rlp = \"0.6\"\n");
        }),
        ("extras", |workspace| workspace.write("crates/clients/lending/src/extras/mod.rs", b"//! By hand.\n")),
        ("a file", |workspace| workspace.write(CLIENT, b"// by hand\n")),
        ("a missing file", |workspace| workspace.remove(CLIENT)),
        ("what is known of the last run", |workspace| workspace.write(CACHE, b"{\"generator\": 1")),
    ];
    for (what, change) in changes {
        let workspace = Workspace::generated();
        workspace.write("specs/second.yaml", LENDING.as_bytes());
        assert!(is_unchanged(&workspace.regenerate(&[]), "lending"), "{what}");
        change(&workspace);
        let run = workspace.regenerate(&[]);
        assert!(!is_unchanged(&run, "lending"), "{what}: {}", run.text);
        let only_lending = !matches!(what, "the lock file" | "what is known of the last run");
        assert_eq!(is_unchanged(&run, "second"), only_lending, "{what}: {}", run.text);
        assert!(workspace.regenerate(&["--check"]).succeeded, "{what}");
        assert!(is_unchanged(&workspace.regenerate(&[]), "lending"), "{what}");
    }
}

#[test]
fn a_check_never_trusts_an_earlier_run() {
    let workspace = Workspace::generated();
    let run = workspace.regenerate(&["--check"]);
    assert!(!is_unchanged(&run, "lending"), "{}", run.text);
    assert!(!is_unchanged(&workspace.regenerate(&["--verbose"]), "lending"));
}

#[test]
fn an_orphan_goes_though_nothing_else_has_changed() {
    let workspace = Workspace::generated();
    workspace.write("crates/clients/lending/src/old.rs", b"// old\n");
    let run = workspace.regenerate(&[]);
    assert!(is_unchanged(&run, "lending") && run.text.contains("1 removed"), "{}", run.text);
    assert!(!workspace.root().join("crates/clients/lending/src/old.rs").exists());
}
