//! The values of flags.

use serde_json::{Value, json};

use crate::{refused, sent, switchboard};

/// The query of what is sent.
async fn query(arguments: &[&str]) -> String {
    let request = sent(&switchboard(), arguments).await;
    let target = request.request_line().split(' ').nth(1).unwrap();
    target.split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default()
}

#[tokio::test]
async fn a_flag_alone_is_true_and_others_say_it() {
    let list = ["pieces-os", "list-messages"];
    for (argument, expected) in [
        (&["--transferables"][..], "transferables=true"),
        (&["--transferables", "true"], "transferables=true"),
        (&["--transferables=false"], "transferables=false"),
        (&[], ""),
    ] {
        assert_eq!(query(&[&list[..], argument].concat()).await, expected);
    }
    let said = refused(&[&list[..], &["--transferables", "perhaps"]].concat()).await;
    assert!(said.contains("--transferables is neither true nor false"), "{said}");
}

#[tokio::test]
async fn integers_are_integers() {
    let list = ["convore", "list-messages", "--limit"];
    for number in ["0", "-5", "9223372036854775807"] {
        assert_eq!(query(&[&list[..], &[number]].concat()).await, format!("limit={number}"));
    }
    for word in ["", "ten", "1.5", "0x10", "99999999999999999999"] {
        let said = refused(&[&list[..], &[word]].concat()).await;
        assert!(said.contains("--limit is no integer"), "{said}");
    }
}

#[tokio::test]
async fn a_list_is_given_by_giving_its_flag_again() {
    let message = ["hopr", "send-message", "--tag", "1", "--field-body", "b", "--peer-address", "p"];
    let sent = sent(&switchboard(), &[&message[..], &["--path", "x", "--path", "y,z"]].concat()).await;
    assert_eq!(serde_json::from_slice::<Value>(&sent.body).unwrap()["path"], json!(["x", "y,z"]));
    let types = ["--types", "message_updated", "--types", "brand_new"];
    let query = query(&[&["convore", "list-events"], &types[..]].concat()).await;
    assert!(query.contains("message_updated") && query.contains("brand_new"), "{query}");
}

#[tokio::test]
async fn values_that_the_document_does_not_name_are_taken() {
    let query = query(&["convore", "list-messages", "--format", "newer-than-the-document"]).await;
    assert_eq!(query, "format=newer-than-the-document");
}

#[tokio::test]
async fn any_text_stays_in_its_segment() {
    for (name, segment) in [("a/b c", "a%2Fb%20c"), ("é?#%", "%C3%A9%3F%23%25"), ("...", "...")] {
        let request = sent(&switchboard(), &["slskd", "list-messages", "--username", name]).await;
        assert_eq!(request.request_line(), format!("GET /conversations/{segment}/messages HTTP/1.1"));
    }
    for name in ["..", ".", ""] {
        let said = refused(&["slskd", "list-messages", "--username", name]).await;
        assert!(said.contains("`username`"), "{said}");
    }
    let request = sent(&switchboard(), &["slskd", "list-messages", "--username=-v"]).await;
    assert_eq!(request.request_line(), "GET /conversations/-v/messages HTTP/1.1");
    let request = sent(&switchboard(), &["slskd", "list-messages", "--username", "-5"]).await;
    assert_eq!(request.request_line(), "GET /conversations/-5/messages HTTP/1.1");
}

#[tokio::test]
async fn what_is_no_flag_or_given_twice_is_refused() {
    for arguments in [
        &["slskd", "list-messages", "--user", "bob"][..],
        &["slskd", "list-messages", "--username", "bob", "--username", "ann"],
        &["slskd", "list-messages"],
        &["slskd", "list-mesages", "--username", "bob"],
        &["slskd", "list-messages", "--username", "bob", "--dry-run", "--curl"],
    ] {
        refused(arguments).await;
    }
}
