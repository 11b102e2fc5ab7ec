//! Frames of HOPR's socket.

use alloy_rlp::{Encodable as _, Header};
use switchboard::hopr::extras::NodeEvent;

use crate::mutation::changed;

const MESSAGE: &[u8] = b"\xd3\x8bhello world\x86\x01\x8a\x12\x80\xb7\x20";

const TEXTS: [&str; 3] = [
    "ack:'e61bbdda74873540c7244fe69c39f54e5270bd46709c1dcb74c8e3afce7b9e616d'",
    "ack-challenge:e61bbdda74873540c7244fe69c39f54e5270bd46709c1dcb74c8e3afce7b9e616d",
    "211,139,104,101,108,108,111,32,119,111,114,108,100,134,1,138,18,128,183,32",
];

/// The first byte says whether the rest is text, bytes in decimal, or changes one of them. Says whether it was understood.
pub(crate) fn check(bytes: &[u8]) -> bool {
    let [how, rest @ ..] = bytes else { return false };
    let text = match how % 6 {
        0 => String::from_utf8_lossy(rest).into_owned(),
        1 => in_decimal(rest),
        2 => in_decimal(&changed(MESSAGE, rest)),
        // A few bytes only, so that something remains.
        3 => in_decimal(&changed(MESSAGE, &rest[..rest.len().min(6)])),
        kind => {
            let text = TEXTS[usize::from(how / 6) % TEXTS.len()].as_bytes();
            let choices = if kind == 4 { rest } else { &rest[..rest.len().min(6)] };
            String::from_utf8_lossy(&changed(text, choices)).into_owned()
        }
    };
    match NodeEvent::from_text(text.clone()) {
        NodeEvent::Unrecognized(kept) => {
            assert_eq!(kept, text);
            false
        }
        NodeEvent::Message(message) => {
            // There is one way only to write a message, so nothing was lost.
            let time = u64::try_from(message.sent_at.timestamp_millis()).unwrap();
            let length = message.text.as_str().length() + time.length();
            let mut written = Vec::new();
            Header { list: true, payload_length: length }.encode(&mut written);
            message.text.as_str().encode(&mut written);
            time.encode(&mut written);
            let read: Vec<u8> = text.split(',').map(|number| number.parse().unwrap()).collect();
            assert_eq!(written, read, "{text}");
            true
        }
        NodeEvent::AckChallenge(challenge) | NodeEvent::Acknowledged(challenge) => {
            assert!(challenge.len() == 66 && text.contains(&challenge), "{text}");
            true
        }
        other => panic!("{other:?}"),
    }
}

fn in_decimal(bytes: &[u8]) -> String {
    bytes.iter().map(u8::to_string).collect::<Vec<_>>().join(",")
}
