use switchboard::slskd::operations::{GetConversationError, SendMessageError};
use switchboard::slskd::types::ProblemDetails;
use switchboard::{Delivery, Error};
use switchboard_tests::scripted::answer;

use crate::client_of;

const KEPT: usize = 64 * 1024;
const NOT_FOUND: &str = r#"{"type":"https://tools.ietf.org/html/rfc9110","title":"Not Found","status":404}"#;
const NGINX: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n";

/// Bytes that differ from place to place, so that a part of them can only be taken for the right part.
fn long_body(length: usize) -> Vec<u8> {
    (0_u32..).flat_map(u32::to_be_bytes).take(length).collect()
}

#[tokio::test]
async fn an_error_keeps_its_status_its_headers_and_the_beginning_of_its_body() {
    let json = Some("application/json");
    let cases: &[(&str, &str, Option<&str>, Vec<u8>)] = &[
        ("HTML of a proxy", "502 Bad Gateway", Some("text/html"), NGINX.into()),
        ("no body", "401 Unauthorized", None, Vec::new()),
        ("a bare JSON string", "500 Internal Server Error", json, br#""Soulseek is not connected""#.into()),
        ("an object of another kind", "404 Not Found", json, br#"{"status":"INVALID_INPUT"}"#.into()),
        ("an object without any declared field", "404 Not Found", json, br#"{"reason":"gone"}"#.into()),
        ("plain text", "503 Service Unavailable", Some("text/plain"), b"down for maintenance".into()),
        ("text without a content type", "400 Bad Request", None, b"no".into()),
        ("not UTF-8", "500 Internal Server Error", Some("text/plain"), b"caf\xE9 \xFF\xFE\0".into()),
        ("half of a JSON document", "500 Internal Server Error", json, br#"{"title":"#.into()),
        ("exactly what is kept", "500 Internal Server Error", None, long_body(KEPT)),
        ("one byte more than is kept", "500 Internal Server Error", None, long_body(KEPT + 1)),
        ("200 KiB", "500 Internal Server Error", None, long_body(200 * 1024)),
        ("a teapot", "418 I'm a teapot", Some("text/plain"), b"short and stout".into()),
        ("a status nobody registered", "593 Whatever", None, b"?".into()),
        ("a status of no class", "999 Request Denied", None, b"?".into()),
        ("a status without a reason", "422 ", None, b"?".into()),
    ];
    for (case, status, content_type, body) in cases {
        let mut headers = vec![("x-request-id", *case)];
        headers.extend(content_type.map(|kind| ("content-type", kind)));
        let (_server, client) = client_of(answer(status, &headers, body)).await;

        let error = client.get_conversation("bob").send().await.unwrap_err();
        assert!(error.is_status(), "{case}: {error:?}");
        assert_eq!(error.status().unwrap().as_str(), &status[..3], "{case}");
        assert_eq!(error.headers().unwrap()["x-request-id"], *case);
        assert_eq!(error.body().len(), body.len().min(KEPT), "{case}");
        assert!(body.starts_with(error.body()), "{case}");

        let plain = Error::from(error);
        assert_eq!(plain.status().unwrap().as_str(), &status[..3], "{case}, after `?`");
        assert_eq!(plain.body().len(), body.len().min(KEPT), "{case}, after `?`");
    }
}

#[tokio::test]
async fn an_error_whose_body_breaks_off_keeps_what_arrived() {
    for arrived in [0, 10, KEPT, KEPT + 10] {
        let whole = answer("500 Internal Server Error", &[], &long_body(200 * 1024));
        let (_server, client) = client_of(whole[..whole.len() - 200 * 1024 + arrived].to_vec()).await;

        let error = client.send_message("bob", "hello").send().await.unwrap_err();
        assert!(error.is_status(), "{arrived} bytes: {error:?}");
        assert_eq!(error.status().unwrap().as_u16(), 500, "{arrived} bytes");
        assert_eq!(error.body(), long_body(arrived.min(KEPT)), "{arrived} bytes");
    }
}

#[tokio::test]
async fn an_error_body_that_the_api_declares_is_typed_by_its_status() {
    let mut not_found = ProblemDetails::new();
    not_found.type_ = Some("https://tools.ietf.org/html/rfc9110".to_owned());
    not_found.title = Some("Not Found".to_owned());
    not_found.status = Some(404);
    let not_found = GetConversationError::NotFound(not_found);
    let failed = |text: &str| GetConversationError::InternalServerError(text.to_owned());

    let cases: &[(u16, Option<&str>, &[u8], GetConversationError)] = &[
        (404, Some("application/json"), NOT_FOUND.as_bytes(), not_found.clone()),
        (404, Some("application/problem+json; charset=utf-8"), NOT_FOUND.as_bytes(), not_found.clone()),
        (404, Some("text/plain"), NOT_FOUND.as_bytes(), not_found.clone()),
        (404, None, NOT_FOUND.as_bytes(), not_found),
        (500, Some("application/json"), br#""it \"broke\"""#, failed(r#"it "broke""#)),
        (500, Some("application/json"), b"\xEF\xBB\xBF\"it broke\"", failed("it broke")),
        (500, Some("application/json"), b"it broke", failed("it broke")),
        (500, Some("text/plain; charset=utf-8"), b"it broke", failed("it broke")),
        (500, Some("text/plain"), br#""quoted" by hand"#, failed(r#""quoted" by hand"#)),
        (500, Some("text/plain"), br#""in quotes""#, failed(r#""in quotes""#)),
        (500, None, b"it broke", failed("it broke")),
        (500, None, br#""it broke""#, failed("it broke")),
    ];
    for (status, content_type, body, expected) in cases {
        let case = format!("{status} {content_type:?} {}", crate::shown(body));
        let headers: Vec<_> = content_type.map(|kind| ("content-type", kind)).into_iter().collect();
        let (_server, client) = client_of(answer(&format!("{status} Error"), &headers, body)).await;

        let error = client.get_conversation("bob").send().await.unwrap_err();
        assert_eq!(error.api_error(), Some(expected), "{case}");
        assert_eq!(error.body(), *body, "{case}");
        assert_eq!(error.into_api_error().unwrap(), *expected, "{case}");
    }
}

#[tokio::test]
async fn an_error_body_of_another_shape_has_no_type_but_is_kept() {
    let json = "application/json";
    let cases: &[(u16, &str, &[u8])] = &[
        (400, json, br#"{"title":"undeclared for this operation"}"#),
        (401, json, br#"{"title":"declared without a body"}"#),
        (404, "text/html", b"<html>404</html>"),
        (404, json, b""),
        (404, json, b"null"),
        (404, json, b"[]"),
        (404, json, br#""text""#),
        (404, json, br#"{"status":"INVALID_INPUT"}"#),
        (404, json, br#"{"title":"#),
        (500, json, b""),
        (500, json, b"caf\xE9"),
        (502, json, br#""declared for 500 only""#),
    ];
    for (status, content_type, body) in cases {
        let case = format!("{status} {content_type} {}", crate::shown(body));
        let (_server, client) =
            client_of(answer(&format!("{status} Error"), &[("content-type", content_type)], body)).await;

        let error = client.get_conversation("bob").send().await.unwrap_err();
        assert_eq!(error.api_error(), None, "{case}");
        assert!(error.is_status(), "{case}: {error:?}");
        assert_eq!(error.body(), *body, "{case}");
        assert_eq!(error.into_api_error().unwrap_err().status().unwrap().as_u16(), *status, "{case}");
    }
}

#[tokio::test]
async fn a_404_that_is_not_the_apis_own_hints_at_the_prefix() {
    for (body, hints) in [("<html>no such page</html>", true), ("", true), (NOT_FOUND, false)] {
        let (server, client) = client_of(answer("404 Not Found", &[], body.as_bytes())).await;

        let message = client.get_conversation("bob").send().await.unwrap_err().to_string();
        assert_eq!(message.contains("/api/v0"), hints, "{body:?}: {message}");
        assert_eq!(message.contains(server.url()), hints, "{body:?}: {message}");
    }
}

#[tokio::test]
async fn a_404_of_the_api_gives_no_hint_where_its_answer_is_not_decoded() {
    for (media_type, body, hints) in
        [("text/html", "<html>no such page</html>", true), ("application/problem+json", NOT_FOUND, false)]
    {
        let (_server, client) =
            client_of(answer("404 Not Found", &[("content-type", media_type)], body.as_bytes())).await;

        let message = client.get_conversation("bob").send_raw().await.unwrap_err().to_string();
        assert_eq!(message.contains("/api/v0"), hints, "{body:?}: {message}");
    }
}

#[tokio::test]
async fn the_status_says_whether_the_server_may_have_acted() {
    let rejected = [400, 401, 403, 404, 405, 409, 413, 415, 418, 422, 429, 451, 499];
    let maybe_sent = [408, 500, 501, 502, 503, 504, 507, 593, 600, 999];
    let cases = rejected.map(|status| (status, Delivery::Rejected)).into_iter();
    for (status, delivery) in cases.chain(maybe_sent.map(|status| (status, Delivery::MaybeSent))) {
        let (server, client) = client_of(answer(&format!("{status} Error"), &[], b"")).await;

        let error = client.send_message("bob", "hello").send().await.unwrap_err();
        assert_eq!(error.delivery(), delivery, "{status}: {error}");
        assert_eq!(server.received().len(), 1, "{status}: a message is never repeated");
    }
}

#[tokio::test]
async fn a_message_that_could_not_be_sent_says_why_in_the_servers_words() {
    let why = "The server connection must be connected and logged in";
    let body = format!("{why:?}");
    let refusal = answer("500 Internal Server Error", &[("content-type", "application/json")], body.as_bytes());
    let (_server, client) = client_of(refusal).await;

    let error = client.send_message("bob", "hello").send().await.unwrap_err();
    assert_eq!(error.api_error(), Some(&SendMessageError::InternalServerError(why.to_owned())));
    assert!(!format!("{error} {error:?}").contains("logged in"), "servers repeat what they were sent: {error:?}");
}
