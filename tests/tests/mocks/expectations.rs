//! What can a mock expect beside the path?

use switchboard::slskd;
use switchboard::{convore, hopr};

fn slskd_client(server: &slskd::mock::Server) -> slskd::Client {
    server.client_builder().api_key("secret").build().unwrap()
}

#[tokio::test]
async fn a_query_parameter_is_expected_or_may_be_anything() {
    let server = slskd::mock::Server::start();
    let client = slskd_client(&server);
    let inactive = server.list_conversations(|when, _| {
        when.include_inactive(true);
    });
    let others = server.list_conversations(|_, _| {});
    client.list_conversations().include_inactive(true).un_acknowledged_only(true).send().await.unwrap();
    inactive.assert();
    client.list_conversations().include_inactive(false).send().await.unwrap();
    client.list_conversations().send().await.unwrap();
    inactive.assert();
    others.assert_calls(2);
}

#[tokio::test]
async fn text_in_the_query_is_compared_as_it_is_sent() {
    let server = convore::mock::Server::start();
    let client = server.client_builder().api_key("any").build().unwrap();
    let odd = "a b&cursor=c+d%20é";
    let mock = server.list_messages(|when, then| {
        when.cursor(odd).limit(5).format(convore::types::MessageFormat::Minimal);
        then.example();
    });
    let call = client.list_messages().format(convore::types::MessageFormat::Minimal);
    assert_eq!(call.clone().cursor("a b").limit(5).send().await.unwrap_err().status().unwrap(), 404);
    assert_eq!(call.clone().cursor(odd).limit(6).send().await.unwrap_err().status().unwrap(), 404);
    call.cursor(odd).limit(5).send().await.unwrap();
    mock.assert();
}

#[tokio::test]
async fn json_is_compared_by_what_it_says() {
    let server = hopr::mock::Server::start();
    let client = server.client_builder().token("any").build().unwrap();
    let mut message = hopr::types::SendMessageRequest::new(1, "hi \"there\" é", "peer");
    message.path = Some(vec!["a".to_owned(), "b".to_owned()]);
    let mock = server.send_message(|when, then| {
        when.body(&message);
        then.accepted("challenge");
    });
    assert_eq!(**client.send_message(&message).send().await.unwrap(), *"challenge");

    let mut without_path = message.clone();
    without_path.path = None;
    let mut turned = message.clone();
    turned.path = Some(vec!["b".to_owned(), "a".to_owned()]);
    for other in [without_path, turned, hopr::types::SendMessageRequest::new(1, "hi", "peer")] {
        assert_eq!(client.send_message(&other).send().await.unwrap_err().status().unwrap(), 404, "{other:?}");
    }
    mock.assert();
}

#[tokio::test]
async fn a_body_that_is_one_json_string_is_expected_as_text() {
    let server = slskd::mock::Server::start();
    let client = slskd_client(&server);
    let mock = server.send_message(|when, then| {
        when.username("bob").body("\"hi\"\n");
        when.matches(|request| request.body() == r#""\"hi\"\n""#);
        then.created();
    });
    assert!(client.send_message("bob", "hi").send().await.is_err());
    assert_eq!(client.send_message("bob", "\"hi\"\n").send().await.unwrap().status(), 201);
    mock.assert();
}

#[tokio::test]
async fn a_credential_is_looked_at_where_a_mock_is_told_to() {
    let server = slskd::mock::Server::start();
    server.list_conversations(|when, _| {
        when.header("x-api-key", "secret");
    });
    server.list_conversations(|_, then| {
        then.unauthorized();
    });
    slskd_client(&server).list_conversations().send().await.unwrap();
    let stranger = server.client_builder().api_key("other").build().unwrap();
    assert_eq!(stranger.list_conversations().send().await.unwrap_err().status().unwrap(), 401);
}

#[tokio::test]
async fn a_condition_of_ones_own_sees_the_request_as_it_came() {
    let server = slskd::mock::Server::start();
    let client = slskd_client(&server);
    let mock = server.send_message(|when, _| {
        when.matches(|request| request.uri().path() == "/api/v0/conversations/a%20b" && request.body().len() > 4);
    });
    assert!(client.send_message("a b", "hi").send().await.is_err());
    client.send_message("a b", "hello").send().await.unwrap();
    mock.assert();
}

#[test]
#[should_panic(expected = "no client sends what is expected")]
fn what_no_client_would_send_is_refused_at_once() {
    let server = slskd::mock::Server::start();
    server.get_conversation(|when, _| {
        when.username("..");
    });
}
