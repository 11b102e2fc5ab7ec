//! What does a caller get of an answer whose beginning and end are told in odd, conflicting or impossible ways?

use switchboard_tests::operations::{Operation, all};

use crate::expected::{Failure, Kind, assert_own_answer};
use crate::play::{Script, closed, kept, play};

/// The operation's own answer in another form: its version, headers besides that of its media type, and body.
fn raw(operation: &Operation, version: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let declared = operation.answer.media_type.map(|declared| format!("content-type: {declared}\r\n"));
    let head = format!("{version} {}\r\n{}{headers}\r\n", status(operation), declared.unwrap_or_default());
    [head.as_bytes(), body].concat()
}

/// What is asked of bodies is asked of a status that can have one.
fn status(operation: &Operation) -> &'static str {
    if operation.answer.status.starts_with("204") { "200 OK" } else { operation.answer.status }
}

fn chunked(body: &[u8], length: usize, extension: &str, trailers: &str) -> Vec<u8> {
    let chunks = body
        .chunks(length)
        .flat_map(|chunk| [format!("{:X}{extension}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat());
    chunks.chain(format!("0\r\n{trailers}\r\n").into_bytes()).collect()
}

#[tokio::test]
async fn odd_but_lawful_framing_is_understood() {
    const CHUNKED: &str = "transfer-encoding: chunked\r\n";
    for operation in all() {
        let body = operation.answer.body.as_bytes();
        let length = format!("content-length: {}\r\n", body.len());
        let of = |version: &str, headers: &str, body: &[u8]| raw(&operation, version, headers, body);
        let cases: Vec<(&str, Script)> = vec![
            ("HTTP/1.0, ended by closing", closed(of("HTTP/1.0", "", body))),
            ("HTTP/1.0 with a length", closed(of("HTTP/1.0", &length, body))),
            ("HTTP/1.0 that is kept", kept(of("HTTP/1.0", &format!("{length}connection: keep-alive\r\n"), body))),
            ("HTTP/1.1, ended by closing", closed(of("HTTP/1.1", "", body))),
            ("no reason", {
                let text = String::from_utf8(of("HTTP/1.1", &length, body)).unwrap();
                let reason = status(&operation)[3..].to_owned();
                kept(text.replacen(&reason, "", 1))
            }),
            ("a header that is not ASCII", kept(of("HTTP/1.1", &format!("{length}x-name: bøb\r\n"), body))),
            ("the same length twice", kept(of("HTTP/1.1", &length.repeat(2), body))),
            ("a length with spaces", kept(of("HTTP/1.1", &format!("content-length:  \t{} \r\n", body.len()), body))),
            ("chunks of 7 bytes", kept(of("HTTP/1.1", CHUNKED, &chunked(body, 7, "", "")))),
            ("chunks of 1 byte", kept(of("HTTP/1.1", CHUNKED, &chunked(body, 1, "", "")))),
            ("chunk extensions", kept(of("HTTP/1.1", CHUNKED, &chunked(body, 9, ";a=canary", "")))),
            ("trailers", kept(of("HTTP/1.1", CHUNKED, &chunked(body, 9, "", "x-call: canary\r\n")))),
            ("Chunked in capitals", kept(of("HTTP/1.1", "Transfer-Encoding: CHUNKED\r\n", &chunked(body, 9, "", "")))),
            // RFC 9112, section 6.3: the encoding overrides the length.
            ("a length and chunks", kept(of("HTTP/1.1", &format!("{length}{CHUNKED}"), &chunked(body, 9, "", "")))),
            ("a wrong length and chunks", {
                kept(of("HTTP/1.1", &format!("content-length: 3\r\n{CHUNKED}"), &chunked(body, 9, "", "")))
            }),
            ("in pieces of a byte", {
                vec![switchboard_tests::misbehaving::Step::Pieces(of("HTTP/1.1", &length, body), 1)]
            }),
        ];
        let (names, scripts): (Vec<_>, Vec<_>) = cases.into_iter().unzip();
        for (name, outcome) in names.into_iter().zip(play(&operation, scripts).await) {
            assert_own_answer(name, &operation, outcome);
        }
    }
}

#[tokio::test]
async fn an_answer_that_is_not_http_is_a_protocol_error() {
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("SSH", b"SSH-2.0-canary_9.6\r\n".to_vec()),
        ("HTTP/0.9", b"<html>canary</html>\r\n".to_vec()),
        ("JSON without a head", br#"{"canary":"canary"}"#.to_vec()),
        ("a TLS alert", b"\x15\x03\x01\x00\x02\x02\x46".to_vec()),
        ("zeros", vec![0; 512]),
        ("HTTP/2", b"\x00\x00\x12\x04\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x80".to_vec()),
        ("another version", b"HTTP/3.0 200 OK\r\n\r\n".to_vec()),
        ("a request", b"GET /canary HTTP/1.1\r\n\r\n".to_vec()),
        ("a status that is no number", b"HTTP/1.1 abc OK\r\n\r\n".to_vec()),
        ("a status of two digits", b"HTTP/1.1 20 OK\r\n\r\n".to_vec()),
        ("a status of no HTTP", b"HTTP/1.1 099 Odd\r\n\r\n".to_vec()),
        ("a header without a colon", b"HTTP/1.1 200 OK\r\ncanary\r\n\r\n[]".to_vec()),
        ("a header without a name", b"HTTP/1.1 200 OK\r\n: canary\r\n\r\n[]".to_vec()),
        ("a zero in a header", b"HTTP/1.1 200 OK\r\nx-name: can\0ary\r\n\r\n[]".to_vec()),
        ("two lengths", b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n[] ".to_vec()),
        ("a length that is no number", b"HTTP/1.1 200 OK\r\ncontent-length: two\r\n\r\n[]".to_vec()),
        ("a negative length", b"HTTP/1.1 200 OK\r\ncontent-length: -2\r\n\r\n[]".to_vec()),
        ("a length beyond all numbers", b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999999\r\n\r\n".to_vec()),
    ];
    for operation in all() {
        let scripts = cases.iter().map(|(_, bytes)| closed(bytes.as_slice())).collect();
        for ((case, _), outcome) in cases.iter().zip(play(&operation, scripts).await) {
            Failure::unanswered(Kind::Protocol).check(case, &operation, outcome);
        }
    }
}

#[tokio::test]
async fn chunks_that_are_none_break_an_accepted_call_and_cost_nothing_where_no_body_is_declared() {
    let bodies: [(&str, &[u8], Kind); 5] = [
        ("no number", b"canary\r\n[]\r\n0\r\n\r\n", Kind::Protocol),
        ("a number beyond all measure", b"fffffffffffffffffffff\r\n[]", Kind::Protocol),
        ("a chunk longer than it says", b"1\r\ncanary\r\n0\r\n\r\n", Kind::Protocol),
        ("a chunk that ends too early", b"ff\r\n[]", Kind::Interrupted),
        ("no last chunk", b"2\r\n[]\r\n", Kind::Interrupted),
    ];
    for operation in all() {
        let scripts = bodies
            .iter()
            .map(|(_, body, _)| closed(raw(&operation, "HTTP/1.1", "transfer-encoding: chunked\r\n", body)));
        for ((case, _, kind), outcome) in bodies.iter().zip(play(&operation, scripts.collect()).await) {
            if !operation.description.answers_with_body {
                assert_own_answer(case, &operation, outcome);
                continue;
            }
            let kept = outcome.as_ref().err().map(|error| error.body().to_vec()).unwrap_or_default();
            let status = status(&operation)[..3].parse().unwrap();
            Failure::accepted(*kind, status, &kept).check(case, &operation, outcome);
        }
    }
}
