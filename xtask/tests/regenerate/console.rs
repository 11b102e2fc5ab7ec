//! Is what a run prints worth reading?

use crate::workspace::{LENDING, Workspace};

#[test]
fn each_spec_is_named_and_the_end_says_what_was_written_and_in_what_time() {
    let workspace = Workspace::with(&[("lending.yaml", LENDING.as_bytes()), ("second.yaml", LENDING.as_bytes())]);
    let run = workspace.regenerate(&[]);
    let count = LENDING.matches("\n      responses:").count();
    for name in ["lending", "second "] {
        assert!(run.text.contains(&format!("{name}      {count} operations")), "{}", run.text);
    }
    let last = run.text.lines().last().unwrap();
    assert!(
        last.contains("2 clients and the facade") && last.contains("files written") && last.contains("s)"),
        "{last}"
    );
}

#[test]
fn a_second_run_has_nothing_to_write() {
    let workspace = Workspace::generated();
    let run = workspace.regenerate(&[]);
    assert!(run.text.contains("nothing to write"), "{}", run.text);
}

#[test]
fn verbose_tells_what_each_pass_changed() {
    let workspace = Workspace::generated();
    assert!(!workspace.regenerate(&[]).text.contains("inline-aliases"));
    let run = workspace.regenerate(&["--verbose"]);
    let line = run.text.lines().find(|line| line.contains("/components/schemas/ReaderId: ")).unwrap();
    assert!(line.trim().starts_with("specs/lending.yaml:") && line.ends_with("(inline-aliases)"), "{line}");
}

#[test]
fn an_api_that_is_not_there_is_named_with_those_that_are() {
    let workspace = Workspace::generated();
    let run = workspace.regenerate(&["--api", "lendings"]);
    assert!(!run.succeeded);
    assert!(run.text.contains("`lendings`") && run.text.contains("there are lending"), "{}", run.text);
}

#[test]
fn only_the_api_that_was_asked_for_is_written() {
    let workspace = Workspace::generated();
    workspace.write("specs/second.yaml", LENDING.as_bytes());
    workspace.write("crates/clients/lending/src/types.rs", b"// edited\n");
    let run = workspace.regenerate(&["--api", "second"]);
    assert!(run.succeeded, "{}", run.text);
    assert_eq!(workspace.read("crates/clients/lending/src/types.rs"), "// edited\n");
    assert!(workspace.read("crates/clients/second/Cargo.toml").contains("switchboard-second"));
    let facade = workspace.read("crates/switchboard/src/apis.rs");
    assert!(facade.contains("switchboard_lending") && facade.contains("switchboard_second"), "{facade}");
}

#[test]
fn a_method_whose_callers_would_no_longer_compile_is_reported() {
    let workspace = Workspace::generated();
    let changed =
        LENDING.replace("{name: author, in: query, required: true", "{name: author, in: query, required: false");
    workspace.write("specs/lending.yaml", changed.as_bytes());
    let run = workspace.regenerate(&[]);
    assert!(run.text.contains("breaking in lending: Client::list_books"), "{}", run.text);
    assert!(!run.text.contains("Client::add_book"), "{}", run.text);
}
