//! Does a document become a crate that builds outside of the workspace, its mocks too, and a command line with every
//! operation?

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::new_spec::repository;
use crate::stand_alone::{Desk, lending};

/// The command that is made of the operation table of the crate that is made of the document.
struct Library {
    desk: Desk,
    program: PathBuf,
}

impl Library {
    fn build() -> Self {
        let desk = lending();
        let run = desk.run("lending.yaml", "crates/my-library", &[]);
        assert!(run.succeeded, "{}", run.text);
        let manifest = desk.read("crates/my-library/Cargo.toml");
        assert!(manifest.contains("\nname = \"my-library\"\n") && manifest.contains("\n[workspace]\n"), "{manifest}");
        assert!(!manifest.contains("workspace = true"), "{manifest}");

        let folder = desk.path("crates/command");
        std::fs::create_dir_all(folder.join("src")).unwrap();
        let manifest = include_str!("../fixtures/command_line/Cargo.toml");
        let manifest = manifest.replace("{repository}", repository().to_str().unwrap());
        std::fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        std::fs::write(folder.join("src/main.rs"), include_str!("../fixtures/command_line/main.rs")).unwrap();
        std::fs::copy(repository().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("new-spec");
        let output = Command::new(env!("CARGO"))
            .args(["build", "--offline", "--color", "never"])
            .current_dir(&folder)
            .env("CARGO_TARGET_DIR", &target)
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success() && !text.contains("warning"), "{text}");
        Self { desk, program: target.join("debug/library-command") }
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(&self.program);
        command.env_clear().env("HOME", self.desk.path("")).current_dir(self.desk.path(""));
        command.env("SWITCHBOARD_MY_LIBRARY_BASE_URL", "http://127.0.0.1:9/lending/v2");
        command.env("SWITCHBOARD_MY_LIBRARY_KEY", "canary").env("SWITCHBOARD_MY_LIBRARY_SESSION", "canary");
        command.args(arguments).output().unwrap()
    }

    /// What it prints, where that works.
    fn text(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The request that an operation would send has these lines.
    fn assert_request(&self, arguments: &[&str], lines: &[&str]) {
        let request = self.text(&[&["my-library"], arguments, &["--dry-run"]].concat());
        for line in lines {
            assert!(request.lines().any(|found| found == *line), "{line} in {request}");
        }
        assert!(!request.contains("canary"), "{request}");
    }
}

#[test]
fn it_builds_with_its_mocks_without_a_warning_and_sends_whatever_a_document_can_describe() {
    let library = Library::build();
    every_operation_is_a_command(&library);
    parameters_are_written_in_the_style_of_the_document(&library);
    bodies_are_written_in_their_form(&library);
    what_cannot_be_sent_is_refused(&library);
}

/// In a build with assertions, making a completion script asserts of each command that it is one.
fn every_operation_is_a_command(library: &Library) {
    let script = library.text(&["completions", "bash"]);
    let table = library.desk.read("crates/my-library/src/operation_table.rs");
    let methods = table.lines().filter_map(|line| line.trim().strip_prefix("method: \"")?.strip_suffix("\","));
    let commands: Vec<String> = methods.map(|method| method.trim_end_matches('_').replace('_', "-")).collect();
    assert!(!commands.is_empty() && commands.len() == table.matches("\n    OperationEntry {").count());
    for command in commands {
        assert!(script.contains(&format!("my__subcmd__library,{command})")), "{command}");
        let help = library.text(&["my-library", &command, "--help"]);
        assert!(help.contains(&format!("switchboard my-library {command}")), "{help}");
    }
}

fn parameters_are_written_in_the_style_of_the_document(library: &Library) {
    let size = |width: u8| format!(r#"{{"width":{width},"unit":"c m"}}"#);
    let (two, three, seven, eight) = (size(2), size(3), size(7), size(8));
    let filter = format!(r#"{{"size":{two},"ids":[3,4]}}"#);
    let time = "1970-01-01T00:00:01Z";
    let path = ["--floor", "1", "--floor", "b/c", "--room", &seven, "--shelves", "5", "--shelves", "6"];
    let query = [
        &["--query-room", "x", "--kinds", "Novel", "--kinds", "poem-book", "--words", "a", "--words", "b c"][..],
        &["--times", time, "--times", time, "--filter", &filter, "--size", &eight, "--labels", r#"{"a,b":"c"}"#],
        &["--where", r#"{"width":9}"#, "--next", "/a?b=c&d#e f", "--anything", r#"[1,"x"]"#],
    ];
    let headers = ["--x-sizes", "1", "--x-sizes", "2", "--x-size", &three];
    let cookies = ["--theme", "light blue", "--seen", "1", "--seen", "2"];
    library.assert_request(
        &[&["find-places"][..], &path, &query.concat(), &headers, &cookies].concat(),
        &[
            "GET /lending/v2/places/.1.b%2Fc/;width=7;unit=c%20m/5,6?room=x&kinds=Novel%7Cpoem-book&words=a%20b%20c\
             &times=1970-01-01T00%3A00%3A01Z,1970-01-01T00%3A00%3A01Z\
             &filter%5Bsize%5D%5Bwidth%5D=2&filter%5Bsize%5D%5Bunit%5D=c%20m&filter%5Bids%5D=3&filter%5Bids%5D=4\
             &width=8&unit=c%20m&labels=a%2Cb,c&where=%5B%7B%22width%22%3A9%7D%5D&next=/a?b=c%26d%23e%20f\
             &anything=1&anything=x&key=$SWITCHBOARD_MY_LIBRARY_KEY HTTP/1.1",
            "x-sizes: 1,2",
            "x-size: width=3,unit=c m",
            "cookie: theme=light%20blue; seen=1,2; session=$SWITCHBOARD_MY_LIBRARY_SESSION",
        ],
    );
    let path = ["--floor", r#"{"width":1}"#, "--room", "x;y", "--shelves", r#"{"a":1,"b":2}"#];
    let query = ["--a", "1", "--b", "true", "--c", "0.5", "--d", "2026-01-02"];
    library.assert_request(
        &[&["remove-places"][..], &path, &query, &["--body", r#"{"why":null}"#]].concat(),
        &[
            "DELETE /lending/v2/places/.width=1/;room=x%3By/a,1,b,2?a=1&b=true&c=0.5&d=2026-01-02\
             &key=$SWITCHBOARD_MY_LIBRARY_KEY HTTP/1.1",
            r#"{"why":null}"#,
        ],
    );
}

fn bodies_are_written_in_their_form(library: &Library) {
    std::fs::write(library.desk.path("page.pdf"), "%PDF").unwrap();
    let form = ["--book", "Emma", "--title", "A & B", "--call", "true", "--send", "a b", "--send", "c=d"];
    let more = ["--query-title", "query", "--years", "1816", "--years", "1817", "--deep", r#"{"width":2}"#];
    library.assert_request(
        &[&["add-card"][..], &form, &more].concat(),
        &[
            "content-type: application/x-www-form-urlencoded",
            "book=Emma&title=A%20%26%20B&call=true&send=a%20b&send=c%3Dd&years=1816,1817&deep%5Bwidth%5D=2",
        ],
    );
    let parts = ["--file", "page.pdf", "--page", "3", "--words", "a", "--words", "b", "--size", r#"{"width":1}"#];
    library.assert_request(
        &[&["add-scan-as-multipart"], &parts[..]].concat(),
        &[
            "Content-Disposition: form-data; name=\"file\"; filename=\"page.pdf\"",
            "%PDF",
            "Content-Disposition: form-data; name=\"words\"",
            "b",
            r#"{"width":1}"#,
        ],
    );
    for (arguments, media_type, body) in [
        (
            &["fill-card", "--body", r#"{"a b":["1","2&"]}"#][..],
            "application/x-www-form-urlencoded",
            "a%20b=1&a%20b=2%26",
        ),
        (&["add-note", "--book", "Emma"], "application/json", r#"{"book":"Emma"}"#),
        (&["add-note-as-text", "--body", "{é}"], "text/plain", "{é}"),
        (&["add-note-as-bytes", "--body", "<size/>"], "application/xml", "<size/>"),
        (&["paint-note", "--body", "@page.pdf"], "image/png", "%PDF"),
    ] {
        library.assert_request(arguments, &[&format!("content-type: {media_type}"), body]);
    }
}

fn what_cannot_be_sent_is_refused(library: &Library) {
    for arguments in [
        &["find-places", "--floor", ".", "--room", r#"{"width":1}"#, "--shelves", "1"][..],
        &["find-places", "--floor", "a", "--room", "{", "--shelves", "1"],
        &["find-places", "--floor", "a", "--room", r#"{"width":1}"#, "--shelves", "one"],
        &["add-note"],
        &["get-token", "--password", "canary"],
    ] {
        let output = library.run(&[&["my-library"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
