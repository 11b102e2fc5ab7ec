//! Can a user name, whatever is in it, reach anything but its own segment of the path?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::panic, reason = "a test that cannot go on has failed")]

use std::pin::Pin;

use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{TestCaseError, TestRunner};
use switchboard::slskd::Client;
use switchboard::{CallError, Delivery, Error, Response, RetryPolicy};
use switchboard_sandbox::slskd::Server as Sandbox;
use switchboard_tests::scripted::{Server, answer};

/// A call under way. The server answers each with an error.
type Failing = Pin<Box<dyn Future<Output = Error>>>;

/// Every operation that takes a user name: its request line, and the call.
fn calls(client: &Client, username: &str) -> Vec<(&'static str, Failing)> {
    vec![
        (
            "GET /api/v0/conversations/{username}?includeMessages=true HTTP/1.1",
            failure(client.get_conversation(username).include_messages(true).send()),
        ),
        ("POST /api/v0/conversations/{username} HTTP/1.1", failure(client.send_message(username, "hello").send())),
        ("PUT /api/v0/conversations/{username} HTTP/1.1", failure(client.acknowledge_conversation(username).send())),
        ("DELETE /api/v0/conversations/{username} HTTP/1.1", failure(client.close_conversation(username).send())),
        ("GET /api/v0/conversations/{username}/messages HTTP/1.1", failure(client.list_messages(username).send())),
        ("PUT /api/v0/conversations/{username}/7 HTTP/1.1", failure(client.acknowledge_message(username, 7).send())),
    ]
}

fn failure<T: 'static, E: 'static>(call: impl Future<Output = Result<Response<T>, CallError<E>>> + 'static) -> Failing {
    Box::pin(async move {
        match call.await {
            Ok(answer) => panic!("the server answers 500, not {}", answer.status()),
            Err(error) => error.into(),
        }
    })
}

async fn server() -> (Server, Client) {
    let server = Server::start(vec![answer("500 Internal Server Error", &[], b"\"no\"")]).await.unwrap();
    let client =
        Client::builder().base_url(format!("{}/api/v0", server.url())).retry(RetryPolicy::never()).build().unwrap();
    (server, client)
}

/// The only names that no segment can carry.
fn must_be_refused(username: &str) -> bool {
    matches!(username, "" | "." | "..")
}

fn names() -> impl Strategy<Value = String> {
    const PIECES: [&str; 30] = [
        ".",
        "..",
        "/",
        "\\",
        "%",
        "%2e",
        "%2E",
        "2e",
        "%2f",
        "%5C",
        "%00",
        "\0",
        " ",
        "\t",
        "\r\n",
        "\u{7f}",
        "\u{85}",
        "?",
        "#",
        ";",
        "&",
        "+",
        "{username}",
        "{id}",
        "messages",
        "é",
        "\u{202e}",
        "\u{feff}",
        "～",
        "𝄞",
    ];
    prop_oneof![
        prop::collection::vec(any::<char>(), 0..24).prop_map(String::from_iter),
        prop::collection::vec(select(&PIECES[..]), 0..5).prop_map(|pieces| pieces.concat()),
    ]
}

#[test]
fn any_name_lands_in_its_own_segment_or_is_refused_unsent() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (server, client) = runtime.block_on(server());
    let config = ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() };
    let property = |username: String| {
        for (line, call) in calls(&client, &username) {
            let error = runtime.block_on(call);
            check(&username, line, &error, &server)?;
        }
        Ok(())
    };
    TestRunner::new(config).run(&names(), property).unwrap();
}

fn check(username: &str, line: &str, error: &Error, server: &Server) -> Result<(), TestCaseError> {
    let sent: Vec<_> = server.take_received().iter().map(|request| request.request_line().to_owned()).collect();
    if must_be_refused(username) {
        prop_assert!(error.is_refused(), "{line} with {username:?}: {error}");
        prop_assert_eq!(error.delivery(), Delivery::NotSent, "{} with {:?}", line, username);
        prop_assert!(error.to_string().contains("`username`"), "{line} with {username:?}: {error}");
        prop_assert!(sent.is_empty(), "{line} with {username:?} was sent as {sent:?}");
        return Ok(());
    }
    prop_assert_eq!(sent.len(), 1, "{} with {:?}: {}", line, username, error);
    // What the placeholder became is whatever stands between the literal parts.
    let (before, after) = line.split_once("{username}").unwrap();
    let segment = sent[0].strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
    prop_assert!(segment.is_some(), "{line} with {username:?} was sent as {sent:?}");
    let segment = segment.unwrap();
    let is_unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte);
    prop_assert!(segment.bytes().all(is_unreserved), "{line} with {username:?} was sent as {sent:?}");
    let decoded: Vec<u8> = percent_decode_str(segment).collect();
    prop_assert_eq!(decoded, username.as_bytes(), "{} was sent as {:?}", line, sent);
    Ok(())
}

#[tokio::test]
async fn names_that_move_plain_clients_elsewhere_are_sent_encoded() {
    let (server, client) = server().await;
    for (username, segment) in [
        ("%2e%2e", "%252e%252e"),
        ("%2e", "%252e"),
        (".%2E", ".%252E"),
        ("%", "%25"),
        ("%zz", "%25zz"),
        ("a\\..\\b", "a%5C..%5Cb"),
        ("../bob", "..%2Fbob"),
        ("bob/..", "bob%2F.."),
        ("bob/messages", "bob%2Fmessages"),
        ("/", "%2F"),
        ("\\", "%5C"),
        ("...", "..."),
        (" ", "%20"),
        (". ", ".%20"),
        (".\t.", ".%09."),
        (".\n", ".%0A"),
        ("bob?includeMessages=false", "bob%3FincludeMessages%3Dfalse"),
        ("bob#", "bob%23"),
        ("bob;v=1", "bob%3Bv%3D1"),
        ("bob HTTP/1.1\r\nX-Smuggled: 1", "bob%20HTTP%2F1.1%0D%0AX-Smuggled%3A%201"),
        ("{username}", "%7Busername%7D"),
        ("bob\0", "bob%00"),
        ("Jörg", "J%C3%B6rg"),
        ("．．", "%EF%BC%8E%EF%BC%8E"),
        ("http://elsewhere.invalid/", "http%3A%2F%2Felsewhere.invalid%2F"),
    ] {
        for (line, call) in calls(&client, username) {
            let error = call.await;
            let sent: Vec<_> = server.take_received().iter().map(|request| request.request_line().to_owned()).collect();
            assert_eq!(sent, [line.replace("{username}", segment)], "{username:?}: {error}");
        }
    }
}

#[tokio::test]
async fn names_that_no_path_can_carry_are_refused_before_anything_is_sent() {
    let (server, client) = server().await;
    // A request target ends at 64 KiB; "." is not encoded, a slash is three times as long encoded.
    for username in ["", ".", "..", &"a".repeat(70_000), &"/".repeat(25_000)] {
        for (line, call) in calls(&client, username) {
            let error = call.await;
            let what = format!("{line} with {} bytes: {error}", username.len());
            assert!(error.is_refused(), "{what}");
            assert_eq!(error.delivery(), Delivery::NotSent, "{what}");
            assert!(error.to_string().contains("`username`"), "{what}");
            assert_eq!(server.take_received(), [], "{what}");
        }
    }
}

#[tokio::test]
async fn closing_a_conversation_with_an_odd_name_never_closes_another() {
    let server = Sandbox::start().await.unwrap();
    server.receive("bob", "hello");
    server.receive("..", "hello from the odd one");
    let client = Client::builder().base_url(server.http_url()).api_key(server.api_key()).build().unwrap();

    let open = || async {
        let listed = client.list_conversations().send().await.unwrap().into_inner();
        let unread = |conversation: &switchboard::slskd::types::Conversation| {
            conversation.has_un_acknowledged_messages == Some(true)
        };
        let mut open: Vec<_> =
            listed.into_iter().filter(unread).filter_map(|conversation| conversation.username).collect();
        open.sort();
        open
    };
    for username in ["..", ".", "", "bob/..", "../bob", "./bob", "bob/", "bob?", "bob#", "%62ob", "x/../bob", "BOB\\"] {
        let outcome = client.close_conversation(username).send().await;
        assert_eq!(open().await, ["..", "bob"], "closing {username:?}: {outcome:?}");
    }
    client.close_conversation("bob").send().await.unwrap();
    assert_eq!(open().await, [".."], "closing bob closes bob");
}
