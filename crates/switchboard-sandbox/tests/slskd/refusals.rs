//! How are requests refused that make no sense?

use reqwest::Method;
use switchboard_sandbox::slskd::Server;

use crate::caller::{Caller, assert_empty, json};

#[tokio::test]
async fn an_unknown_path_is_404_with_no_body_and_asks_for_no_credentials() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for path in ["/rooms/joined", "/conversations/bob/messages/1", "", "/session/x"] {
        assert_empty(caller.get(path).await, 404).await;
        assert_empty(caller.anonymous(Method::GET, path).send().await.unwrap(), 404).await;
    }
}

#[tokio::test]
async fn a_known_path_with_another_method_is_405_and_says_what_is_allowed() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for (method, path, allowed) in [
        (Method::POST, "/conversations", "GET"),
        (Method::PATCH, "/conversations/bob", "DELETE, GET, POST, PUT"),
        (Method::GET, "/conversations/bob/17", "PUT"),
        (Method::DELETE, "/conversations/bob/messages", "GET, PUT"),
        (Method::DELETE, "/session", "GET, POST"),
    ] {
        let response = caller.request(method, path).send().await.unwrap();
        assert_eq!(response.headers()["allow"], allowed, "{path}");
        assert_empty(response, 405).await;
    }
}

#[tokio::test]
async fn an_id_that_is_no_32_bit_integer_is_400_with_an_error_for_it() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for id in ["abc", "1.5", "2147483648", "messages"] {
        let response = caller.put(&format!("/conversations/bob/{id}")).await;
        assert_eq!(response.status(), 400, "{id}");
        let problem = json(response).await;
        assert_eq!(problem["status"], 400);
        assert!(problem["errors"]["id"][0].as_str().unwrap().contains(id));
    }
}

#[tokio::test]
async fn names_and_values_of_a_query_are_read_in_any_case() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    caller.send("bob", "hello").await;
    assert_eq!(caller.delete("/conversations/bob").await.status(), 204);
    let listed = caller.json("/conversations?INCLUDEinactive=True").await;
    assert_eq!(listed.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_boolean_of_a_query_that_is_none_is_400_with_an_error_for_it() {
    let server = Server::start().await.unwrap();
    server.receive("bob", "hello");
    let caller = Caller::of(&server);
    for (path, field) in [
        ("/conversations?includeInactive=1", "includeInactive"),
        ("/conversations?unAcknowledgedOnly=yes", "unAcknowledgedOnly"),
        ("/conversations/bob?includemessages=", "includeMessages"),
        ("/conversations/bob/messages?unAcknowledgedOnly=on", "unAcknowledgedOnly"),
    ] {
        let response = caller.get(path).await;
        assert_eq!(response.status(), 400, "{path}");
        assert!(json(response).await["errors"][field].is_array(), "{path}");
    }
}

#[tokio::test]
async fn parameters_a_server_does_not_know_are_ignored() {
    let server = Server::start().await.unwrap();
    assert!(Caller::of(&server).json("/conversations?page=2").await.is_array());
}
