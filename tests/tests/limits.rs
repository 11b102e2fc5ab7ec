//! Do the limits on size and time hold, whatever the server does?

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::future::Future;
use std::io::Write as _;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use switchboard::slskd::{Client, ClientBuilder};
use switchboard::{DEFAULT_CONNECT_TIMEOUT, DEFAULT_RESPONSE_LIMIT, Delivery, RetryPolicy};
use switchboard_tests::scripted::{Server, answer};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

const MEBIBYTE: usize = 1024 * 1024;
const KEPT_OF_AN_ERROR: usize = 64 * 1024;
/// Longer than anything here takes; what reaches it hangs.
const FOREVER: Duration = Duration::from_secs(30);

fn builder(url: &str) -> ClientBuilder {
    Client::builder().base_url(url).timeout(FOREVER).retry(RetryPolicy::never())
}

/// An empty JSON list of exactly this many bytes.
fn list_of(bytes: usize) -> Vec<u8> {
    let mut body = vec![b' '; bytes - 2];
    body.extend_from_slice(b"[]");
    body
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// What HTTP calls deflate is the zlib format (RFC 9110, section 8.4.1.2).
fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut compressed = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: 1, ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &settings).unwrap();
    compressed
}

fn encoded(encoding: &str, bytes: &[u8]) -> Vec<u8> {
    match encoding {
        "gzip" => gzip(bytes),
        "deflate" => deflate(bytes),
        "br" => brotli(bytes),
        _ => bytes.to_vec(),
    }
}

/// Listens, and gives the first connection to `serve`, with a request read from it.
async fn serving<F: Future<Output = ()> + Send>(
    serve: impl FnOnce(TcpStream) -> F + Send + 'static,
) -> (String, tokio::task::JoinHandle<()>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let task = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = Vec::new();
        while !request.windows(4).any(|window| window == b"\r\n\r\n") {
            assert_ne!(stream.read_buf(&mut request).await.unwrap(), 0, "hung up before it asked");
        }
        serve(stream).await;
    });
    (url, task)
}

/// Waits until the client has closed its side.
async fn wait_for_the_end(mut stream: TcpStream) {
    let end = async { while stream.read(&mut [0; 1024]).await.is_ok_and(|read| read > 0) {} };
    tokio::time::timeout(FOREVER, end).await.unwrap_or_else(|_| panic!("the connection was left open"));
}

#[tokio::test]
async fn a_body_of_exactly_the_limit_decodes_and_one_byte_more_does_not() {
    for encoding in ["identity", "gzip", "deflate", "br"] {
        for limit in [2, 1000, KEPT_OF_AN_ERROR, MEBIBYTE] {
            for (length, fits) in [(limit, true), (limit + 1, false)] {
                let case = format!("{encoding}, {length} bytes where {limit} are the limit");
                let body = encoded(encoding, &list_of(length));
                let server =
                    Server::start(vec![answer("200 OK", &[("content-encoding", encoding)], &body)]).await.unwrap();
                let client = builder(server.url()).response_limit(limit).build().unwrap();

                match client.list_conversations().send().await {
                    Ok(listed) => assert!(fits && listed.is_empty(), "{case}: decoded"),
                    Err(error) => {
                        assert!(!fits && error.is_too_large(), "{case}: {error:?}");
                        assert_eq!(error.delivery(), Delivery::Accepted, "{case}");
                        assert_eq!(error.body(), &list_of(length)[..limit.min(KEPT_OF_AN_ERROR)], "{case}");
                        let message = error.to_string();
                        assert!(message.contains("`response_limit`"), "{case}: {message}");
                        assert!(message.contains(&limit.to_string()), "{case}: {message}");
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn the_limit_is_16_mib_unless_it_is_set() {
    assert_eq!(DEFAULT_RESPONSE_LIMIT, 16 * MEBIBYTE);
    for (length, fits) in [(DEFAULT_RESPONSE_LIMIT, true), (DEFAULT_RESPONSE_LIMIT + 1, false)] {
        let body = gzip(&list_of(length));
        let server = Server::start(vec![answer("200 OK", &[("content-encoding", "gzip")], &body)]).await.unwrap();

        match builder(server.url()).build().unwrap().list_conversations().send().await {
            Ok(_) => assert!(fits, "{length} bytes decoded"),
            Err(error) => assert!(!fits && error.is_too_large(), "{length} bytes: {error:?}"),
        }
    }
}

#[tokio::test]
async fn the_limit_does_not_shorten_what_an_error_keeps() {
    let server = Server::start(vec![answer("500 Internal Server Error", &[], &[b'x'; 1000])]).await.unwrap();
    let client = builder(server.url()).response_limit(10).build().unwrap();

    let error = client.list_conversations().send().await.unwrap_err();
    assert!(error.is_status(), "{error:?}");
    assert_eq!(error.body(), [b'x'; 1000]);
}

/// 1 GiB of zeros in about 1 MiB, made a piece at a time: a compressed mebibyte ends at a byte, and can be repeated.
fn pieces_of_a_bomb() -> impl Iterator<Item = Vec<u8>> {
    const GZIP_HEADER: &[u8] = b"\x1f\x8b\x08\0\0\0\0\0\0\xff";
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![0; MEBIBYTE]).unwrap();
    encoder.flush().unwrap();
    let piece = encoder.get_ref().clone();
    assert!(piece.len() < 4096, "{} bytes are no bomb", piece.len());
    std::iter::once(GZIP_HEADER.to_vec()).chain(std::iter::repeat_n(piece, 1024))
}

/// Bytes of memory, as the kernel of Linux counts them.
#[cfg(target_os = "linux")]
fn memory(line: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let found = status.lines().find_map(|text| text.strip_prefix(line)).unwrap();
    found.trim().trim_end_matches(" kB").parse::<usize>().unwrap() * 1024
}

#[tokio::test]
async fn a_gzip_bomb_ends_early_and_in_little_memory() {
    for status in ["200 OK", "500 Internal Server Error"] {
        #[cfg(target_os = "linux")]
        let before = memory("VmRSS:");
        let (url, server) = serving(move |mut stream| async move {
            let head = format!("HTTP/1.1 {status}\r\ncontent-encoding: gzip\r\n\r\n");
            let mut going = stream.write_all(head.as_bytes()).await.is_ok();
            for piece in pieces_of_a_bomb() {
                going = going && stream.write_all(&piece).await.is_ok();
            }
            // The answer has no end: whoever reads on does so until the timeout.
            wait_for_the_end(stream).await;
        })
        .await;
        let client = builder(&url).response_limit(MEBIBYTE).build().unwrap();

        let error = client.list_conversations().send().await.unwrap_err();
        assert_eq!((error.is_too_large(), error.is_status()), (status == "200 OK", status != "200 OK"), "{error:?}");
        assert_eq!(error.status().unwrap().as_str(), &status[..3]);
        assert_eq!(error.body(), vec![0; KEPT_OF_AN_ERROR], "{status}");
        server.await.unwrap();
        #[cfg(target_os = "linux")]
        {
            // The other tests of this process take some too.
            let grown = memory("VmHWM:").saturating_sub(before);
            assert!(grown < 160 * MEBIBYTE, "{status}: {} MiB", grown / MEBIBYTE);
        }
    }
}

#[tokio::test]
async fn compressed_answers_are_asked_for_and_decode() {
    for encoding in ["gzip", "deflate", "br"] {
        let body = encoded(encoding, br#"[{"username":"bob"}]"#);
        let server = Server::start(vec![answer("200 OK", &[("content-encoding", encoding)], &body)]).await.unwrap();

        let listed = builder(server.url()).build().unwrap().list_conversations().send().await;
        let listed = listed.unwrap_or_else(|error| panic!("{encoding}: {error}"));
        assert_eq!(listed[0].username.as_deref(), Some("bob"), "{encoding}");
        let received = server.received();
        let accepted = received[0].header("accept-encoding").unwrap_or_default();
        let accepted: Vec<_> = accepted.split(',').map(str::trim).collect();
        assert!(accepted.contains(&encoding), "{encoding}: {accepted:?}");
    }
}

#[tokio::test]
async fn broken_compression_is_a_protocol_error() {
    let list = br#"[{"username":"bob","messages":[]}]"#;
    for encoding in ["gzip", "deflate", "br"] {
        let whole = encoded(encoding, list);
        let mut cases = vec![("not compressed at all".to_owned(), list.to_vec())];
        cases.extend((1..whole.len()).map(|length| (format!("{length} bytes of it"), whole[..length].to_vec())));
        if encoding != "br" {
            // The last bytes are a checksum, which brotli has not.
            let mut wrong = whole.clone();
            let checksum = if encoding == "gzip" { wrong.len() - 8 } else { wrong.len() - 1 };
            wrong[checksum] ^= 1;
            cases.push(("a wrong checksum".to_owned(), wrong));
        }
        let answers = cases.iter().map(|(_, body)| answer("200 OK", &[("content-encoding", encoding)], body));
        let server = Server::start(answers.collect()).await.unwrap();
        let client = builder(server.url()).build().unwrap();
        for (case, _) in cases {
            let error = client.list_conversations().send().await.unwrap_err();
            assert!(error.is_protocol(), "{encoding}, {case}: {error:?}");
            assert_eq!(error.delivery(), Delivery::Accepted, "{encoding}, {case}");
            assert_eq!(error.status().unwrap().as_u16(), 200, "{encoding}, {case}");
        }
    }
}

#[tokio::test]
async fn a_silent_server_is_left_after_the_timeout() {
    let short = Duration::from_millis(50);
    for (case, per_client, per_call) in [
        ("per client", short, None),
        ("per call", FOREVER, Some(short)),
        ("per call, where the client has none to spare", Duration::ZERO, Some(short)),
    ] {
        let (url, server) = serving(wait_for_the_end).await;
        let client = builder(&url).timeout(per_client).build().unwrap();
        let mut call = client.send_message("bob", "hello");
        if let Some(limit) = per_call {
            call = call.timeout(limit);
        }

        let started = Instant::now();
        let error = call.send().await.unwrap_err();
        assert!(started.elapsed() >= short, "{case}: ended after {:?}", started.elapsed());
        assert!(error.is_timeout(), "{case}: {error:?}");
        assert!(!error.is_connect(), "{case}: {error:?}");
        assert_eq!(error.delivery(), Delivery::MaybeSent, "{case}");
        assert_eq!(error.status(), None, "{case}");
        for part in ["50ms", "`timeout`", "may have acted"] {
            assert!(error.to_string().contains(part), "{case}: no {part} in {error}");
        }
        server.await.unwrap();
    }
}

#[tokio::test]
async fn a_server_that_stops_in_the_middle_of_the_body_has_accepted_the_call() {
    let (url, server) = serving(|mut stream| async {
        stream.write_all(b"HTTP/1.1 203 Half\r\ncontent-length: 100\r\n\r\nhalf of").await.unwrap();
        wait_for_the_end(stream).await;
    })
    .await;
    let client = builder(&url).build().unwrap();

    let error = client.list_conversations().timeout(Duration::from_millis(500)).send().await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(error.status().unwrap().as_u16(), 203);
    assert_eq!(error.delivery(), Delivery::Accepted);
    server.await.unwrap();
}

#[tokio::test]
async fn a_server_that_never_comes_to_the_point_is_left_after_the_timeout() {
    let (url, server) =
        serving(|mut stream| async move { while stream.write_all(b"HTTP/1.1 102 Wait\r\n\r\n").await.is_ok() {} })
            .await;
    let client = builder(&url).build().unwrap();

    let error = client.list_conversations().timeout(Duration::from_millis(50)).send().await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(error.delivery(), Delivery::MaybeSent);
    tokio::time::timeout(FOREVER, server).await.unwrap_or_else(|_| panic!("the connection was left open")).unwrap();
}

#[tokio::test]
async fn a_handshake_without_an_answer_ends_with_the_connect_limit() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    // The whole call has less time than connecting has by default.
    let client = builder(&url).connect_timeout(Duration::from_millis(50)).timeout(DEFAULT_CONNECT_TIMEOUT / 2);
    let client = client.build().unwrap();

    let error = client.send_message("bob", "hello").send().await.unwrap_err();
    assert!(error.is_timeout() && error.is_connect(), "{error:?}");
    assert_eq!(error.connect_failure(), Some(switchboard::ConnectFailure::Timeout));
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert!(error.to_string().contains("`connect_timeout`"), "{error}");
}
