//! Does a base URL lead where it says, and does a wrong one say so?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use switchboard::Delivery;
use switchboard::slskd::Client;
use switchboard::slskd::operations::GetConversationError;
use switchboard_sandbox::slskd::Server as Sandbox;
use switchboard_tests::scripted::{Server, answer, json};

#[tokio::test]
async fn requests_follow_the_whole_base_url_with_or_without_a_slash_at_its_end() {
    for (path, target) in [
        ("", "/conversations"),
        ("/", "/conversations"),
        ("/api/v0", "/api/v0/conversations"),
        ("/api/v0/", "/api/v0/conversations"),
        ("/api/v0//", "/api/v0/conversations"),
        ("/behind/a/proxy/api/v0", "/behind/a/proxy/api/v0/conversations"),
        ("/behind/a/proxy/api/v0/", "/behind/a/proxy/api/v0/conversations"),
        ("/with%20space/%C3%A9", "/with%20space/%C3%A9/conversations"),
        ("/with space/é/", "/with%20space/%C3%A9/conversations"),
        ("/a|b^c[d]'e/", "/a|b^c[d]'e/conversations"),
        ("/{tenant}", "/%7Btenant%7D/conversations"),
        ("/a%2Fb/%2E", "/a%2Fb/conversations"),
        ("/up/../api", "/api/conversations"),
        // What is read from a file often ends in a line break, which URLs never hold.
        ("/api/v0\n", "/api/v0/conversations"),
    ] {
        let server = Server::start(vec![json("[]")]).await.unwrap();
        for origin in [server.url().to_owned(), server.url().replace("127.0.0.1", "localhost")] {
            let base_url = format!("{origin}{path}");
            let client = Client::builder().base_url(&base_url).build().unwrap();
            let outcome = client.list_conversations().include_inactive(true).send().await;
            assert!(outcome.is_ok(), "{base_url}: {outcome:?}");
            let sent: Vec<_> = server.take_received().iter().map(|sent| sent.request_line().to_owned()).collect();
            assert_eq!(sent, [format!("GET {target}?includeInactive=true HTTP/1.1")], "{base_url}");
        }
    }
}

#[test]
fn what_is_no_base_url_fails_when_the_client_is_built() {
    for (base_url, said) in [
        ("", "write it whole"),
        ("localhost:5030/api/v0", "scheme"),
        ("127.0.0.1:5030/api/v0", "write it whole"),
        ("/api/v0", "write it whole"),
        ("//localhost:5030/api/v0", "write it whole"),
        ("http://", "host"),
        ("http://:5030/", "host"),
        ("http://localhost:65536/", "port"),
        ("http://local host/", "write it whole"),
        ("http://[::1/", "write it whole"),
        ("http://300.0.0.1/", "write it whole"),
        ("ftp://localhost/", "scheme"),
        ("ws://localhost:5030/api/v0", "scheme"),
        ("unix:/run/slskd.sock", "scheme"),
        ("mailto:bob@localhost", "scheme"),
        ("http://bob@localhost/", "user name or password"),
        ("http://bob:secret@localhost/", "user name or password"),
        ("http://:secret@localhost/", "user name or password"),
        ("http://localhost/?key=secret", "query"),
        ("http://localhost/?", "query"),
        ("http://localhost/api/v0#secret", "fragment"),
        ("http://localhost/api/v0#", "fragment"),
    ] {
        let Err(error) = Client::builder().base_url(base_url).build() else {
            unreachable!("{base_url} was taken");
        };
        assert!(error.is_configuration(), "{base_url}: {error}");
        assert_eq!(error.delivery(), Delivery::NotSent, "{base_url}: {error}");
        assert_eq!(error.status(), None, "{base_url}: {error}");
        assert!(error.to_string().contains("base URL"), "{base_url}: {error}");
        assert!(error.to_string().contains(said), "{base_url}: {error}");
        assert!(!error.to_string().contains("secret"), "{base_url}: {error}");
    }
}

#[tokio::test]
async fn a_404_that_is_not_the_apis_own_says_that_the_prefix_may_be_missing() {
    for (content_type, body) in [
        ("text/html", "<html><body><h1>404 Not Found</h1></body></html>"),
        ("text/plain", "404 page not found"),
        ("application/json", ""),
        ("application/json", "[]"),
        ("application/json", "\"not found\""),
        ("application/json", "null"),
        ("application/json", "{\"title\": "),
        ("application/json", "{\"status\": \"no number\"}"),
    ] {
        let server =
            Server::start(vec![answer("404 Not Found", &[("content-type", content_type)], body.as_bytes())]).await;
        let server = server.unwrap();
        let client = Client::builder().base_url(server.url()).build().unwrap();
        let error = client.get_conversation("bob").send().await.unwrap_err();
        let what = format!("{content_type} {body:?}: {error}");
        assert!(error.is_status(), "{what}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(404), "{what}");
        assert_eq!(error.delivery(), Delivery::Rejected, "{what}");
        assert_eq!(error.body(), body.as_bytes(), "{what}");
        assert!(error.api_error().is_none(), "{what}");
        for said in ["`/api/v0`", server.url()] {
            assert!(error.to_string().contains(said), "{what}");
        }
    }
}

#[tokio::test]
async fn a_404_of_the_api_says_nothing_of_prefixes() {
    let problem = r#"{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.5","title":"Not Found","status":404}"#;
    let headers = [("content-type", "application/problem+json; charset=utf-8")];
    let server = Server::start(vec![answer("404 Not Found", &headers, problem.as_bytes())]).await.unwrap();
    let client = Client::builder().base_url(server.url()).build().unwrap();
    let error = client.get_conversation("bob").send().await.unwrap_err();
    assert!(error.is_status(), "{error}");
    assert!(!error.to_string().contains("/api/v0"), "{error}");
    let Some(GetConversationError::NotFound(said)) = error.api_error() else {
        unreachable!("{error}");
    };
    assert_eq!(said.title.as_deref(), Some("Not Found"));
}

#[tokio::test]
async fn other_statuses_say_nothing_of_prefixes() {
    for status in ["400 Bad Request", "401 Unauthorized", "410 Gone", "502 Bad Gateway"] {
        let server = Server::start(vec![answer(status, &[("content-type", "text/html")], b"<html>")]).await.unwrap();
        let client = Client::builder().base_url(server.url()).build().unwrap();
        let error = client.get_conversation("bob").send().await.unwrap_err();
        assert!(error.is_status(), "{status}: {error}");
        assert!(!error.to_string().contains("/api/v0"), "{status}: {error}");
    }
}

#[tokio::test]
async fn forgetting_the_prefix_is_told_by_a_real_application_and_a_missing_user_is_not_mistaken_for_it() {
    let server = Sandbox::start().await.unwrap();
    let origin = server.http_url().trim_end_matches("/api/v0").to_owned();
    let at = |base_url: String| Client::builder().base_url(base_url).api_key(server.api_key()).build().unwrap();

    let error = at(origin).get_conversation("nobody").send().await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404), "{error}");
    assert!(error.to_string().contains("`/api/v0`"), "{error}");

    let error = at(server.http_url()).get_conversation("nobody").send().await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404), "{error}");
    assert!(!error.to_string().contains("`/api/v0`"), "{error}");
}
