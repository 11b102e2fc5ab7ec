use switchboard::slskd::types::LoginRequest;

use super::outcome::send;
use super::{Answer, Row};

const CONVERSATION: &str = r#"{"username":"canarytext","isActive":true,"unAcknowledgedMessageCount":1,"hasUnAcknowledgedMessages":true,"messages":[{"timestamp":"2026-11-21T18:14:47Z","id":1,"username":"bøb😀","direction":"In","message":"hello back","isAcknowledged":false}]}"#;
const CONVERSATIONS: &str =
    r#"[{"username":"canarytext","isActive":true,"unAcknowledgedMessageCount":1,"hasUnAcknowledgedMessages":true}]"#;
const MESSAGES: &str = r#"[{"timestamp":"2026-11-21T18:14:47Z","id":1,"username":"bøb","direction":"In","message":"canarytext","isAcknowledged":false}]"#;
const SESSION: &str = r#"{"expires":1795889706,"issued":1795284906,"name":"slskd","notBefore":1795284906,"token":"canarytext.eyJleHAi.83B05c","tokenType":"Bearer"}"#;

pub(super) const ROWS: &[Row] = &[
    Row {
        method: "list_conversations",
        answer: Answer::json("200 OK", CONVERSATIONS),
        carries_text: false,
        begin: |clients, arguments| send!(clients.slskd.list_conversations().include_inactive(true), arguments),
    },
    Row {
        method: "get_conversation",
        answer: Answer::json("200 OK", CONVERSATION),
        carries_text: false,
        begin: |clients, arguments| {
            send!(clients.slskd.get_conversation(arguments.segment("username")).include_messages(true), arguments)
        },
    },
    Row {
        method: "send_message",
        answer: Answer::nothing("201 Created"),
        carries_text: true,
        begin: |clients, arguments| {
            send!(clients.slskd.send_message(arguments.segment("username"), &arguments.text), arguments)
        },
    },
    Row {
        method: "acknowledge_conversation",
        answer: Answer::nothing("200 OK"),
        carries_text: false,
        begin: |clients, arguments| {
            send!(clients.slskd.acknowledge_conversation(arguments.segment("username")), arguments)
        },
    },
    Row {
        method: "close_conversation",
        answer: Answer::nothing("204 No Content"),
        carries_text: false,
        begin: |clients, arguments| send!(clients.slskd.close_conversation(arguments.segment("username")), arguments),
    },
    Row {
        method: "list_messages",
        answer: Answer::json("200 OK", MESSAGES),
        carries_text: false,
        begin: |clients, arguments| send!(clients.slskd.list_messages(arguments.segment("username")), arguments),
    },
    Row {
        method: "acknowledge_message",
        answer: Answer::nothing("200 OK"),
        carries_text: false,
        begin: |clients, arguments| {
            send!(clients.slskd.acknowledge_message(arguments.segment("username"), 7), arguments)
        },
    },
    Row {
        method: "check_session",
        answer: Answer::nothing("200 OK"),
        carries_text: false,
        begin: |clients, arguments| send!(clients.slskd.check_session(), arguments),
    },
    Row {
        method: "create_session",
        answer: Answer::json("200 OK", SESSION),
        carries_text: true,
        begin: |clients, arguments| {
            send!(clients.slskd.create_session(&LoginRequest::new("slskd", arguments.text.as_str())), arguments)
        },
    },
    Row {
        method: "is_authentication_enabled",
        answer: Answer::json("200 OK", "true"),
        carries_text: false,
        begin: |clients, arguments| send!(clients.slskd.is_authentication_enabled(), arguments),
    },
];
