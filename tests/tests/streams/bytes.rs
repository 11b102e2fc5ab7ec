use std::io::Write as _;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use futures_util::StreamExt as _;
use switchboard::Delivery;
use switchboard_core::{ByteStream, Error};

use crate::api::{builder, bytes};
use crate::server::{Connection, Server};

/// A stream whose answer has begun, with the server's end of it.
async fn opened(headers: &str) -> (Connection, ByteStream) {
    let (server, url) = Server::start().await;
    let (connection, answer) = tokio::join!(server.begin("200 OK", headers), bytes(builder(url)));
    (connection, answer.unwrap().into_inner())
}

#[tokio::test]
async fn a_call_returns_when_the_answer_begins_and_its_bytes_come_as_they_arrive() {
    let (mut connection, mut stream) = opened("content-type: audio/ogg\r\n").await;
    assert_eq!(stream.content_type(), Some("audio/ogg"));
    for piece in ["one", "two"] {
        connection.send(piece).await;
        assert_eq!(stream.next_chunk().await.unwrap().unwrap(), piece);
    }
    connection.end().await;
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_stream_outlives_the_timeout_of_its_call_and_a_reader_that_pauses() {
    let (server, url) = Server::start().await;
    let limited = builder(url).timeout(Duration::from_secs(30)).stall_limit(Duration::from_secs(20));
    let (mut connection, answer) = tokio::join!(server.begin("200 OK", ""), bytes(limited));
    let mut stream = answer.unwrap().into_inner();
    connection.send("one").await;
    assert_eq!(stream.next_chunk().await.unwrap().unwrap(), "one");

    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(3600)).await;
    tokio::time::resume();

    connection.send("two").await;
    connection.end().await;
    assert_eq!(stream.bytes().await.unwrap(), "two");
}

#[tokio::test]
async fn a_server_that_falls_silent_while_it_is_read_is_an_error_and_the_connection_is_closed() {
    let (mut connection, stream) = opened("").await;
    let mut stream = stream.stall_limit(Duration::from_millis(20));
    connection.send("one").await;
    assert_eq!(stream.next_chunk().await.unwrap().unwrap(), "one");
    let error: Error = stream.next_chunk().await.unwrap().unwrap_err();
    assert!(error.is_timeout() && error.to_string().contains("`stall_limit`"), "{error}");
    assert_eq!((error.status().unwrap().as_u16(), error.delivery()), (200, Delivery::Accepted));
    assert!(stream.next_chunk().await.is_none());
    connection.wait_for_the_end().await;
}

#[tokio::test]
async fn collecting_keeps_to_the_response_limit_and_reading_piece_by_piece_needs_none() {
    for (length, fits) in [(10, true), (11, false)] {
        let (server, url) = Server::start().await;
        let (connection, answer) = tokio::join!(server.begin("200 OK", ""), bytes(builder(url).response_limit(10)));
        let mut connection = connection;
        connection.send(vec![b'x'; length]).await;
        match answer.unwrap().into_inner().bytes() {
            collecting if fits => {
                let (bytes, ()) = tokio::join!(collecting, connection.end());
                assert_eq!(bytes.unwrap().len(), length);
            }
            collecting => {
                let error = collecting.await.unwrap_err();
                assert!(error.is_too_large() && error.delivery() == Delivery::Accepted, "{error:?}");
                assert_eq!(error.body().len(), length);
            }
        }
    }
    let (server, url) = Server::start().await;
    let (connection, answer) = tokio::join!(server.begin("200 OK", ""), bytes(builder(url).response_limit(10)));
    let (mut connection, mut stream) = (connection, answer.unwrap().into_inner());
    connection.send([b'x'; 100]).await;
    connection.end().await;
    let mut count = 0;
    while let Some(piece) = stream.next_chunk().await {
        count += piece.unwrap().len();
    }
    assert_eq!(count, 100);
}

#[tokio::test]
async fn a_stream_that_is_dropped_closes_its_connection() {
    let (mut connection, mut stream) = opened("").await;
    connection.send("one").await;
    assert!(stream.next_chunk().await.unwrap().is_ok());
    drop(stream);
    connection.wait_for_the_end().await;
}

#[tokio::test]
async fn a_connection_that_breaks_is_the_last_item() {
    let (mut connection, mut stream) = opened("").await;
    connection.send("one").await;
    drop(connection);
    assert_eq!(stream.next_chunk().await.unwrap().unwrap(), "one");
    let error = stream.next_chunk().await.unwrap().unwrap_err();
    assert!(error.is_interrupted() && error.delivery() == Delivery::Accepted, "{error:?}");
    assert!(stream.next_chunk().await.is_none());
}

#[tokio::test]
async fn an_error_is_read_to_64_kib_and_never_streamed() {
    let (server, url) = Server::start().await;
    let answering = async {
        let mut connection = server.begin("503 Service Unavailable", "retry-after: 7\r\n").await;
        connection.send(vec![b'x'; 100_000]).await;
        connection.end().await;
    };
    let ((), answer) = tokio::join!(answering, bytes(builder(url)));
    let error = answer.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.body().len()), (503, 64 * 1024));
    assert_eq!(error.headers().unwrap()["retry-after"], "7");
}

#[tokio::test]
async fn what_is_compressed_is_unpacked_and_what_only_claims_to_be_is_an_error() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(&[b'x'; 5000]).unwrap();
    let compressed = encoder.finish().unwrap();
    for (sent, expected) in [(compressed, Some(5000)), (b"not compressed".to_vec(), None)] {
        let (mut connection, stream) = opened("content-encoding: gzip\r\n").await;
        connection.send(sent).await;
        connection.end().await;
        match (stream.bytes().await, expected) {
            (Ok(bytes), Some(expected)) => assert_eq!(bytes.len(), expected),
            (Err(error), None) => assert!(error.is_protocol(), "{error:?}"),
            (result, _) => panic!("{result:?}"),
        }
    }
}

#[tokio::test]
async fn the_name_of_a_file_leads_into_no_folder() {
    for (disposition, expected) in [
        (r#"attachment; filename="track 1.ogg""#, Some("track 1.ogg")),
        ("attachment; size=3; FileName=track.ogg", Some("track.ogg")),
        (r#"attachment; filename="../../etc/passwd""#, Some("passwd")),
        (r#"attachment; filename="C:\windows\x.exe""#, Some("x.exe")),
        (r#"attachment; filename="..""#, None),
        ("inline", None),
    ] {
        let (_connection, stream) = opened(&format!("content-disposition: {disposition}\r\n")).await;
        assert_eq!(stream.file_name(), expected, "{disposition}");
    }
}
