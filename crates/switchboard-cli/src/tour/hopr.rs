use switchboard::hopr::extras::{NodeEvent, OutgoingMessage};
use switchboard::hopr::types::{PopAllMessagesRequest, PopMessageRequest, SendMessageRequest};
use switchboard::hopr::{Client, IncomingMessage as _, operations};
use switchboard_sandbox::hopr::Server;

use super::Walk;
use super::socket::received;

/// The node that is written to.
const PEER: &str = "12D3KooWLYKsvDB4xEELYoHXxeStj2gzaDXjra2uGaFLpKCZkJHs";
/// What sender and receiver agree on.
const TAG: u16 = 112;

pub(super) async fn walk() -> Result<Walk, Box<dyn std::error::Error + Send + Sync>> {
    let server = Server::start().await?;
    let client = Client::builder().base_url(server.base_url()).token(server.superuser_token()).build()?;
    let mut walk = Walk::new("HOPR", &server.base_url(), operations::all());

    let mut socket = client.message_socket().connect().await?;
    server.receive(Some(TAG), "hello from the mixnet");
    walk.step("message_socket", received(&mut socket).await, |event| match event {
        Some(NodeEvent::Message(message)) => {
            expect(message.text == "hello from the mixnet", || format!("a message arrived: {}", message.text))
        }
        other => Err(format!("expected a message, got {other:?}")),
    });

    let request = SendMessageRequest::new(TAG, "hello from the tour", PEER);
    let mut challenge = String::new();
    walk.step("send_message", client.send_message(&request).send().await, |answer| {
        challenge.clone_from(&answer);
        let digits = answer.len();
        expect(digits == 66, || format!("{}, a challenge of {digits} digits", answer.status().as_u16()))
    });
    walk.step("message_socket", received(&mut socket).await, |event| {
        let acknowledged = event == Some(NodeEvent::Acknowledged(challenge));
        expect(acknowledged, || "the first hop acknowledged that challenge".to_owned())
    });
    let sent = socket.send(&OutgoingMessage::new("hello over the socket", PEER)?.hops(1)?).await;
    let told = received(&mut socket).await?;
    walk.step_by("message_socket", "message_socket, send", sent, |()| {
        let arrived = server.sent().last().is_some_and(|message| message.body == "hello over the socket");
        expect(arrived && matches!(told, Some(NodeEvent::AckChallenge(_))), || {
            "sent, and its challenge told".to_owned()
        })
    });

    let mut incoming = client.incoming();
    let told = async {
        // The node tells only those that are connected.
        while server.faults().open_sockets() < 2 {
            tokio::task::yield_now().await;
        }
        server.receive(None, "good morning");
    };
    let (message, ()) = tokio::join!(incoming.next_message(), told);
    walk.step_by("message_socket", "incoming()", message.transpose(), |message| {
        let text = message.map(|message| message.text().to_owned()).unwrap_or_default();
        expect(text == "good morning", || format!("a message came in: {text}"))
    });

    server.receive(Some(TAG), "are you there?");
    server.receive(Some(TAG), "last call");
    walk.step("inbox_size", client.inbox_size(TAG).send().await, |answer| {
        expect(answer.size == 3, || format!("{} messages of tag {TAG}", answer.size))
    });

    let popped = client.pop_message(&PopMessageRequest::new(TAG)).send().await;
    walk.step("pop_message", popped, |message| {
        let holds = message.tag == Some(TAG) && message.body.contains("hello from the mixnet");
        expect(holds, || format!("the oldest one, {} bytes with its encoding", message.body.len()))
    });

    let popped = client.pop_all_messages(&PopAllMessagesRequest::new(TAG)).send().await;
    walk.step("pop_all_messages", popped, |answer| {
        let holds = matches!(answer.messages.as_slice(), [first, last]
            if first.body.contains("are you there?") && last.body.contains("last call"));
        expect(holds, || format!("the other {}, oldest first", answer.messages.len()))
    });

    server.receive(Some(TAG), "never mind");
    walk.step("delete_messages", client.delete_messages(TAG).send().await, |answer| {
        Ok(format!("{}, unread", answer.status().as_u16()))
    });
    walk.step("inbox_size", client.inbox_size(TAG).send().await, |answer| {
        expect(answer.size == 0, || format!("{} messages left", answer.size))
    });

    server.receive(Some(TAG), "one more");
    let mut polled = client.incoming().polling(TAG);
    walk.step_by("pop_message", "incoming().polling(tag)", polled.next_message().await.transpose(), |message| {
        let holds = message.is_some_and(|message| message.text().contains("one more"));
        expect(holds, || "a message taken out of the inbox as it came in".to_owned())
    });
    Ok(walk.end())
}

fn expect(holds: bool, what: impl FnOnce() -> String) -> Result<String, String> {
    if holds { Ok(what()) } else { Err(format!("not what the sandbox holds: {}", what())) }
}
