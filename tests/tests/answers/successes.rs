use switchboard::Delivery;
use switchboard_tests::scripted::answer;

use crate::{client_of, shown};

const CONVERSATIONS: &[u8] = br#"[{"username":"bob"}]"#;

#[tokio::test]
async fn any_2xx_with_the_declared_value_is_a_success() {
    for status in [200, 201, 202, 203, 206, 207, 226, 299] {
        let headers = [("content-type", "application/json"), ("x-request-id", "7")];
        let (_server, client) = client_of(answer(&format!("{status} Fine"), &headers, CONVERSATIONS)).await;

        let listed = client.list_conversations().send().await.unwrap_or_else(|error| panic!("{status}: {error}"));
        assert_eq!(listed.status().as_u16(), status);
        assert_eq!(listed.headers()["x-request-id"], "7", "{status}");
        assert_eq!(listed[0].username.as_deref(), Some("bob"), "{status}");
    }
}

#[tokio::test]
async fn any_2xx_is_a_success_where_no_value_is_declared() {
    for status in [200, 201, 202, 204, 205, 299] {
        let (_server, client) = client_of(answer(&format!("{status} Fine"), &[], b"")).await;

        let sent = client.send_message("bob", "hello").send().await;
        assert_eq!(sent.unwrap_or_else(|error| panic!("{status}: {error}")).status().as_u16(), status);
        let closed = client.close_conversation("bob").send().await;
        assert_eq!(closed.unwrap_or_else(|error| panic!("{status}: {error}")).status().as_u16(), status);
    }
}

#[tokio::test]
async fn a_broken_body_is_ignored_too_where_none_is_declared() {
    let compressed = answer("201 Created", &[("content-encoding", "gzip")], b"this is not gzip");
    let cut_off = b"HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\nshort".to_vec();
    for (what, answer) in [("compressed", compressed), ("cut off", cut_off)] {
        let (_server, client) = client_of(answer).await;
        let sent = client.send_message("bob", "hello").send().await;
        assert_eq!(sent.unwrap_or_else(|error| panic!("{what}: {error}")).status(), 201, "{what}");
    }
}

#[tokio::test]
async fn a_body_is_ignored_where_none_is_declared() {
    let bodies: [&[u8]; 5] = [b"{", b"<html>hi</html>", b"\xFF\xFE\0", br#"{"id":1}"#, &[b' '; 100_000]];
    for body in bodies {
        for content_type in ["application/json", "text/html"] {
            let (_server, client) = client_of(answer("201 Created", &[("content-type", content_type)], body)).await;

            let sent = client.send_message("bob", "hello").send().await;
            assert_eq!(sent.unwrap_or_else(|error| panic!("{}: {error}", shown(body))).status().as_u16(), 201);
        }
    }
}

#[tokio::test]
async fn an_empty_body_where_a_value_is_declared_is_a_clear_decode_error() {
    for (status, content_type, body) in [
        ("200 OK", Some("application/json"), ""),
        ("200 OK", None, ""),
        ("201 Created", Some("text/html"), ""),
        ("202 Accepted", None, ""),
        ("204 No Content", None, ""),
        ("200 OK", Some("application/json"), "\u{FEFF}"),
    ] {
        let headers: Vec<_> = content_type.map(|kind| ("content-type", kind)).into_iter().collect();
        let (_server, client) = client_of(answer(status, &headers, body.as_bytes())).await;

        let error = client.list_conversations().send().await.unwrap_err();
        let message = error.to_string();
        assert!(error.is_decode(), "{status}: {error:?}");
        assert_eq!(error.delivery(), Delivery::Accepted, "{status}");
        assert_eq!(error.decode_path(), None, "{status}");
        assert_eq!(error.status().unwrap().as_str(), &status[..3]);
        for part in ["list_conversations", "GET /conversations", "is empty", status] {
            assert!(message.contains(part), "{status} {content_type:?}: no {part:?} in {message:?}");
        }
    }
}

#[tokio::test]
async fn right_json_decodes_under_a_wrong_content_type() {
    let kinds = ["text/plain", "text/html; charset=utf-8", "application/octet-stream", "text/json", "nonsense", ""];
    for kind in kinds.into_iter().map(Some).chain([None]) {
        let headers: Vec<_> = kind.map(|kind| ("content-type", kind)).into_iter().collect();
        let (_server, client) = client_of(answer("200 OK", &headers, CONVERSATIONS)).await;

        let listed = client.list_conversations().send().await.unwrap_or_else(|error| panic!("{kind:?}: {error}"));
        assert_eq!(listed[0].username.as_deref(), Some("bob"), "{kind:?}");
    }
}

#[tokio::test]
async fn a_page_of_html_in_place_of_json_is_called_what_it_is() {
    let page = b"<html><body>Log in to the guest network</body></html>";
    let (_server, client) = client_of(answer("200 OK", &[("content-type", "text/html")], page)).await;

    let error = client.list_conversations().send().await.unwrap_err();
    assert!(error.is_decode(), "{error:?}");
    assert!(error.to_string().contains("Content-Type"), "{error}");
    assert_eq!(error.body(), page);
}
