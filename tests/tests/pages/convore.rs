//! Pages of cursors, as Convore has them.

use switchboard::Items;
use switchboard::convore::Client;
use switchboard::convore::types::Message;
use switchboard_tests::scripted::json;

pub(crate) type Case = crate::Case<Client, Items<Message, ()>>;

pub(crate) async fn run(cases: Vec<Case>) {
    for case in cases {
        case.run("/v1/messages", client, id).await;
    }
}

pub(crate) fn client(url: &str) -> Client {
    Client::builder().base_url(url).api_key("sk_0123456789abcdef").build().unwrap()
}

pub(crate) fn id(message: &Message) -> &str {
    &message.id
}

/// A page of Convore: messages of these ids, and what it says of the next page.
pub(crate) fn page(ids: &[&str], next: &str) -> Vec<u8> {
    let mut messages = String::new();
    for id in ids {
        let comma = if messages.is_empty() { "" } else { "," };
        let message = format!(
            r#"{comma}{{"id":"{id}","channel_id":"c","conversation_id":"c","direction":"inbound","date":"2024-02-09T10:00:00Z",
            "sender":{{"handle":{{"type":"email","value":"a@example.com"}},"role":"from"}},"recipients":[],
            "created_at":"2024-02-09T10:00:00Z","format":"full"}}"#
        );
        messages += &message;
    }
    json(&format!(r#"{{"data":[{messages}],{next}"total_count":1}}"#))
}

pub(crate) fn next(cursor: &str) -> String {
    format!(r#""next_cursor":"{cursor}","#)
}

/// A server that always has one more page, each with a cursor of its own.
pub(crate) fn without_end() -> Vec<Vec<u8>> {
    (0..50).map(|number| page(&["m", "m"], &next(&format!("c{number}")))).collect()
}
