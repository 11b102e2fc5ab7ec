//! The same questions to every operation of every generated client.

use std::time::Duration;

use switchboard::{RetryPolicy, convore, hopr, joinself, pieces_os, slskd};
use switchboard_tests::misbehaving::{Server, Step};
use switchboard_tests::operations::{Arguments, Clients, Operation, Settings, all};
use switchboard_tests::scripted::{head, kept_answer};

use crate::api::assert_discreet;
use crate::canaries::{self, CALL_HEADER, HEADER_KEY, MESSAGE, ROOM, SEARCH, echo, echo_as_json};
use crate::capture;

/// Says which answer a call gets.
const ANSWER: &str = "x-answer";

/// Answers that repeat whatever was sent.
fn answers(operation: &Operation) -> Vec<(&'static str, Vec<Step>)> {
    let (echo, json) = (echo(), echo_as_json());
    let kept = |status: &str, headers: &[(&str, &str)], body: &str| {
        vec![Step::Send(kept_answer(status, headers, body.as_bytes()))]
    };
    let closed = |bytes: String| vec![Step::Send(bytes.into_bytes()), Step::Close];
    let own = operation.answer.body.replace("canarytext", "canarymessage");
    vec![
        ("an error", kept(&format!("500 {echo}"), &[("x-canaryuser", &echo), ("set-cookie", &echo)], &json)),
        ("a refusal", kept("401 Unauthorized", &[("www-authenticate", &echo)], &echo)),
        ("an unknown status", kept(&format!("593 {echo}"), &[("content-type", &echo)], &echo)),
        (
            "a redirect",
            kept("307 Away", &[("location", &format!("http://canaryuser:canarypassword@127.0.0.1/{json}"))], &echo),
        ),
        ("a success", kept(&format!("200 {echo}"), &[("set-cookie", &echo), ("content-type", &echo)], &own)),
        ("a success of another form", kept("200 OK", &[("content-type", "application/json")], &format!("[[{json}]]"))),
        ("an early hint", closed(String::from_utf8_lossy(&head("103 Early Hints", &[("link", &echo)])).into_owned())),
        ("no HTTP", closed(format!("{echo}\r\n\r\n"))),
        ("no gzip", kept("200 OK", &[("content-encoding", "gzip")], &echo)),
        ("a cut body", closed(format!("HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n{echo}"))),
        ("no chunk", closed(format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{echo}\r\n"))),
        ("a reset", vec![Step::Reset]),
    ]
}

#[test]
fn no_operation_tells_its_credential_its_message_or_what_the_server_repeats_of_them() {
    capture::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        for operation in all() {
            let answers = answers(&operation);
            let scripts: Vec<Vec<Step>> = answers.iter().map(|(_, script)| script.clone()).collect();
            let server = Server::start(move |request| {
                let number: usize = request.received.header(ANSWER).unwrap().parse().unwrap();
                scripts[number].clone()
            })
            .unwrap();
            let settings = Settings {
                secret: HEADER_KEY.to_owned(),
                retry: RetryPolicy::new().backoff(Duration::ZERO, Duration::ZERO),
                ..Settings::of(server.url())
            };
            let clients = Clients::new(&settings).unwrap();
            canaries::assert_absent("clients", &format!("{clients:?} {clients:#?}"));
            for (number, (case, _)) in answers.iter().enumerate() {
                let arguments = Arguments {
                    segment: ROOM.to_owned(),
                    odd_segment: None,
                    text: MESSAGE.to_owned(),
                    headers: vec![("x-note", CALL_HEADER.to_owned()), (ANSWER, number.to_string())],
                };
                if let Err(error) = operation.call(&clients, &arguments).await {
                    assert_discreet(&format!("{}, {case}", operation.name()), error);
                }
            }
            // What the failures are measured by: all of it was sent.
            let received = server.take_received();
            assert!(received.len() >= answers.len(), "{}", operation.name());
            let is_tried_again = received.len() > answers.len();
            assert_eq!(is_tried_again, operation.description.idempotent, "{}", operation.name());
            let request = &received[0];
            assert_eq!(request.header("x-note"), Some(CALL_HEADER), "{}", operation.name());
            let is_keyed = request.head.iter().any(|line| line.ends_with(HEADER_KEY));
            assert_eq!(is_keyed, !operation.description.security.is_empty(), "{}", operation.name());
            let body = String::from_utf8_lossy(&request.body);
            assert_eq!(body.contains("canarymessage"), operation.carries_text, "{}", operation.name());
        }
    });
    // What is left of the connections is logged when they end.
    drop(runtime);
    capture::assert_clean();
}

#[tokio::test]
async fn no_builder_and_no_call_under_construction_tells_what_it_holds() {
    capture::start();
    let absent = |what: &dyn std::fmt::Debug| canaries::assert_absent("Debug", &format!("{what:?} {what:#?}"));
    absent(&convore::Client::builder().api_key(HEADER_KEY));
    absent(&hopr::Client::builder().token(HEADER_KEY).token_as_user(HEADER_KEY, HEADER_KEY));
    absent(&hopr::Client::builder().socket_token_in_query(HEADER_KEY));
    absent(&joinself::Client::builder().token(HEADER_KEY).sign_in(HEADER_KEY, HEADER_KEY));
    absent(&pieces_os::Client::builder().application(HEADER_KEY));
    absent(&slskd::Client::builder().api_key(HEADER_KEY).token(HEADER_KEY).sign_in(HEADER_KEY, HEADER_KEY));

    let clients = Clients::new(&Settings::of("http://127.0.0.1:9")).unwrap();
    absent(&clients.slskd.send_message(ROOM, MESSAGE).header("x-note", CALL_HEADER));
    absent(&clients.convore.send_message(&convore::types::SendMessageRequest::new(MESSAGE)));
    absent(&clients.convore.list_messages().conversation_id(ROOM).cursor(SEARCH));
    absent(&clients.hopr.send_message(&hopr::types::SendMessageRequest::new(1, MESSAGE, ROOM)));
    absent(&clients.joinself.send_message(ROOM, ROOM, &joinself::types::SendMessageRequest::new(MESSAGE)));
    absent(&clients.pieces_os.get_message(ROOM));
    absent(&clients.hopr.message_socket().header("x-note", CALL_HEADER));
    absent(&clients.pieces_os.message_identifiers().header("x-note", CALL_HEADER));
}
