//! Are the frames of HOPR's socket read for what they are, and can none be sent that takes the node down?

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use alloy_rlp::{Encodable as _, Header};
use proptest::prelude::*;
use serde_json::{Value, json};
use switchboard::hopr::extras::{LONGEST_BODY, NodeEvent, OutgoingMessage};
use switchboard::hopr::{Client, Frame};
use switchboard_core::{ReceivedFrame as _, SentFrame as _};
use switchboard_sandbox::hopr::Server;
use switchboard_tests::sockets::received;

const PEER: &str = "12D3KooWLYKsvDB4xEELYoHXxeStj2gzaDXjra2uGaFLpKCZkJHs";
const OLDER_PEER: &str = "16Uiu2HAmUsJwbECMroQUC29LQZZWsYpYZx1oaM1H9DBoZHLkYn12";
const HASH_OF_A_KEY: &str = "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N";

/// "hello world" of a moment in August 2023, as a node encoded it.
const HELLO: &str = "211,139,104,101,108,108,111,32,119,111,114,108,100,134,1,138,18,128,183,32";
const MOMENT: u64 = 1_692_527_540_000;

/// The last millisecond of the year 9999: no clock is further ahead.
const LAST_MOMENT: u64 = 253_402_300_799_999;

fn event(text: &str) -> NodeEvent {
    NodeEvent::from_frame(Frame::Text(text.to_owned().into())).unwrap()
}

fn in_decimal(bytes: &[u8]) -> String {
    bytes.iter().map(u8::to_string).collect::<Vec<_>>().join(",")
}

/// What a node tells of a message.
fn told(text: &str, time: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    Header { list: true, payload_length: text.length() + time.length() }.encode(&mut bytes);
    text.encode(&mut bytes);
    time.encode(&mut bytes);
    bytes
}

/// What leaves for the node.
fn sent(message: &OutgoingMessage) -> Value {
    match message.to_frame().unwrap() {
        Frame::Text(text) => serde_json::from_str(&text).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn message(body: &str) -> OutgoingMessage {
    OutgoingMessage::new(body, PEER).unwrap()
}

#[test]
fn a_message_has_its_text_and_the_time_it_was_sent() {
    let NodeEvent::Message(message) = event(HELLO) else { panic!("{:?}", event(HELLO)) };
    assert_eq!(message.text, "hello world");
    assert_eq!(message.sent_at.timestamp_millis(), i64::try_from(MOMENT).unwrap());
    assert_eq!(in_decimal(&told("hello world", MOMENT)), HELLO);
}

#[test]
fn both_kinds_of_challenges_are_told_apart() {
    let challenge = "e6".repeat(33);
    assert_eq!(event(&format!("ack-challenge:{challenge}")), NodeEvent::AckChallenge(challenge.clone()));
    assert_eq!(event(&format!("ack:'{challenge}'")), NodeEvent::Acknowledged(challenge));
}

#[test]
fn anything_else_is_kept_as_it_came() {
    let mut texts: Vec<String> = [
        "",
        ",",
        "211",
        "1,2,3",
        "256",
        "-1",
        "+1",
        "1 ,2",
        "192",
        "ack:",
        "ack:''",
        "ack-challenge:xyz",
        "hello",
        "Ack:",
        "{\"cmd\":\"sendmsg\"}",
        "⁵",
    ]
    .map(str::to_owned)
    .to_vec();
    // A list of one item, one of three, one with bytes after it, and a text that is not UTF-8.
    texts.extend(
        [&[0xc1, 0x61][..], &[0xc3, 0x61, 0x01, 0x01], &[0xc2, 0x61, 0x01, 0x01], &[0xc3, 0x81, 0xff, 0x01]]
            .map(in_decimal),
    );
    // A time that no calendar has.
    texts.push(in_decimal(&told("a", u64::MAX)));
    texts.push(format!("ack:'{}'", "g".repeat(66)));
    texts.push(HELLO.replace(',', ", "));
    for text in texts {
        assert_eq!(event(&text), NodeEvent::Unrecognized(text));
    }
    let bytes = NodeEvent::from_frame(Frame::Binary(vec![b'a', 0xff].into())).unwrap();
    assert_eq!(bytes, NodeEvent::Unrecognized("a\u{fffd}".to_owned()));
}

#[test]
fn no_text_is_printed() {
    for event in [event(&in_decimal(&told("canary", MOMENT))), event("canary")] {
        assert!(!format!("{event:?}").contains("canary"), "{event:?}");
    }
    let message = message("canary");
    assert!(!format!("{message:?}").contains("canary"), "{message:?}");
}

proptest! {
    #[test]
    fn what_a_node_tells_is_what_was_sent(text in ".{0,300}", time in 0..=LAST_MOMENT) {
        let event = event(&in_decimal(&told(&text, time)));
        let NodeEvent::Message(message) = event else { return Err(TestCaseError::fail(format!("{event:?}"))) };
        prop_assert_eq!((message.text, message.sent_at.timestamp_millis()), (text, i64::try_from(time).unwrap()));
    }

    #[test]
    fn no_text_at_all_is_an_error(text in "(ack:'?|ack-challenge:)?[0-9a-f,]{0,80}|\\PC*|(?s:.*)") {
        if let NodeEvent::Unrecognized(kept) = event(&text) {
            prop_assert_eq!(kept, text);
        }
    }

    #[test]
    fn no_bytes_at_all_are_an_error(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        let text = in_decimal(&bytes);
        match event(&text) {
            NodeEvent::Unrecognized(kept) => prop_assert_eq!(kept, text),
            NodeEvent::Message(message) => {
                // There is one way only to write a message, so nothing was lost.
                let time = u64::try_from(message.sent_at.timestamp_millis()).unwrap();
                prop_assert_eq!(told(&message.text, time), bytes);
            }
            other => prop_assert!(false, "{:?}", other),
        }
    }

    #[test]
    fn a_message_that_breaks_off_or_was_changed_is_never_a_panic(at in 0..20_usize, byte: u8) {
        let mut bytes = told("hello world", MOMENT);
        let _changed = event(&in_decimal(&bytes[..at]));
        bytes[at] = byte;
        let _changed = event(&in_decimal(&bytes));
    }

    #[test]
    fn whatever_may_be_sent_leaves_whole(body in "(?s:.{0,120})") {
        prop_assume!(!body.starts_with("0x"));
        prop_assert_eq!(&sent(&message(&body))["args"]["body"], &json!(body));
    }

    #[test]
    fn no_other_text_is_a_peer_id(text in "[1-9A-HJ-NP-Za-km-z]{0,80}|.{0,60}") {
        prop_assert!(OutgoingMessage::new("hi", text).is_err());
    }
}

#[test]
fn a_message_leaves_as_the_node_wants_it() {
    let hi = || message("hi");
    let expected = |arguments: Value| json!({ "cmd": "sendmsg", "args": arguments });
    let bare = json!({ "body": "hi", "peerAddress": PEER });
    assert_eq!(sent(&hi()), expected(bare));
    let hops = json!({ "body": "hi", "peerAddress": PEER, "hops": 3 });
    assert_eq!(sent(&hi().hops(3).unwrap()), expected(hops));
    let direct = json!({ "body": "hi", "peerAddress": PEER, "path": [] });
    assert_eq!(sent(&hi().path([""; 0]).unwrap()), expected(direct));
    let path = json!({ "body": "hi", "peerAddress": PEER, "path": [OLDER_PEER, PEER] });
    assert_eq!(sent(&hi().hops(1).unwrap().path([OLDER_PEER, PEER]).unwrap()), expected(path));
}

#[test]
fn what_would_take_the_node_down_is_refused_with_the_argument_and_the_reason() {
    let whole = &PEER[..PEER.len() - 1];
    for (result, argument, why) in [
        (OutgoingMessage::new("hi", ""), "peerAddress", "no peer id"),
        (OutgoingMessage::new("hi", "hello peer id"), "peerAddress", "not base58"),
        (
            OutgoingMessage::new("hi", "12D3KooWLYKsvDB4xEELYoHXxeStj2gzaDXjra2uGaFLpKCZkJH0"),
            "peerAddress",
            "not base58",
        ),
        (OutgoingMessage::new("hi", whole), "peerAddress", "no peer id"),
        (OutgoingMessage::new("hi", format!(" {PEER}")), "peerAddress", "not base58"),
        (OutgoingMessage::new("hi", HASH_OF_A_KEY), "peerAddress", "hash of a key"),
        (OutgoingMessage::new("hi", "1".repeat(1_000_000)), "peerAddress", "longer than any"),
        (OutgoingMessage::new("a".repeat(LONGEST_BODY + 1), PEER), "body", "split it"),
        (OutgoingMessage::new("ü".repeat(LONGEST_BODY / 2 + 1), PEER), "body", "482 bytes"),
        (OutgoingMessage::new("0x", PEER), "body", "hexadecimal"),
        (message("hi").hops(0), "hops", "1 to 3"),
        (message("hi").hops(4), "hops", "1 to 3"),
        (message("hi").path([PEER, "canary"]), "path[1]", "no peer id"),
        (message("hi").path([PEER; 4]), "path", "4 nodes"),
    ] {
        let refused = result.unwrap_err();
        assert_eq!(refused.argument(), argument, "{refused}");
        assert!(refused.to_string().contains(why), "{refused}");
        assert!(!refused.to_string().contains("canary"), "{refused}");
    }
}

#[tokio::test]
async fn the_longest_message_and_an_empty_one_are_sent_and_the_node_stays_up() {
    let server = Server::start().await.unwrap();
    let client = Client::builder().base_url(server.base_url()).token(server.superuser_token()).build().unwrap();
    let mut socket = client.message_socket().connect().await.unwrap();
    let longest = "a".repeat(LONGEST_BODY);
    for message in [message(&longest), message("").hops(1).unwrap(), message("\u{0}\"\\🦀").path([OLDER_PEER]).unwrap()]
    {
        socket.send(&message).await.unwrap();
        let told = received(&mut socket).await.unwrap().unwrap();
        let challenge = server.sent().last().unwrap().challenge.clone();
        assert_eq!(told, NodeEvent::AckChallenge(challenge.clone()));
        let told = received(&mut socket).await.unwrap().unwrap();
        assert_eq!(told, NodeEvent::Acknowledged(challenge));
    }
    let sent: Vec<String> = server.sent().into_iter().map(|message| message.body).collect();
    assert_eq!(sent, [longest.as_str(), "", "\u{0}\"\\🦀"]);
    assert!(!server.is_down());

    server.receive(None, "hé\"llo, wörld");
    match received(&mut socket).await.unwrap().unwrap() {
        NodeEvent::Message(message) => assert_eq!(message.text, "hé\"llo, wörld"),
        other => panic!("{other:?}"),
    }
}
