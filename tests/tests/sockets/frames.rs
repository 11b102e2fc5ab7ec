use futures_util::{SinkExt as _, StreamExt as _};
use switchboard::{Delivery, DisconnectCause, SocketEvent};
use switchboard_core::generated::SocketOptions;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio_websockets::{Config, Limits, Message, ServerBuilder};

use crate::api::{connected, disconnected, error, event, open, open_with, tick};
use crate::server::{Server, send};

/// Letters that are not in anything else that is printed.
const CANARY: &str = "canarytext";

#[tokio::test]
async fn a_malformed_frame_between_two_good_ones_costs_one_error_item() {
    let server = Server::start().await;
    let (mut socket, mut accepted) = server.open().await;
    for (malformed, path) in [
        (Message::text(CANARY), None),
        (Message::text(format!(r#"{{"number":"{CANARY}"}}"#)), Some("number")),
        (Message::text(""), None),
        (Message::binary(vec![0xFF, 0xFE]), None),
        (Message::text(format!(r#"{{"number":1,"text":["{CANARY}"]}}"#)), Some("text")),
    ] {
        send(&mut accepted, 1).await;
        accepted.send(malformed).await.unwrap();
        send(&mut accepted, 2).await;
        assert_eq!(tick(&mut socket).await, 1);
        let error = error(&mut socket).await;
        assert!(error.is_decode() && error.decode_path() == path, "{error}");
        assert_eq!(error.delivery(), Delivery::NotSent);
        assert!(!format!("{error} {error:?}").contains("canary"), "{error}");
        assert_eq!(tick(&mut socket).await, 2);
    }
}

#[tokio::test]
async fn a_newer_server_may_send_more_than_is_declared() {
    let server = Server::start().await;
    let (mut socket, mut accepted) = server.open().await;
    for text in [r#"{"number":7.0}"#, r#"{"number":7,"new":{"field":1}}"#, "\u{feff}{\"number\":7}"] {
        accepted.send(Message::text(text)).await.unwrap();
        assert_eq!(tick(&mut socket).await, 7, "{text}");
    }
}

#[tokio::test]
async fn a_message_in_many_fragments_is_one_message() {
    let server = Server::start().await;
    let accept = async {
        let stream = server.connection().await;
        ServerBuilder::new().config(Config::default().frame_size(7)).accept(stream).await.unwrap().1
    };
    let url = server.url();
    let (socket, mut accepted) = tokio::join!(open(&url), accept);
    let mut socket = socket.unwrap();
    connected(&mut socket).await;
    let text = "x".repeat(10_000);
    accepted.send(Message::text(format!(r#"{{"number":3,"text":"{text}"}}"#))).await.unwrap();
    match event(&mut socket).await {
        Some(SocketEvent::Received(tick)) => assert_eq!((tick.number, tick.text), (3, text)),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn a_message_beyond_the_limit_ends_the_connection_and_the_next_one_is_good() {
    const MEBIBYTE: usize = 1024 * 1024;
    for (options, limit) in [
        (SocketOptions::default(), MEBIBYTE),
        (SocketOptions::default().message_limit(100), 100),
        (SocketOptions::default().message_limit(3 * MEBIBYTE), 3 * MEBIBYTE),
    ] {
        let server = Server::start().await;
        let (mut socket, mut accepted) = server.open_with(options).await;
        let frame = |length: usize| {
            let shell = r#"{"number":1,"text":""}"#.len();
            Message::text(format!(r#"{{"number":1,"text":"{}"}}"#, "x".repeat(length - shell)))
        };
        let serve = async {
            accepted.send(frame(limit)).await.unwrap();
            let _cut_off = accepted.send(frame(limit + 1)).await;
            let mut again = server.accept().await;
            send(&mut again, 2).await;
            again
        };
        let read = async {
            assert_eq!(tick(&mut socket).await, 1);
            let disconnect = disconnected(&mut socket).await;
            assert!(matches!(disconnect.cause(), DisconnectCause::TooLarge), "{disconnect}");
            assert!(disconnect.to_string().contains("message_limit"), "{disconnect}");
            connected(&mut socket).await;
            assert_eq!(tick(&mut socket).await, 2);
        };
        tokio::join!(serve, read);
    }
}

#[tokio::test]
async fn a_server_whose_message_is_too_large_is_told_so_in_however_many_fragments_it_comes() {
    for frame_size in [50, 5000] {
        let server = Server::start().await;
        let url = server.url();
        let accept = async {
            let stream = server.connection().await;
            let config = Config::default().frame_size(frame_size);
            ServerBuilder::new().config(config).limits(Limits::unlimited()).accept(stream).await.unwrap().1
        };
        let (socket, mut accepted) = tokio::join!(open_with(&url, SocketOptions::default().message_limit(100)), accept);
        let mut socket = socket.unwrap();
        connected(&mut socket).await;
        accepted.send(Message::text(format!(r#"{{"number":1,"text":"{}"}}"#, "x".repeat(200)))).await.unwrap();
        let code = async {
            let close = accepted.next().await.unwrap().unwrap();
            close.as_close().map(|(code, _)| u16::from(code))
        };
        let (disconnect, code) = tokio::join!(disconnected(&mut socket), code);
        assert!(matches!(disconnect.cause(), DisconnectCause::TooLarge), "{disconnect}");
        assert_eq!(code, Some(1009), "{frame_size}");
    }
}

#[tokio::test]
async fn text_that_is_not_utf_8_ends_the_connection_wherever_a_fragment_cuts_it() {
    const TEXT: u8 = 1;
    const LAST: u8 = 0x80;
    let frame = |first: u8, payload: &[u8]| [&[first, payload.len() as u8], payload].concat();
    // The first two bytes of three, and the last one.
    let (begun, rest) = (b"\xE2\x82".as_slice(), b"\xAC".as_slice());
    for frames in [
        vec![frame(TEXT | LAST, begun)],
        vec![frame(TEXT | LAST, rest)],
        vec![frame(TEXT, begun), frame(LAST, b"x")],
        vec![frame(TEXT, begun), frame(LAST, b"")],
        vec![frame(TEXT, b""), frame(0, begun), frame(0, b""), frame(LAST, b"")],
        // What one message lacks does not come with the next one.
        vec![frame(TEXT, begun), frame(LAST, b""), frame(TEXT | LAST, rest)],
    ] {
        let server = Server::start().await;
        let (mut socket, accepted) = server.open().await;
        let mut raw = accepted.into_inner();
        raw.write_all(&frames.concat()).await.unwrap();
        let disconnect = disconnected(&mut socket).await;
        assert!(matches!(disconnect.cause(), DisconnectCause::Protocol), "{frames:?}: {disconnect}");
        let mut said = Vec::new();
        raw.read_to_end(&mut said).await.unwrap();
        // The first frame is masked, and closes.
        let [0x88, _, a, b, _, _, first, second, ..] = said[..] else { panic!("{frames:?}: {said:?}") };
        assert_eq!(u16::from_be_bytes([first ^ a, second ^ b]), 1007, "{frames:?}");
    }
}

#[tokio::test]
async fn a_letter_may_lie_in_two_fragments() {
    let server = Server::start().await;
    let (mut socket, accepted) = server.open().await;
    let text = r#"{"number":1,"text":"€"}"#.as_bytes();
    let cut = text.iter().position(|byte| !byte.is_ascii()).unwrap() + 1;
    let (begun, rest) = text.split_at(cut);
    let frames = [&[0x01, begun.len() as u8], begun, &[0x80, rest.len() as u8], rest].concat();
    accepted.into_inner().write_all(&frames).await.unwrap();
    match event(&mut socket).await {
        Some(SocketEvent::Received(tick)) => assert_eq!(tick.text, "€"),
        other => panic!("{other:?}"),
    }
}
