use switchboard::slskd::types::LoginRequest;
use switchboard::slskd::{Client, IncomingMessage as _, operations};
use switchboard_sandbox::slskd::Server;

use super::Walk;

/// Who writes to us, and is written to.
const PEER: &str = "bob";

pub(super) async fn walk() -> Result<Walk, Box<dyn std::error::Error + Send + Sync>> {
    let server = Server::start().await?;
    let client = Client::builder()
        .base_url(server.https_url())
        .accept_self_signed_on_loopback()
        .api_key(server.api_key())
        .build()?;
    let mut walk = Walk::new("slskd", &server.https_url(), operations::all());

    let sent = client.send_message(PEER, "hello from the tour").send().await;
    walk.step("send_message", sent, |answer| Ok(format!("{}, sent to {PEER}", answer.status().as_u16())));

    let id = server.receive(PEER, "hello back");
    let listed = client.list_conversations().un_acknowledged_only(true).send().await;
    walk.step("list_conversations", listed, |answer| match answer.as_slice() {
        [only] if only.username.as_deref() == Some(PEER) => {
            Ok(format!("1 conversation, {} unacknowledged", only.un_acknowledged_message_count.unwrap_or_default()))
        }
        others => Err(format!("expected the conversation with {PEER}, got {}", others.len())),
    });

    let messages = client.list_messages(PEER).send().await;
    walk.step("list_messages", messages, |answer| {
        let texts: Vec<&str> = answer.iter().filter_map(|message| message.message.as_deref()).collect();
        expect(texts.len() == 2, || format!("{} messages: {}", texts.len(), texts.join(", ")))
    });

    let mut incoming = client.incoming();
    walk.step_by("list_conversations", "incoming()", incoming.next_message().await.transpose(), |message| {
        let text = message.map(|message| message.text().to_owned()).unwrap_or_default();
        expect(text == "hello back", || format!("a message came in: {text}"))
    });

    let acknowledged = client.acknowledge_message(PEER, id).send().await;
    walk.step("acknowledge_message", acknowledged, |answer| Ok(format!("{}, message {id}", answer.status().as_u16())));

    server.receive(PEER, "are you there?");
    let acknowledged = client.acknowledge_conversation(PEER).send().await;
    walk.step("acknowledge_conversation", acknowledged, |answer| {
        Ok(format!("{}, all of them", answer.status().as_u16()))
    });

    let conversation = client.get_conversation(PEER).include_messages(true).send().await;
    walk.step("get_conversation", conversation, |answer| {
        let count = answer.messages.as_ref().map_or(0, Vec::len);
        let left = answer.un_acknowledged_message_count.unwrap_or(-1);
        expect(count == 3 && left == 0, || format!("{count} messages, {left} unacknowledged"))
    });

    let closed = client.close_conversation(PEER).send().await;
    walk.step("close_conversation", closed, |answer| Ok(format!("{}, nothing is erased", answer.status().as_u16())));

    let asked = client.is_authentication_enabled().send().await;
    walk.step("is_authentication_enabled", asked, |answer| {
        expect(*answer, || "the server wants credentials".to_owned())
    });

    let checked = client.check_session().send().await;
    walk.step("check_session", checked, |answer| Ok(format!("{}, the key is good", answer.status().as_u16())));

    let created = client.create_session(&LoginRequest::new(server.user_name(), server.password())).send().await;
    walk.step("create_session", created, |answer| {
        let days = (answer.expires.unwrap_or_default() - answer.issued.unwrap_or_default()) / (24 * 60 * 60);
        expect(days == 7 && answer.token.is_some(), || format!("a token for {days} days"))
    });
    Ok(walk.end())
}

fn expect(holds: bool, what: impl FnOnce() -> String) -> Result<String, String> {
    if holds { Ok(what()) } else { Err(format!("not what the sandbox holds: {}", what())) }
}
