//! Is there a plausible answer of every operation, which its own client takes without a loss?

use std::io::{Read, Write};
use std::net::TcpStream;

use futures_util::StreamExt as _;
use http::Request;
use serde_json::Value;
use switchboard::{convore, joinself, slskd};
use switchboard_core::generated::Bytes;
use switchboard_tests::operations::{self, Arguments};

use crate::table::{Servers, Told};

/// Sends a request as it was received, and gives media type and body of the answer.
fn replayed(request: &Request<Bytes>) -> (String, String) {
    let authority = request.uri().authority().unwrap().as_str();
    let mut stream = TcpStream::connect(authority).unwrap();
    let path = request.uri().path_and_query().unwrap();
    let mut head = format!("{} {path} HTTP/1.1\r\nconnection: close\r\n", request.method());
    for (name, value) in request.headers() {
        head += &format!("{name}: {}\r\n", value.to_str().unwrap());
    }
    stream.write_all(format!("{head}\r\n").as_bytes()).unwrap();
    stream.write_all(request.body()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let media_type = head.lines().find_map(|line| line.strip_prefix("content-type: ")).unwrap_or_default();
    (media_type.to_owned(), body.to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_takes_its_example_and_loses_nothing_of_it() {
    let servers = Servers::start();
    let mut asked = 0;
    for operation in operations::all() {
        let name = operation.name();
        let told = Told::default();
        let mock = servers.mock(&operation, &told);
        let success = operation.call(&servers.clients(&operation), &Arguments::default()).await;
        let success = success.unwrap_or_else(|error| panic!("{name}: {error}"));
        mock.assert();
        let request = told.seen.lock().unwrap().clone().unwrap();
        let (media_type, body) = replayed(&request);
        let expected = match media_type.as_str() {
            "" => Value::Null,
            text if text.starts_with("text/") => Value::String(body.clone()),
            _ => serde_json::from_str(&body).unwrap(),
        };
        assert_eq!(success.value, expected, "{name}");
        assert_eq!(operation.description.answers_with_body, !body.is_empty(), "{name}");
        mock.assert_calls(2);
        mock.delete();
        asked += 1;
    }
    let sockets = operations::sockets().len();
    assert_eq!(asked + sockets, operations::described().len(), "every operation is in the tables");
}

#[tokio::test]
async fn a_mock_that_is_told_nothing_answers_with_the_example() {
    let server = slskd::mock::Server::start();
    let mock = server.get_conversation(|_, _| {});
    let client = server.client_builder().api_key("any").build().unwrap();
    let conversation = client.get_conversation("bob").send().await.unwrap();
    assert_eq!((conversation.status().as_u16(), conversation.is_active), (200, Some(true)));
    mock.assert();
}

#[tokio::test]
async fn a_list_of_examples_ends() {
    let server = convore::mock::Server::start();
    let mock = server.list_messages(|_, _| {});
    server.list_events(|_, _| {});
    let client = server.client_builder().api_key("any").build().unwrap();
    assert_eq!(client.list_messages().items().map(Result::unwrap).count().await, 1);
    assert_eq!(client.list_events().items().map(Result::unwrap).count().await, 1);
    mock.assert();

    let server = joinself::mock::Server::start();
    server.list_messages(|_, _| {});
    let client = server.client_builder().token("any").build().unwrap();
    assert_eq!(client.list_messages("app", "connection").items().map(Result::unwrap).count().await, 1);
}

#[tokio::test]
async fn a_client_signs_in_with_the_example_of_a_token() {
    let server = slskd::mock::Server::start();
    let tokens = server.create_session(|when, _| {
        when.body(&slskd::types::LoginRequest::new("user", "password"));
    });
    let conversations = server.list_conversations(|when, _| {
        when.header("authorization", "Bearer token");
    });
    let client = server.client_builder().sign_in("user", "password").build().unwrap();
    client.list_conversations().send().await.unwrap();
    client.list_conversations().send().await.unwrap();
    tokens.assert();
    conversations.assert_calls(2);
}
