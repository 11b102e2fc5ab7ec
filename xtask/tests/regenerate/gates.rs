use crate::workspace::Workspace;

#[test]
fn a_link_that_leads_nowhere_fails_the_run_and_says_how_to_go_on() {
    let workspace = Workspace::with(&[]);
    workspace.write("Cargo.toml", b"[package]\nname = \"lending\"\nversion = \"0.1.0\"\n");
    workspace.write("src/lib.rs", b"");
    workspace.write("specs/NOTES.md", b"# Notes\n");
    workspace.write("README.md", b"See [the notes](specs/NOTES.md#notes).\n");
    let run = workspace.run(&["gates", "--only", "links"]);
    assert!(run.succeeded && run.text.contains("1 links in 2 documents"), "{}", run.text);

    workspace.write("README.md", b"See [the notes](specs/gone.md).\n");
    let run = workspace.run(&["gates", "--only", "links"]);
    assert!(!run.succeeded, "{}", run.text);
    for words in ["README.md:1: `specs/gone.md`", "cargo xtask gates --only links", "to mend it: "] {
        assert!(run.text.contains(words), "{words} is not in {}", run.text);
    }
}

#[test]
fn a_gate_that_does_not_exist_is_refused_with_the_names_of_those_that_do() {
    let workspace = Workspace::with(&[]);
    workspace.write("specs/NOTES.md", b"# Notes\n");
    let run = workspace.run(&["gates", "--only", "typos"]);
    assert!(!run.succeeded && run.text.contains("spelling"), "{}", run.text);
}
