use axum::Router;
use axum::http::StatusCode;
use axum::routing::post;
use switchboard::IncomingMessage as _;
use switchboard::joinself::extras::{WEBHOOK_LIMIT, Webhook};
use switchboard_sandbox::joinself::Server;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::raw;

const APP: &str = "app";
const PEER: &str = "1234567890";
/// A text that must turn up in no error.
const CANARY: &str = "canary-7f3a";

/// A program with an endpoint: its origin, and what it is told.
async fn endpoint() -> (String, UnboundedReceiver<Webhook>) {
    let (told, hears) = unbounded_channel();
    let take = move |webhook: Webhook| {
        let told = told.clone();
        async move {
            told.send(webhook).unwrap();
            StatusCode::NO_CONTENT
        }
    };
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/hook", post(take))).await });
    (origin, hears)
}

#[tokio::test]
async fn what_the_server_posts_arrives_and_can_be_fetched_from_it() {
    let (origin, mut hears) = endpoint().await;
    let server = Server::builder().message_notification_url(format!("{origin}/hook")).start().await.unwrap();
    let jti = server.receive(APP, PEER, "one <&> two");
    let Some(Webhook::Message(told)) = hears.recv().await else { panic!("it told of no message") };
    assert_eq!((told.app_id.as_str(), told.connection_id.as_str(), told.jti.as_str()), (APP, PEER, jti.as_str()));
    assert_eq!((told.message.text(), told.message.sender()), ("one <&> two", Some(PEER)));
    let client =
        switchboard::joinself::Client::builder().base_url(server.base_url()).token(server.token()).build().unwrap();
    let held = client.get_message(&told.app_id, &told.connection_id, &told.jti).send().await.unwrap();
    assert_eq!(*held, told.message);
}

#[tokio::test]
async fn what_is_no_webhook_call_is_refused_with_a_status_and_a_sentence() {
    let (origin, mut hears) = endpoint().await;
    let (json, text) = ("content-type: application/json; charset=utf-8", "content-type: text/plain");
    let large = vec![b' '; WEBHOOK_LIMIT + 1];
    let wrong = format!(r#"{{"typ":"message","uri":"/{CANARY}","data":"{CANARY}"}}"#);
    let cases: [(&str, &[u8], u16, &str); 4] = [
        (text, b"{}", 415, "a webhook call has a body of application/json"),
        (json, &large, 413, "the body of the webhook call is larger than 1048576 bytes"),
        (json, b"{", 400, "the body of the webhook call is not understood: the JSON ends too early at line 1 column 1"),
        (
            json,
            wrong.as_bytes(),
            400,
            "the body of the webhook call is not understood: at `data`: expected struct Message, found string",
        ),
    ];
    for (header, body, status, sentence) in cases {
        let answer = raw(&origin, &format!("POST /hook HTTP/1.1\r\n{header}"), body).await;
        assert_eq!(answer, (status, sentence.to_owned()));
    }
    assert!(hears.try_recv().is_err());
}

#[tokio::test]
async fn a_body_that_does_not_tell_its_length_is_read_no_further_than_the_limit() {
    let (origin, _hears) = endpoint().await;
    let mut body = Vec::new();
    for _ in 0..=WEBHOOK_LIMIT / 0x10000 {
        body.extend(b"10000\r\n");
        body.extend([b' '; 0x10000]);
        body.extend(b"\r\n");
    }
    let address = origin.strip_prefix("http://").unwrap();
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /hook HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
    );
    tokio::io::AsyncWriteExt::write_all(&mut stream, head.as_bytes()).await.unwrap();
    let _ = tokio::io::AsyncWriteExt::write_all(&mut stream, &body).await;
    let mut answer = [0; 12];
    tokio::io::AsyncReadExt::read_exact(&mut stream, &mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 413");
}

#[test]
fn what_is_no_message_is_kept_as_it_came() {
    let kind = |typ: &str| {
        let body = format!(r#"{{"typ":"{typ}","uri":"/apps/app/x","data":{{"id":7}},"payload":["p"],"new":1}}"#);
        match Webhook::parse(body.as_bytes()).unwrap() {
            Webhook::FactResponse(kept) => ("fact response", kept),
            Webhook::Connection(kept) => ("connection", kept),
            Webhook::Request(kept) => ("request", kept),
            Webhook::Raw(kept) => ("raw", kept),
            Webhook::Unrecognized(kept) => ("unrecognized", kept),
            other => panic!("{other:?}"),
        }
    };
    for (typ, expected) in [
        ("fact_response", "fact response"),
        ("connection", "connection"),
        ("request", "request"),
        ("raw", "raw"),
        ("voice", "unrecognized"),
        ("Message", "unrecognized"),
    ] {
        let (found, kept) = kind(typ);
        assert_eq!((found, kept.typ.as_str(), kept.uri.as_str()), (expected, typ, "/apps/app/x"));
        assert_eq!(kept.data, serde_json::json!({"id": 7}));
        assert_eq!(kept.payload, Some(serde_json::json!(["p"])));
    }
    let Webhook::Raw(bare) = Webhook::parse(br#"{"typ":"raw"}"#).unwrap() else { panic!("another kind") };
    assert!(bare.data.is_null() && bare.uri.is_empty() && bare.payload.is_none());
}

#[tokio::test]
async fn a_message_without_its_place_is_an_error_that_repeats_nothing() {
    let server = Server::start().await.unwrap();
    let jti = server.receive(APP, PEER, CANARY);
    let body = server.webhook_body_of(&jti).unwrap();
    let uri = format!("/apps/{APP}/connections/{PEER}/messages/{jti}");
    assert!(Webhook::parse(body.as_bytes()).is_ok());
    for other in [
        "".to_owned(),
        format!("/v1{uri}"),
        format!("{uri}/{CANARY}"),
        format!("/apps//connections/{CANARY}/messages/{jti}"),
        uri.replace("messages", "requests"),
    ] {
        let error = Webhook::parse(body.replace(&uri, &other).as_bytes()).unwrap_err();
        assert!(error.to_string().contains("`uri`"), "{error}");
        assert!(!format!("{error} {error:?}").contains(CANARY), "{error:?}");
    }
    // Cut off anywhere, it is an error.
    for end in 0..body.len() {
        let error = Webhook::parse(&body.as_bytes()[..end]).unwrap_err();
        assert!(!format!("{error} {error:?}").contains(CANARY), "{error:?}");
    }
    let deep = format!(r#"{{"typ":"raw","data":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    assert!(Webhook::parse(deep.as_bytes()).unwrap_err().to_string().contains("128 levels"));
    assert!(Webhook::parse(&vec![b'1'; WEBHOOK_LIMIT + 1]).unwrap_err().is_too_large());
}
