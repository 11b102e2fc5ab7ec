//! The ways to give a body.

use serde_json::{Value, json};

use crate::{refused, sent, switchboard};

const TO_BOB: [&str; 5] = ["slskd", "send-message", "--username", "bob", "--body"];
const TO_A_NODE: [&str; 2] = ["hopr", "send-message"];

fn parsed(body: &[u8]) -> Value {
    serde_json::from_slice(body).unwrap()
}

#[tokio::test]
async fn a_text_is_the_argument_or_what_a_file_or_the_input_holds() {
    let switchboard = switchboard().input("from the input\n");
    switchboard.write("text", "from a file\r\n").unwrap();
    switchboard.write("two lines", "one\ntwo\n\n").unwrap();
    for (argument, text) in [
        ("plain", "plain"),
        ("", ""),
        ("{\"no\": json}\n", "{\"no\": json}\n"),
        ("@text", "from a file"),
        ("@two lines", "one\ntwo\n"),
        ("-", "from the input"),
        ("@@bob: hello", "@bob: hello"),
        ("@@", "@"),
    ] {
        assert_eq!(parsed(&sent(&switchboard, &[&TO_BOB[..], &[argument]].concat()).await.body), text, "{argument}");
    }
}

#[tokio::test]
async fn a_text_that_begins_with_a_hyphen_is_no_flag_by_mistake() {
    let line = [&TO_BOB[..4], &["--body=- a list"]].concat();
    assert_eq!(parsed(&sent(&switchboard(), &line).await.body), "- a list");
    assert_eq!(parsed(&sent(&switchboard(), &[&TO_BOB[..], &["-5"]].concat()).await.body), "-5");
    // Whoever forgot the text does not send the next flag.
    refused(&[&TO_BOB[..], &["--dry-run"]].concat()).await;
}

#[tokio::test]
async fn a_file_that_is_not_there_is_told() {
    let said = refused(&[&TO_BOB[..], &["@nowhere"]].concat()).await;
    assert!(said.contains("nowhere cannot be read"), "{said}");
    let said = refused(&[&TO_BOB[..], &["@"]].concat()).await;
    assert!(said.contains("names no file"), "{said}");
}

#[tokio::test]
async fn a_file_that_is_no_text_is_no_message() {
    let switchboard = switchboard().input(b"\xff\xfe".to_vec());
    let run = switchboard.run(&[&TO_BOB[..], &["-", "--base-url", "http://127.0.0.1:1"]].concat()).await.unwrap();
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("not UTF-8"), "{}", run.stderr);
}

#[tokio::test]
async fn properties_make_a_body_and_replace_those_of_a_whole_one() {
    let whole = r#"{"tag":1,"body":"old","peerAddress":"peer","newerThanTheDocument":[null]}"#;
    let switchboard = switchboard().input(whole);
    switchboard.write("body.json", whole).unwrap();
    let flags = ["--field-body", "new", "--tag", "7"];
    let body = sent(&switchboard, &[&TO_A_NODE[..], &flags, &["--peer-address", "peer"]].concat()).await.body;
    assert_eq!(parsed(&body), json!({ "tag": 7, "body": "new", "peerAddress": "peer" }));

    for place in [whole, "@body.json", "-"] {
        let body = sent(&switchboard, &[&TO_A_NODE[..], &["--body", place]].concat()).await.body;
        assert_eq!(parsed(&body), parsed(whole.as_bytes()), "{place}");
        let merged = sent(&switchboard, &[&TO_A_NODE[..], &["--body", place], &flags].concat()).await.body;
        let expected = json!({ "tag": 7, "body": "new", "peerAddress": "peer", "newerThanTheDocument": [null] });
        assert_eq!(parsed(&merged), expected, "{place}");
    }
}

#[tokio::test]
async fn a_whole_body_is_the_callers_to_answer_for() {
    for body in ["{}", "[]", "null", "17"] {
        let sent = sent(&switchboard(), &[&TO_A_NODE[..], &["--body", body]].concat()).await;
        assert_eq!(sent.body, body.as_bytes());
        assert_eq!(sent.header("content-type"), Some("application/json"));
    }
}

#[tokio::test]
async fn a_property_that_is_missing_is_told_by_its_flag() {
    let said = refused(&[&TO_A_NODE[..], &["--tag", "7"]].concat()).await;
    assert!(said.contains("--field-body (string)") && said.contains("--peer-address (string)"), "{said}");
    assert!(!said.contains("--tag (") && said.contains("--body '{"), "{said}");
}

#[tokio::test]
async fn who_gives_a_text_where_a_whole_is_wanted_learns_of_the_other_flag() {
    for more in [&[][..], &["--tag", "7", "--peer-address", "peer"]] {
        for text in ["hello", "17"] {
            if text == "17" && more.is_empty() {
                continue;
            }
            let said = refused(&[&TO_A_NODE[..], &["--body", text], more].concat()).await;
            assert!(said.contains("--field-body"), "{said}");
        }
    }
}

#[tokio::test]
async fn a_text_that_is_needed_is_asked_for_with_how_to_give_it() {
    let said = refused(&TO_BOB[..4]).await;
    assert!(said.contains("--body <TEXT|@FILE|->"), "{said}");
}
