//! Bodies that were not made here: those of the fixtures, and what the stand-ins of the servers answer.

use std::collections::HashMap;

use fastrand::Rng;
use serde_json::{Value, json};
use switchboard::pieces_os::types::{SearchEngine, SearchEngines, SearchInput};
use switchboard::{convore, hopr, joinself, pieces_os, slskd};
use switchboard_sandbox as sandbox;
use switchboard_tests::fixtures;

use crate::calls::{Api, Asked, Convore, Hopr, Joinself, PiecesOs, Slskd};
use crate::seed;
use crate::specification::Specification;
use crate::survival::{Ways, survives};

/// Sees that each body, answered to its operation with its status, decodes however it is changed.
async fn bodies_survive<A: Api>(bodies: &[(&str, u16, Value)]) {
    let mut random = Rng::with_seed(seed());
    let asked = Asked::<A>::start().await;
    let answers = Specification::of(A::NAME).answers();
    let answers: HashMap<_, _> = answers.iter().map(|answer| ((answer.operation, answer.status), answer)).collect();
    for (operation, status, body) in bodies {
        let answer = answers[&(*operation, *status)];
        let decode = async |bytes| asked.decoded(answer, bytes).await;
        let text = match body {
            Value::String(text) if answer.media_type != "application/json" => text.clone(),
            other => other.to_string(),
        };
        let kept = decode(text.into_bytes()).await.unwrap_or_else(|why| panic!("{why}\n{body}"));
        survives(body, &kept, answer.schema, answer.media_type, Ways::All, &mut random, &decode).await;
    }
}

/// What a call was answered, byte for byte, with the operation and the status.
macro_rules! recorded {
    ($($operation:ident: $call:expr),+ $(,)?) => {
        vec![$({
            let answer = match $call.send_raw().await {
                Ok(answer) => (answer.status().as_u16(), answer.to_vec()),
                Err(error) => (error.status().unwrap().as_u16(), error.body().to_vec()),
            };
            let text = || String::from_utf8_lossy(&answer.1).into_owned().into();
            (stringify!($operation), answer.0, serde_json::from_slice::<Value>(&answer.1).unwrap_or_else(|_| text()))
        }),+]
    };
}

#[tokio::test]
async fn what_is_known_of_convore_survives() {
    let server = sandbox::convore::Server::start().await.unwrap();
    let client = convore::Client::builder().base_url(server.base_url()).api_key(server.api_key()).build().unwrap();
    let told = server.receive("bob@example.com", "lunch", "at noon?");
    let (minimal, full) = (fixtures::convore::minimal(), fixtures::convore::full());
    let mut bodies = recorded! {
        list_messages: client.list_messages(),
        get_message: client.get_message(&told.message_id),
        list_events: client.list_events(),
    };
    bodies.extend([
        ("list_messages", 200, json!({ "data": [minimal, full], "next_cursor": "b3BhcXVl", "total_count": 3 })),
        ("get_message", 200, minimal),
        ("update_message", 200, full),
    ]);
    bodies_survive::<Convore>(&bodies).await;
}

#[tokio::test]
async fn what_is_known_of_nodes_of_hopr_survives() {
    let server = sandbox::hopr::Server::start().await.unwrap();
    let client = hopr::Client::builder().base_url(server.base_url()).token(server.superuser_token()).build().unwrap();
    let stranger = hopr::Client::builder().base_url(server.base_url()).token("stranger").build().unwrap();
    for text in ["first", "second", "third"] {
        server.receive(Some(5), text);
    }
    let unknown = hopr::types::SendMessageRequest::new(5, "hi", "no peer");
    let mut bodies = recorded! {
        inbox_size: client.inbox_size(5),
        inbox_size: stranger.inbox_size(5),
        pop_message: client.pop_message(&hopr::types::PopMessageRequest::new(5)),
        pop_all_messages: client.pop_all_messages(&hopr::types::PopAllMessagesRequest::new(5)),
        send_message: client.send_message(&unknown),
    };
    let told = json!([{ "message": "Unsupported Content-Type text/plain" }]);
    bodies.extend([
        ("pop_message", 200, json!({ "tag": 5, "body": fixtures::hopr::LOSSY })),
        ("pop_message", 415, json!({ "status": 415, "errors": told })),
    ]);
    bodies_survive::<Hopr>(&bodies).await;
}

#[tokio::test]
async fn what_is_known_of_joinself_survives() {
    const PEER: &str = "1234567890";
    let server = sandbox::joinself::Server::start().await.unwrap();
    let client = joinself::Client::builder().base_url(server.base_url()).token(server.token()).build().unwrap();
    let stranger = joinself::Client::builder().base_url(server.base_url()).token("stranger").build().unwrap();
    server.add_connection("app", PEER);
    let jti = server.receive("app", PEER, "hello");
    let mut login = joinself::types::LoginRequest::default();
    login.username = Some(server.user_name().to_owned());
    let mut right = login.clone();
    right.password = Some(server.password().to_owned());
    let mut bodies = recorded! {
        list_messages: client.list_messages("app", PEER),
        list_messages: client.list_messages("app", "nobody"),
        list_messages: stranger.list_messages("app", PEER),
        get_message: client.get_message("app", PEER, &jti),
        login: client.login(&login),
        login: client.login(&right),
    };
    bodies.push(("send_message", 201, serde_json::from_str(fixtures::joinself::MESSAGE).unwrap()));
    bodies_survive::<Joinself>(&bodies).await;
}

#[tokio::test]
async fn what_is_known_of_pieces_os_survives() {
    let server = sandbox::pieces_os::Server::start().await.unwrap();
    let client = pieces_os::Client::builder();
    let client = client.base_url(server.base_url()).application(server.application_id()).build().unwrap();
    let id = server.receive("6a9a0a4e-5c0b-4d27-9f5c-0f0f4a0e8f11", "I am here to help");
    let mut engine = SearchEngine::new();
    engine.query = Some("help".to_owned());
    let search = SearchInput::new(SearchEngines::new(vec![engine]));
    let mut bodies = recorded! {
        health: client.health(),
        version: client.version(),
        list_messages: client.list_messages().transferables(true),
        get_message: client.get_message(&id).transferables(true),
        search_messages: client.search_messages(&search),
    };
    bodies.push(("get_message", 200, fixtures::pieces_os::nested(5)));
    bodies_survive::<PiecesOs>(&bodies).await;
}

#[tokio::test]
async fn what_is_known_of_slskd_survives() {
    let server = sandbox::slskd::Server::start().await.unwrap();
    let client = slskd::Client::builder().base_url(server.http_url()).api_key(server.api_key()).build().unwrap();
    server.receive("bob", "hello");
    let wrong = slskd::types::LoginRequest::new("nobody", "nothing");
    let right = slskd::types::LoginRequest::new(server.user_name(), server.password());
    let bodies = recorded! {
        is_authentication_enabled: client.is_authentication_enabled(),
        create_session: client.create_session(&right),
        create_session: client.create_session(&wrong),
        list_conversations: client.list_conversations(),
        get_conversation: client.get_conversation("bob").include_messages(true),
        get_conversation: client.get_conversation("nobody"),
        list_messages: client.list_messages("bob"),
    };
    bodies_survive::<Slskd>(&bodies).await;
}
