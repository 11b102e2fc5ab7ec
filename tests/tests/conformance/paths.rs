//! Can a name, whatever is in it, reach anything but its own segment of the path?

use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{TestCaseError, TestRunner};
use switchboard::{Delivery, Error, slskd};
use switchboard_sandbox::slskd::Server as Sandbox;
use switchboard_tests::misbehaving::{Server, Step};
use switchboard_tests::operations::{Arguments, Clients, Operation, Settings, all};
use switchboard_tests::scripted::kept_answer;

use crate::expected::assert_discreet;

/// Every parameter in the path of every operation that takes any text.
fn segments() -> Vec<(Operation, &'static str)> {
    let segments = |operation: Operation| operation.segments().into_iter().map(move |name| (operation, name));
    all().into_iter().flat_map(segments).collect()
}

/// A server that answers each call with an error, below the path of a base URL.
fn server() -> (Server, Clients) {
    let server = Server::start(|_| vec![Step::Send(kept_answer("500 Internal Server Error", &[], b"\"no\""))]).unwrap();
    let clients = Clients::new(&Settings::of(&format!("{}/api/v0", server.url()))).unwrap();
    (server, clients)
}

fn with(name: &'static str, value: &str) -> Arguments {
    Arguments { odd_segment: Some((name, value.to_owned())), ..Arguments::default() }
}

/// The parts of the request's path around the parameter, where all others are ordinary.
fn around(operation: &Operation, name: &str) -> (String, String) {
    let mut path = format!("{} /api/v0{}", operation.description.http_method, operation.description.path);
    for other in operation.segments().into_iter().filter(|other| *other != name) {
        path = path.replace(&format!("{{{other}}}"), "bob");
    }
    let path = path.replace("{id}", "7");
    let (before, after) = path.split_once(&format!("{{{name}}}")).unwrap();
    (before.to_owned(), after.to_owned())
}

/// The path of the one request that was sent, with its method.
fn sent(server: &Server) -> Option<String> {
    let received = server.take_received();
    let [request] = received.as_slice() else { return None };
    let target = request.request_line().strip_suffix(" HTTP/1.1")?;
    Some(target.split_once('?').map_or(target, |(path, _)| path).to_owned())
}

#[test]
fn every_operation_with_a_text_in_its_path_is_asked() {
    let names: Vec<&str> = segments().into_iter().map(|(_, name)| name).collect();
    let literal = |operation: &Operation| operation.description.path.matches('{').count();
    let numbers = all().iter().filter(|operation| operation.description.path.contains("{id}")).count();
    assert_eq!(names.len() + numbers, all().iter().map(literal).sum::<usize>());
}

/// The only names that no segment can carry.
fn must_be_refused(value: &str) -> bool {
    matches!(value, "" | "." | "..")
}

fn values() -> impl Strategy<Value = String> {
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
fn any_text_lands_in_its_own_segment_or_is_refused_unsent() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (server, clients) = runtime.block_on(async { server() });
    let config = ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() };
    let segments = segments();
    let property = |value: String| {
        for (operation, name) in &segments {
            let error = runtime.block_on(operation.call(&clients, &with(name, &value))).unwrap_err();
            check(operation, name, &value, &error, &server)?;
        }
        Ok(())
    };
    TestRunner::new(config).run(&values(), property).unwrap();
}

fn check(operation: &Operation, name: &str, value: &str, error: &Error, server: &Server) -> Result<(), TestCaseError> {
    let case = format!("{}, {name} = {value:?}", operation.name());
    if must_be_refused(value) {
        prop_assert!(error.is_refused(), "{case}: {error}");
        prop_assert_eq!(error.delivery(), Delivery::NotSent, "{}", case);
        prop_assert!(error.to_string().contains(&format!("`{name}`")), "{case}: {error}");
        prop_assert_eq!(server.take_received(), [], "{}", case);
        return Ok(());
    }
    let Some(sent) = sent(server) else { return Err(TestCaseError::fail(format!("{case}: not one request"))) };
    // What the placeholder became is whatever stands between the literal parts.
    let (before, after) = around(operation, name);
    let segment = sent.strip_prefix(&before).and_then(|rest| rest.strip_suffix(&after));
    let Some(segment) = segment else { return Err(TestCaseError::fail(format!("{case}: sent as {sent:?}"))) };
    let is_unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte);
    prop_assert!(segment.bytes().all(is_unreserved), "{case}: sent as {sent:?}");
    let decoded: Vec<u8> = percent_decode_str(segment).collect();
    prop_assert_eq!(decoded, value.as_bytes(), "{}: sent as {:?}", case, sent);
    Ok(())
}

#[tokio::test]
async fn names_that_move_plain_clients_elsewhere_are_sent_encoded() {
    let (server, clients) = server();
    for (value, encoded) in [
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
        for (operation, name) in segments() {
            let error = operation.call(&clients, &with(name, value)).await.unwrap_err();
            let (before, after) = around(&operation, name);
            let expected = format!("{before}{encoded}{after}");
            assert_eq!(sent(&server), Some(expected), "{}, {name} = {value:?}: {error}", operation.name());
        }
    }
}

#[tokio::test]
async fn names_that_no_path_can_carry_are_refused_before_anything_is_sent() {
    let (server, clients) = server();
    // A request target ends at 64 KiB; "." is not encoded, a slash is three times as long encoded.
    for value in ["", ".", "..", &"canary".repeat(12_000), &"/canary".repeat(10_000)] {
        for (operation, name) in segments() {
            let error = operation.call(&clients, &with(name, value)).await.unwrap_err();
            let case = format!("{}, {name} of {} bytes: {error}", operation.name(), value.len());
            assert!(error.is_refused(), "{case}");
            assert_eq!(error.delivery(), Delivery::NotSent, "{case}");
            assert!(error.to_string().contains(&format!("`{name}`")), "{case}");
            assert_discreet(&case, &error);
        }
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn closing_a_conversation_with_an_odd_name_never_closes_another() {
    let server = Sandbox::start().await.unwrap();
    server.receive("bob", "hello");
    server.receive("..", "hello from the odd one");
    let client = slskd::Client::builder().base_url(server.http_url()).api_key(server.api_key()).build().unwrap();

    let open = || async {
        let listed = client.list_conversations().send().await.unwrap().into_inner();
        let unread =
            |conversation: &slskd::types::Conversation| conversation.has_un_acknowledged_messages == Some(true);
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
