use std::time::Duration;

use futures_util::TryStreamExt as _;
use switchboard::joinself::types::{EditMessageRequest, LoginRequest, SendMessageRequest};
use switchboard::joinself::{Client, IncomingMessage as _, operations};
use switchboard_sandbox::joinself::Server;

use super::Walk;

const APP: &str = "8f2a4c1e";
/// Who writes to us, and is written to.
const PEER: &str = "1234567890";

/// How soon the server is asked again.
const MOMENT: Duration = Duration::from_millis(20);

pub(super) async fn walk() -> Result<Walk, Box<dyn std::error::Error + Send + Sync>> {
    let server = Server::start().await?;
    let client =
        Client::builder().base_url(server.base_url()).sign_in(server.user_name(), server.password()).build()?;
    let mut walk = Walk::new("joinself", &server.base_url(), operations::all());

    server.add_connection(APP, PEER);
    let sent = client.send_message(APP, PEER, &SendMessageRequest::new("hello from the tour")).send().await;
    let mut jti = String::new();
    walk.step("send_message", sent, |answer| {
        jti.clone_from(&answer.jti);
        expect(answer.iss == "me", || format!("{}, sent to {PEER} by {}", answer.status().as_u16(), answer.iss))
    });

    server.receive(APP, PEER, "hello back");
    let listed = client.list_messages(APP, PEER).per_page(10).send().await;
    walk.step("list_messages", listed, |page| {
        let texts: Vec<&str> = page.items.iter().map(|message| message.body.as_str()).collect();
        let newest_first = ["hello back", "hello from the tour"];
        expect(texts == newest_first, || format!("{} messages: {}", texts.len(), texts.join(", ")))
    });

    let pages: Result<Vec<_>, _> = client.list_messages(APP, PEER).per_page(1).pages().try_collect().await;
    walk.step_by("list_messages", "list_messages, pages()", pages, |pages| {
        let holds = pages.len() == 2 && pages.iter().all(|page| page.items.len() == 1);
        expect(holds, || format!("{} pages, and an end though the server repeats the last", pages.len()))
    });

    let edited = client.edit_message(APP, PEER, &jti, &EditMessageRequest::new("hello, all")).send().await;
    walk.step("edit_message", edited, |message| {
        expect(message.body == "hello, all" && message.updated_at > message.created_at, || {
            format!("now it says: {}", message.body)
        })
    });

    let found = client.get_message(APP, PEER, &jti).send().await;
    walk.step("get_message", found, |message| {
        expect(message.jti == jti && message.body == "hello, all", || format!("found by its jti: {}", message.body))
    });

    let mut request = LoginRequest::default();
    request.username = Some(server.user_name().to_owned());
    request.password = Some(server.password().to_owned());
    let signed_in = client.login(&request).send().await;
    walk.step("login", signed_in, |answer| {
        expect(answer.token.split('.').count() == 3, || "a token; the calls above signed in by themselves".to_owned())
    });
    let mut incoming = client.incoming(APP, PEER).poll_every(MOMENT, MOMENT);
    // What exists when the stream begins is not new.
    while incoming.position().is_none() {
        let _nothing_yet = tokio::time::timeout(MOMENT, incoming.next_message()).await;
    }
    server.receive(APP, PEER, "any news?");
    walk.step_by("list_messages", "incoming(app, connection)", incoming.next_message().await.transpose(), |message| {
        let text = message.map(|message| message.text().to_owned()).unwrap_or_default();
        expect(text == "any news?", || format!("a message came in: {text}"))
    });
    Ok(walk.end())
}

fn expect(holds: bool, what: impl FnOnce() -> String) -> Result<String, String> {
    if holds { Ok(what()) } else { Err(format!("not what the sandbox holds: {}", what())) }
}
