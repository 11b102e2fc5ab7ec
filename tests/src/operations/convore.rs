use std::time::SystemTime;

use switchboard::convore::types::{
    ContactHandle, ContactHandleType, ImportMessageRequest, MessageParticipant, MessageParticipantRole,
    SendMessageRequest, UpdateMessageRequest,
};

use super::outcome::send;
use super::{Answer, Row};

const EVENTS: &str = r#"{"data":[{"id":"event_01m7","type":"message_inbound_received","object_id":"msg_01m7","object_type":"message","conversation_id":"canarytext","message_id":"msg_01m7","created_at":"2026-11-21T18:14:47.121Z"}],"total_count":1}"#;
const MESSAGE: &str = r#"{"id":"msg_01m7","channel_id":"chnnl_01m7","conversation_id":"conv_01m7","subject":"lunch","direction":"inbound","date":"2026-11-21T18:14:47.121Z","sender":{"handle":{"type":"email","value":"bob@example.com"},"role":"from"},"recipients":[{"handle":{"type":"email","value":"ann@example.com"},"role":"to"}],"snippet":"canarytext","created_at":"2026-11-21T18:14:47.121Z","format":"minimal"}"#;
/// What is required alone.
const SHORT_MESSAGE: &str = r#"{"id":"m","channel_id":"c","conversation_id":"canarytext","direction":"outbound","date":"2001-02-03T04:05:06Z","sender":{"handle":{"type":"email","value":"ann"},"role":"from"},"recipients":[],"created_at":"2026-11-21T18:14:47Z","format":"full"}"#;
const MESSAGES: &str = r#"{"data":[{"id":"msg_01m7","channel_id":"chnnl_01m7","conversation_id":"conv_01m7","direction":"inbound","date":"2026-11-21T18:14:47.121Z","sender":{"handle":{"type":"email","value":"bob@example.com"},"role":"from"},"recipients":[],"snippet":"canarytext","created_at":"2026-11-21T18:14:47.121Z","format":"minimal"}],"next_cursor":"b3BhcXVl","total_count":2}"#;

fn participant(address: &str, role: MessageParticipantRole) -> MessageParticipant {
    MessageParticipant::new(ContactHandle::new(ContactHandleType::Email, address), role)
}

pub(super) const ROWS: &[Row] = &[
    Row {
        method: "list_events",
        answer: Answer::json("200 OK", EVENTS),
        carries_text: false,
        begin: |clients, arguments| send!(clients.convore.list_events().limit(10), arguments),
    },
    Row {
        method: "list_messages",
        answer: Answer::json("200 OK", MESSAGES),
        carries_text: false,
        begin: |clients, arguments| send!(clients.convore.list_messages().limit(10), arguments),
    },
    Row {
        method: "send_message",
        answer: Answer::json("200 OK", MESSAGE),
        carries_text: true,
        begin: |clients, arguments| {
            let request = SendMessageRequest::new(arguments.text.as_str());
            send!(clients.convore.send_message(&request), arguments)
        },
    },
    Row {
        method: "import_message",
        answer: Answer::json("200 OK", SHORT_MESSAGE),
        carries_text: true,
        begin: |clients, arguments| {
            let (from, to) = (MessageParticipantRole::From, MessageParticipantRole::To);
            let mut request = ImportMessageRequest::new(
                SystemTime::UNIX_EPOCH.into(),
                participant("bob@example.com", from),
                vec![participant("ann@example.com", to)],
            );
            request.body = Some(arguments.text.clone());
            send!(clients.convore.import_message(&request), arguments)
        },
    },
    Row {
        method: "get_message",
        answer: Answer::json("200 OK", MESSAGE),
        carries_text: false,
        begin: |clients, arguments| send!(clients.convore.get_message(arguments.segment("message_id")), arguments),
    },
    Row {
        method: "update_message",
        answer: Answer::json("200 OK", SHORT_MESSAGE),
        carries_text: true,
        begin: |clients, arguments| {
            let mut request = UpdateMessageRequest::new();
            request.subject = Some(arguments.text.clone().into());
            send!(clients.convore.update_message(arguments.segment("message_id"), &request), arguments)
        },
    },
];
