//! What a server sends does not steer a terminal.

use switchboard_tests::command::Run;
use switchboard_tests::scripted::answer;

use crate::{answered, typed};

/// A clearing of the screen, by either escape, a return, a bell, and a turn of the direction.
const STEERING: &str = "x\u{1b}[2J\u{9b}2Jy\r\u{7}\u{202e}z";

fn assert_harmless(run: &Run) {
    let everything = run.everything();
    assert!(everything.contains('x') && everything.contains('z'), "{everything:?}");
    let steers = |letter: char| letter.is_control() && letter != '\n' || letter == '\u{202e}';
    assert!(!everything.contains(steers), "{everything:?}");
}

#[tokio::test]
async fn in_text_and_json_and_tables() {
    let json = serde_json::json!([{ STEERING: STEERING }]).to_string();
    for output in ["table", "json"] {
        for (media_type, body) in [("application/json", json.as_str()), ("text/plain", STEERING)] {
            let run = answered(typed(media_type, body), &["slskd", "list-conversations", "--output", output]).await;
            assert_eq!(run.code, Some(0), "{}", run.stderr);
            assert_harmless(&run);
        }
    }
}

#[tokio::test]
async fn in_errors_and_headers() {
    let refusal = answer("403 Forbidden", &[("x-note", "x\u{9b}z")], STEERING.as_bytes());
    let run = answered(refusal, &["slskd", "list-conversations", "--verbose"]).await;
    assert_eq!(run.code, Some(4), "{}", run.stderr);
    assert!(run.stderr.contains("the server said: x"), "{}", run.stderr);
    assert_harmless(&run);
}

#[tokio::test]
async fn in_pages() {
    let page = serde_json::json!({ "data": [{ "id": STEERING }] }).to_string();
    for output in ["table", "json"] {
        let line = ["convore", "list-messages", "--all", "--output", output];
        assert_harmless(&answered(typed("application/json", &page), &line).await);
    }
}

#[tokio::test]
async fn in_what_is_shown_of_a_request() {
    let line = ["slskd", "send-message", "--username", "bob", "--body", STEERING];
    assert_harmless(&answered(typed("application/json", ""), &[&line[..], &["--verbose"]].concat()).await);
}

#[tokio::test]
async fn a_long_answer_of_an_error_is_cut() {
    let page = format!("<html>{}</html>", "very long ".repeat(5000));
    let run =
        answered(answer("502 Bad Gateway", &[], page.as_bytes()), &["slskd", "close-conversation", "--username", "b"]);
    let run = run.await;
    assert_eq!(run.code, Some(6));
    assert!(run.stderr.len() < 4000 && run.stderr.contains(" …"), "{}", run.stderr);
}
