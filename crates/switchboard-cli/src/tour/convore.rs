use std::time::Duration;

use futures_util::TryStreamExt as _;
use switchboard::convore::types::{
    ContactHandle, ContactHandleType, EventType, ImportMessageRequest, MessageFormat, MessageParticipant,
    MessageParticipantRole, SendMessageRequest, UpdateMessageRequest,
};
use switchboard::convore::{Client, IncomingMessage as _, Nullable, operations};
use switchboard_sandbox::convore::Server;

use super::Walk;

/// Who writes to us, and is written to.
const PEER: &str = "bob@example.com";

/// How soon the server is asked again.
const MOMENT: Duration = Duration::from_millis(20);

pub(super) async fn walk() -> Result<Walk, Box<dyn std::error::Error + Send + Sync>> {
    let server = Server::start().await?;
    let client = Client::builder().base_url(server.base_url()).api_key(server.api_key()).build()?;
    let mut walk = Walk::new("convore", &server.base_url(), operations::all());

    let received = server.receive(PEER, "lunch", "at noon?");
    let events = client.list_events().types([EventType::MessageInboundReceived]).send().await;
    walk.step("list_events", events, |page| {
        let told = page.data.iter().filter_map(|event| event.message_id.as_deref());
        let tells_of_it = told.clone().any(|message_id| message_id == received.message_id);
        expect(tells_of_it, || format!("{} received, the one just now among them", told.count()))
    });

    let mut reply = SendMessageRequest::new("<p>yes</p>");
    reply.reply_to_message_id = Some(received.message_id.clone());
    let sent = client.send_message(&reply).send().await;
    walk.step("send_message", sent, |message| {
        let to: Vec<&str> = message.recipients.iter().map(|recipient| recipient.handle.value.as_str()).collect();
        expect(to == [PEER], || format!("{}, answered {}", message.status().as_u16(), to.join(", ")))
    });

    let mut letter = ImportMessageRequest::new(
        "2001-02-03T04:05:06Z".parse()?,
        participant(PEER, MessageParticipantRole::From),
        vec![participant(server.address(), MessageParticipantRole::To)],
    );
    letter.conversation_id = Some(received.conversation_id.clone());
    let imported = client.import_message(&letter).send().await;
    walk.step("import_message", imported, |message| {
        expect(message.date == letter.date, || format!("with its date, {}", message.date))
    });

    let first = client.list_messages().format(MessageFormat::Minimal).limit(2).send().await;
    let mut cursor = None;
    walk.step("list_messages", first, |page| {
        cursor.clone_from(&page.next_cursor);
        expect(page.data.len() == 2 && cursor.is_some(), || format!("a page of {}, and more to come", page.data.len()))
    });
    let last = client.list_messages().limit(2).cursor(cursor.unwrap_or_default()).send().await;
    walk.step("list_messages", last, |page| {
        expect(page.data.len() == 1 && page.next_cursor.is_none(), || format!("the last page, of {}", page.data.len()))
    });

    let messages: Result<Vec<_>, _> = client.list_messages().limit(1).items().try_collect().await;
    walk.step_by("list_messages", "list_messages, items()", messages, |messages| {
        expect(messages.len() == 3, || format!("{} messages, one a page", messages.len()))
    });

    let mut change = UpdateMessageRequest::new();
    change.subject = Some("dinner".to_owned().into());
    change.snippet = Some(Nullable::Null);
    let updated = client.update_message(&received.message_id, &change).send().await;
    walk.step("update_message", updated, |message| {
        let subject = message.subject.as_deref().unwrap_or_default();
        expect(subject == "dinner" && message.snippet.is_none(), || format!("subject {subject}, snippet cleared"))
    });

    let found = client.get_message(&received.message_id).send().await;
    walk.step("get_message", found, |message| {
        let text = message.text_body.as_deref().unwrap_or_default();
        expect(message.format == MessageFormat::Full && text == "at noon?", || format!("in full: {text}"))
    });
    let mut incoming = client.incoming().poll_every(MOMENT, MOMENT);
    // What exists when the stream begins is not new.
    while incoming.position().is_none() {
        let _nothing_yet = tokio::time::timeout(MOMENT, incoming.next_message()).await;
    }
    server.receive(PEER, "news", "any news?");
    walk.step_by("list_events", "incoming()", incoming.next_message().await.transpose(), |message| {
        let text = message.map(|message| message.text().to_owned()).unwrap_or_default();
        expect(text == "any news?", || format!("a message came in: {text}"))
    });
    Ok(walk.end())
}

fn participant(address: &str, role: MessageParticipantRole) -> MessageParticipant {
    MessageParticipant::new(ContactHandle::new(ContactHandleType::Email, address), role)
}

fn expect(holds: bool, what: impl FnOnce() -> String) -> Result<String, String> {
    if holds { Ok(what()) } else { Err(format!("not what the sandbox holds: {}", what())) }
}
