use switchboard::slskd::types::Conversation;
use switchboard::{CallError, ConnectFailure, Delivery};
use switchboard_tests::scripted::{Server, answer, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket};

use crate::{client_at, client_of, shown};

/// What the sandbox answers for one conversation, in UTF-8 of one to four bytes.
const REAL: &str = r#"[{"username":"bøb😀","isActive":true,"unAcknowledgedMessageCount":1,
    "hasUnAcknowledgedMessages":true,"messages":[{"timestamp":"2024-05-01T10:20:30Z","id":7,"username":"bøb😀",
    "direction":"In","message":"are you \"there\"?","isAcknowledged":false,"wasReplayed":false}]}]"#;

type Listed = Result<Vec<Conversation>, CallError<String>>;

async fn list(answer: &[u8]) -> Listed {
    list_each(vec![answer.to_vec()]).await.remove(0)
}

/// What becomes of one call for each answer. One server gives them all: thousands would use up the machine's ports.
async fn list_each(answers: Vec<Vec<u8>>) -> Vec<Listed> {
    let count = answers.len();
    let server = Server::start(answers).await.unwrap();
    let client = client_at(server.url());
    let mut results = Vec::new();
    for _ in 0..count {
        results.push(client.list_conversations().send().await.map(switchboard::Response::into_inner));
    }
    assert_eq!(server.received().len(), count, "no call is repeated");
    results
}

/// The first byte, the first two, and so on, without the whole.
fn beginnings(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    (0..bytes.len()).map(|length| &bytes[..length])
}

fn answer_of(body: &[u8]) -> Vec<u8> {
    answer("200 OK", &[("content-type", "application/json")], body)
}

fn head_length(answer: &[u8]) -> usize {
    answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap() + 4
}

#[tokio::test]
async fn an_answer_cut_off_at_any_byte_says_where_the_call_stands() {
    let whole = json(REAL);
    let head = head_length(&whole);
    assert!(list(&whole).await.is_ok(), "the whole answer");
    let results = list_each(beginnings(&whole).map(<[u8]>::to_vec).collect()).await;
    assert_eq!(results.len(), whole.len());
    for (length, result) in results.into_iter().enumerate() {
        let error = result.unwrap_err();
        assert!(error.is_interrupted(), "{length} bytes: {error:?}");
        let expected = if length < head { Delivery::MaybeSent } else { Delivery::Accepted };
        assert_eq!(error.delivery(), expected, "{length} bytes: {error:?}");
    }
}

#[tokio::test]
async fn a_document_cut_off_at_any_byte_is_a_decode_error() {
    let results = list_each(beginnings(REAL.as_bytes()).map(answer_of).collect()).await;
    assert_eq!(results.len(), REAL.len());
    for (cut, result) in beginnings(REAL.as_bytes()).zip(results) {
        let error = result.unwrap_err();
        assert!(error.is_decode(), "{} bytes: {error:?}", cut.len());
        assert_eq!(error.delivery(), Delivery::Accepted, "{} bytes", cut.len());
        assert_eq!(error.body(), cut, "{} bytes", cut.len());
    }
}

#[tokio::test]
async fn a_chunked_answer_cut_off_at_any_byte_is_an_interruption() {
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n\
                   7\r\n[{\"user\r\n0d\r\nname\":\"bob\"}]\r\n0\r\n\r\n";
    assert!(list(chunked.as_bytes()).await.is_ok(), "the whole answer");
    let head = head_length(chunked.as_bytes());
    let results = list_each(beginnings(chunked.as_bytes()).skip(head).map(<[u8]>::to_vec).collect()).await;
    assert_eq!(results.len(), chunked.len() - head);
    for (length, result) in (head..).zip(results) {
        let error = result.unwrap_err();
        assert!(error.is_interrupted(), "{length} bytes: {error:?}");
        assert_eq!(error.delivery(), Delivery::Accepted, "{length} bytes");
    }
}

#[tokio::test]
async fn a_byte_that_is_not_utf_8_anywhere_is_a_decode_error() {
    let spoilt = |position: usize| {
        let mut body = REAL.as_bytes().to_vec();
        body[position] = 0xFF;
        answer_of(&body)
    };
    let results = list_each((0..REAL.len()).map(spoilt).collect()).await;
    assert_eq!(results.len(), REAL.len());
    for (position, result) in results.into_iter().enumerate() {
        let error = result.unwrap_err();
        assert!(error.is_decode(), "{position}: {error:?}");
        assert_eq!(error.delivery(), Delivery::Accepted, "{position}");
    }
}

#[tokio::test]
async fn an_answer_that_is_not_http_is_a_protocol_error() {
    let cases: &[(&str, &[u8])] = &[
        ("SSH", b"SSH-2.0-OpenSSH_9.6\r\n"),
        ("HTML without a head", b"<html>hello</html>\r\n\r\n"),
        ("JSON without a head", br#"[{"username":"bob"}]"#),
        ("a TLS alert", b"\x15\x03\x01\x00\x02\x02\x46"),
        ("zeros", &[0; 512]),
        ("HTTP/2", b"\x00\x00\x12\x04\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x80"),
        ("another version", b"HTTP/3.0 200 OK\r\n\r\n"),
        ("a status that is no number", b"HTTP/1.1 abc OK\r\n\r\n"),
        ("a status of no HTTP", b"HTTP/1.1 099 Odd\r\n\r\n"),
        ("a header without a colon", b"HTTP/1.1 200 OK\r\nnonsense\r\n\r\n[]"),
        ("two lengths", b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n[] "),
        ("a length that is no number", b"HTTP/1.1 200 OK\r\ncontent-length: two\r\n\r\n[]"),
        ("a length beyond all numbers", b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999999\r\n\r\n[]"),
    ];
    for (case, bytes) in cases {
        let (server, client) = client_of(bytes.to_vec()).await;

        let error = client.send_message("bob", "hello").send().await.unwrap_err();
        assert!(error.is_protocol(), "{case}: {error:?}");
        assert_eq!(error.delivery(), Delivery::MaybeSent, "{case}");
        assert_eq!(server.received().len(), 1, "{case}: a message is never repeated");
    }
}

#[tokio::test]
async fn headers_beyond_all_measure_are_a_protocol_error() {
    let many = (0..10_000).map(|number| format!("x-{number}: y\r\n")).collect::<String>();
    let long = format!("x-long: {}\r\n", "y".repeat(1024 * 1024));
    for (case, headers) in [("10,000 headers", many), ("one header of 1 MiB", long)] {
        let error =
            list(format!("HTTP/1.1 200 OK\r\n{headers}content-length: 2\r\n\r\n[]").as_bytes()).await.unwrap_err();
        assert!(error.is_protocol(), "{case}: {error:?}");
        assert_eq!(error.delivery(), Delivery::MaybeSent, "{case}");
    }
}

#[tokio::test]
async fn odd_but_lawful_http_is_understood() {
    let plain = json(REAL);
    let interim = |lines: &str| [lines.as_bytes(), &plain].concat();
    let cases: &[(&str, Vec<u8>)] = &[
        ("HTTP/1.0, ended by closing", format!("HTTP/1.0 200 OK\r\n\r\n{REAL}").into()),
        ("HTTP/1.1, ended by closing", format!("HTTP/1.1 200 OK\r\n\r\n{REAL}").into()),
        ("the same length twice", {
            let length = REAL.len();
            format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\ncontent-length: {length}\r\n\r\n{REAL}").into()
        }),
        ("100 before the answer", interim("HTTP/1.1 100 Continue\r\n\r\n")),
        ("103 before the answer", interim("HTTP/1.1 103 Early Hints\r\nlink: </style.css>\r\n\r\n")),
        ("several 1xx before the answer", interim(&"HTTP/1.1 102 Processing\r\n\r\n".repeat(20))),
        ("no reason", format!("HTTP/1.1 200\r\ncontent-length: {}\r\n\r\n{REAL}", REAL.len()).into()),
        ("a header that is not ASCII", format!("HTTP/1.1 200 OK\r\nx-name: bøb\r\n\r\n{REAL}").into()),
        ("a second answer behind the first", [&plain[..], b"HTTP/1.1 500 Oh\r\ncontent-length: 0\r\n\r\n"].concat()),
    ];
    for (case, bytes) in cases {
        let listed = list(bytes).await.unwrap_or_else(|error| panic!("{case}: {error}\n{}", shown(bytes)));
        assert_eq!(listed[0].username.as_deref(), Some("bøb😀"), "{case}");
    }
}

#[tokio::test]
async fn a_server_that_hangs_up_without_a_word_may_have_acted() {
    let server = Server::start(Vec::new()).await.unwrap();

    let error = client_at(server.url()).send_message("bob", "hello").send().await.unwrap_err();
    assert!(error.is_interrupted(), "{error:?}");
    assert_eq!(error.delivery(), Delivery::MaybeSent);
    assert_eq!(server.received().len(), 1, "a message is never repeated");
}

/// Reads a request, sends these bytes and resets the connection.
async fn resetting_server(bytes: Vec<u8>) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = Vec::new();
        while !request.windows(4).any(|window| window == b"\r\n\r\n") {
            stream.read_buf(&mut request).await.unwrap();
        }
        stream.write_all(&bytes).await.unwrap();
        stream.set_zero_linger().unwrap();
    });
    url
}

#[tokio::test]
async fn a_reset_is_an_interruption_before_and_within_the_answer() {
    let whole = json(REAL);
    let head = head_length(&whole);
    for (case, sent) in [("before the answer", 0), ("within the head", head / 2), ("within the body", head + 10)] {
        let client = client_at(&resetting_server(whole[..sent].to_vec()).await);

        let error = client.list_conversations().send().await.unwrap_err();
        assert!(error.is_interrupted(), "{case}: {error:?}");
        // A reset may overtake what was sent before it.
        let expected = if error.status().is_some() { Delivery::Accepted } else { Delivery::MaybeSent };
        assert_eq!(error.delivery(), expected, "{case}");
        assert!(sent > head || error.status().is_none(), "{case}");
    }
}

#[tokio::test]
async fn a_refused_connection_sends_nothing() {
    // Bound but not listening: the port is taken, and whoever connects is refused.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let client = client_at(&format!("http://{}", socket.local_addr().unwrap()));

    let error = client.send_message("bob", "hello").send().await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    assert_eq!(error.connect_failure(), Some(ConnectFailure::Refused));
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert!(error.to_string().contains("is the server running"), "{error}");
}

#[tokio::test]
async fn a_host_that_does_not_exist_is_sent_nothing() {
    // A label longer than DNS allows is refused by the resolver itself, without a packet.
    let client = client_at(&format!("http://{}.invalid", "a".repeat(64)));

    let error = client.send_message("bob", "hello").send().await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    assert_eq!(error.connect_failure(), Some(ConnectFailure::UnknownHost));
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert!(error.to_string().contains("does not resolve"), "{error}");
}
