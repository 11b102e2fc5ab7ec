//! Each kind of failure has its exit code, and says what to do.

use switchboard_tests::misbehaving::{self, Step};
use switchboard_tests::scripted::answer;

use crate::{answered, switchboard, typed};

const LIST: [&str; 2] = ["slskd", "list-conversations"];
const SEND: [&str; 6] = ["slskd", "send-message", "--username", "bob", "--body", "hello"];

/// The exit code and what is said where a server answers a message with this status.
async fn told(status: &str, code: i32, words: &[&str]) {
    let run = answered(answer(status, &[("location", "/elsewhere")], b"its reason"), &SEND).await;
    assert_eq!(run.code, Some(code), "{status}: {}", run.stderr);
    assert_eq!(run.text(), "", "{status}");
    for word in [&["error: ", "what to do: "], words].concat() {
        assert!(run.stderr.contains(word), "{status}: {word}: {}", run.stderr);
    }
}

#[tokio::test]
async fn another_credential_is_wanted() {
    told("401 Unauthorized", 4, &["401 Unauthorized", "the server said: its reason", "--help"]).await;
    told("403 Forbidden", 4, &["403 Forbidden", "its reason"]).await;
}

#[tokio::test]
async fn the_call_is_refused() {
    told("404 Not Found", 5, &["404 Not Found", "its reason", "base URL"]).await;
    told("422 Unprocessable Entity", 5, &["its reason", "--dry-run"]).await;
    told("429 Too Many Requests", 5, &["ask less often"]).await;
    let run = answered(answer("302 Found", &[("location", "http://127.0.0.1:1/elsewhere")], b""), &LIST).await;
    assert_eq!(run.code, Some(5), "{}", run.stderr);
}

#[tokio::test]
async fn what_the_document_says_of_a_refusal_is_told() {
    let run = answered(answer("404 Not Found", &[], b""), &["hopr", "pop-message", "--tag", "5"]).await;
    assert_eq!(run.code, Some(5), "{}", run.stderr);
    let table = switchboard::operation_tables().into_iter().find(|table| table.api.name == "hopr").unwrap();
    let (_, entry) = table.operations().find(|(_, entry)| entry.method == "pop_message").unwrap();
    let (_, meaning) = entry.answers.iter().find(|(status, _)| *status == "404").unwrap();
    assert!(run.stderr.contains(&format!("\nwhich means: {}\n", meaning.lines().next().unwrap())), "{}", run.stderr);
    let run = answered(answer("418 I'm a teapot", &[], b""), &["hopr", "pop-message", "--tag", "5"]).await;
    assert!(!run.stderr.contains("which means"), "{}", run.stderr);
}

#[tokio::test]
async fn the_server_failed() {
    told("500 Internal Server Error", 6, &["500 Internal", "its reason", "log"]).await;
    told("503 Service Unavailable", 6, &["503", "its reason"]).await;
}

#[tokio::test]
async fn the_command_line_is_wrong() {
    for line in [
        &[][..],
        &["nonsense"],
        &["slskd"],
        &["slskd", "nonsense"],
        &["slskd", "send-message"],
        &["slskd", "list-messages", "--username", ".."],
    ] {
        let run = switchboard().run(line).await.unwrap();
        assert_eq!((run.code, run.text().as_str()), (Some(2), ""), "{line:?}: {}", run.stderr);
        assert!(!run.stderr.is_empty(), "{line:?}");
    }
}

#[tokio::test]
async fn the_configuration_is_wrong() {
    for url in ["ftp://127.0.0.1", "127.0.0.1:5030", "http://127.0.0.1/?a=b", "nonsense"] {
        let run = switchboard().run(&[&LIST[..], &["--base-url", url]].concat()).await.unwrap();
        assert_eq!((run.code, run.text().as_str()), (Some(3), ""), "{url}: {}", run.stderr);
    }
    let run = switchboard().run(&[&LIST[..], &["--root-certificate", "nowhere.pem"]].concat()).await.unwrap();
    assert_eq!(run.code, Some(3), "{}", run.stderr);
    assert!(run.stderr.contains("nowhere.pem"), "{}", run.stderr);
}

#[tokio::test]
async fn nobody_listens() {
    let run = switchboard().run(&[&SEND[..], &["--base-url", "http://127.0.0.1:1"]].concat()).await.unwrap();
    assert_eq!(run.code, Some(7), "{}", run.stderr);
    assert!(run.stderr.contains("nothing was sent") && run.stderr.contains("--base-url"), "{}", run.stderr);
}

#[tokio::test]
async fn the_server_hangs_up_without_a_word() {
    let server = misbehaving::Server::start(|_| vec![Step::Close]).unwrap();
    let run = switchboard().run(&[&SEND[..], &["--base-url", server.url()]].concat()).await.unwrap();
    assert_eq!(run.code, Some(8), "{}", run.stderr);
    assert!(run.stderr.contains("look whether the server acted"), "{}", run.stderr);
    assert_eq!(server.take_received().len(), 1);
}

#[tokio::test]
async fn the_answer_makes_no_sense() {
    for body in [&b"{\"never\": "[..], b"<html>", b"\xff\xfe"] {
        let run = answered(typed("application/json; charset=utf-8", body), &LIST).await;
        assert_eq!((run.code, run.text().as_str()), (Some(9), ""), "{}", run.stderr);
        assert!(run.stderr.contains("no JSON") && run.stderr.contains("--output raw"), "{}", run.stderr);
    }
    let cut = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n[".to_vec();
    let run = answered(cut, &["slskd", "create-session", "--body", r#"{"username":"ann"}"#]).await;
    assert_eq!(run.code, Some(9), "{}", run.stderr);
}

#[tokio::test]
async fn help_and_version_are_no_failures() {
    for line in [
        &["--help"][..],
        &["--version"],
        &["slskd", "--help"],
        &["slskd", "send-message", "-h"],
        &["sandbox", "--help"],
    ] {
        let run = switchboard().run(line).await.unwrap();
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{line:?}");
        assert!(!run.text().is_empty());
    }
    let help = switchboard().run(&["--help"]).await.unwrap().text();
    for code in 0..=9 {
        assert!(help.contains(&format!("\n  {code}  ")), "{code}: {help}");
    }
}
