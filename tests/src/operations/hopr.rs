use switchboard::hopr::types::{PopAllMessagesRequest, PopMessageRequest, SendMessageRequest};

use super::outcome::{open, send};
use super::{Answer, Row};

const TAG: u16 = 112;
const PEER: &str = "12D3KooWLYKsvDB4xEELYoHXxeStj2gzaDXjra2uGaFLpKCZkJHs";
const CHALLENGE: &str = r#""02f6ec5e11484a4c788e9579071e0e436eb99a1f5110874a21b1b1e90bf61ff2a3""#;
/// The node gives a text in its own encoding, as if that were text.
const MESSAGE: &str = "{\"tag\":112,\"body\":\"\u{610}canarytext\u{fffd}\\u0001\u{fffd}\u{fffd}QfQ\"}";
const MESSAGES: &str =
    r#"{"messages":[{"body":"ͅcanarytext","tag":112},{"body":"three","tag":112,"receivedAt":1795284906}]}"#;

pub(super) const ROWS: &[Row] = &[
    Row {
        method: "send_message",
        answer: Answer::json("202 Accepted", CHALLENGE),
        carries_text: true,
        begin: |clients, arguments| {
            let request = SendMessageRequest::new(TAG, arguments.text.as_str(), PEER);
            send!(clients.hopr.send_message(&request), arguments)
        },
    },
    Row {
        method: "delete_messages",
        answer: Answer::nothing("204 No Content"),
        carries_text: false,
        begin: |clients, arguments| send!(clients.hopr.delete_messages(TAG), arguments),
    },
    Row {
        method: "inbox_size",
        answer: Answer::json("200 OK", r#"{"size":3}"#),
        carries_text: false,
        begin: |clients, arguments| send!(clients.hopr.inbox_size(TAG), arguments),
    },
    Row {
        method: "pop_message",
        answer: Answer::json("200 OK", MESSAGE),
        carries_text: false,
        begin: |clients, arguments| send!(clients.hopr.pop_message(&PopMessageRequest::new(TAG)), arguments),
    },
    Row {
        method: "pop_all_messages",
        answer: Answer::json("200 OK", MESSAGES),
        carries_text: false,
        begin: |clients, arguments| send!(clients.hopr.pop_all_messages(&PopAllMessagesRequest::new(TAG)), arguments),
    },
];

pub(super) const SOCKET: Row = Row {
    method: "message_socket",
    answer: Answer::nothing("101 Switching Protocols"),
    carries_text: false,
    begin: |clients, arguments| open!(clients.hopr.message_socket(), arguments),
};
