//! What does an example do where a server is named, until Ctrl-C?

use std::fs;
use std::path::Path;

use serde::Serialize;
use switchboard::slskd::types::MessageDirection;
use switchboard::{convore, joinself, pieces_os, slskd};
use switchboard_sandbox::{
    convore as convore_server, hopr, joinself as joinself_server, pieces_os as pieces_os_server, slskd as slskd_server,
};

use crate::process::{Example, run};

/// A node that can be written to.
const PEER: &str = "12D3KooWLYKsvDB4xEELYoHXxeStj2gzaDXjra2uGaFLpKCZkJHs";

/// A file that says to begin with the first message that there is.
fn beginning<P: Default + Serialize>(folder: &Path) -> String {
    let file = folder.join("position.json");
    fs::write(&file, serde_json::to_vec(&P::default()).unwrap()).unwrap();
    file.to_str().unwrap().to_owned()
}

/// What others wrote to a user of slskd over it.
async fn sent_to(user: &str, server: &slskd_server::Server) -> Vec<String> {
    let client = slskd::Client::builder().base_url(server.http_url()).api_key(server.api_key()).build().unwrap();
    let messages = client.list_messages(user).send().await.unwrap().into_inner();
    let sent = messages.into_iter().filter(|message| message.direction == Some(MessageDirection::Out));
    sent.filter_map(|message| message.message).collect()
}

#[tokio::test]
async fn a_bot_goes_on_after_its_server_was_out_of_order() {
    let server = slskd_server::Server::start().await.unwrap();
    let base_url = server.http_url();
    let settings = [("SWITCHBOARD_SLSKD_BASE_URL", base_url.as_str()), ("SWITCHBOARD_SLSKD_API_KEY", server.api_key())];
    server.receive("bob", "one");
    let mut bot = Example::start("echo-slskd", &settings);
    bot.prints("done with bob/1/").await;

    server.faults().drop_next(3); // as often as a call is tried
    server.receive("bob", "two");
    bot.prints("done with bob/2/").await;

    let (status, errors) = bot.stop().await;
    assert!(status.success(), "{errors}");
    assert_eq!(errors.lines().count(), 1, "{errors}");

    let client = slskd::Client::builder().base_url(&base_url).api_key(server.api_key()).build().unwrap();
    assert!(client.list_conversations().un_acknowledged_only(true).send().await.unwrap().is_empty());
    assert_eq!(sent_to("bob", &server).await, ["you said: one", "you said: two"]);
}

#[tokio::test]
async fn a_bot_that_the_server_refuses_ends_and_says_why() {
    let server = slskd_server::Server::start().await.unwrap();
    let settings = [
        ("SWITCHBOARD_SLSKD_BASE_URL", server.http_url()),
        ("SWITCHBOARD_SLSKD_API_KEY", "0123456789abcdef0123456789abcdef".to_owned()),
    ];
    let settings = settings.each_ref().map(|(name, value)| (*name, value.as_str()));
    let output = run("echo-slskd", &settings).await;
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{errors}");
    assert!(errors.contains("401"), "{errors}");
    assert!(!errors.contains("0123456789abcdef"), "{errors}");
}

#[tokio::test]
async fn a_bot_answers_after_a_restart_what_came_in_meanwhile_and_nothing_twice() {
    let server = joinself_server::Server::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (base_url, file) = (server.base_url(), beginning::<joinself::extras::Position>(folder.path()));
    let settings = [
        ("SWITCHBOARD_JOINSELF_BASE_URL", base_url.as_str()),
        ("SWITCHBOARD_JOINSELF_USER", server.user_name()),
        ("SWITCHBOARD_JOINSELF_PASSWORD", server.password()),
        ("SWITCHBOARD_JOINSELF_APP", "app"),
        ("SWITCHBOARD_JOINSELF_CONNECTION", "1234567890"),
        ("SWITCHBOARD_JOINSELF_POSITION_FILE", file.as_str()),
    ];
    server.receive("app", "1234567890", "one");
    let mut bot = Example::start("echo-joinself", &settings);
    bot.prints("done with ").await;
    let (status, errors) = bot.stop().await;
    assert!(status.success(), "{errors}");

    server.receive("app", "1234567890", &"é".repeat(100));
    let mut bot = Example::start("echo-joinself", &settings);
    bot.prints("done with ").await;
    let (status, errors) = bot.stop().await;
    assert!(status.success(), "{errors}");

    let client = joinself::Client::builder().base_url(&base_url).token(server.token()).build().unwrap();
    let messages = client.list_messages("app", "1234567890").send().await.unwrap().into_inner();
    let answers = messages.items.iter().filter(|message| message.iss == "me").map(|message| message.body.as_str());
    // What is too long is cut.
    assert_eq!(answers.rev().collect::<Vec<_>>(), ["you said: one", &format!("you said: {}", "é".repeat(59))]);
}

#[tokio::test]
async fn a_bot_that_heard_nothing_yet_answers_after_a_restart_what_came_in_meanwhile() {
    let server = joinself::mock::Server::start();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("position.json");
    let settings = [
        ("SWITCHBOARD_JOINSELF_BASE_URL", server.base_url()),
        ("SWITCHBOARD_JOINSELF_TOKEN", "any"),
        ("SWITCHBOARD_JOINSELF_APP", "app"),
        ("SWITCHBOARD_JOINSELF_CONNECTION", "1234567890"),
        ("SWITCHBOARD_JOINSELF_POSITION_FILE", file.to_str().unwrap()),
    ];
    let nothing = server.list_messages(|_, then| {
        let page = r#"{"items":[],"page":1,"page_count":0,"per_page":100,"total_count":0}"#;
        then.status(200).body("application/json", page);
    });
    let bot = Example::start("echo-joinself", &settings);
    // Once it asks again it has read the first answer.
    while nothing.calls() < 2 {
        tokio::task::yield_now().await;
    }
    let (status, errors) = bot.stop().await;
    assert!(status.success() && errors.is_empty(), "{errors}");

    assert!(file.exists(), "it goes on from now, after a restart");
    nothing.delete();
    server.list_messages(|_, then| {
        then.example();
    });
    let answer = server.send_message(|_, _| {});
    let mut bot = Example::start("echo-joinself", &settings);
    bot.prints("done with ").await;
    let (status, errors) = bot.stop().await;
    assert!(status.success() && errors.is_empty(), "{errors}");
    answer.assert();
}

#[tokio::test]
async fn the_bot_of_hopr_lives_on_after_addresses_that_are_none() {
    let server = hopr::Server::start().await.unwrap();
    let base_url = server.base_url();
    let settings =
        [("SWITCHBOARD_HOPR_BASE_URL", base_url.as_str()), ("SWITCHBOARD_HOPR_TOKEN", server.superuser_token())];
    let mut bot = Example::start("echo-hopr", &settings);
    while server.faults().open_sockets() == 0 {
        tokio::task::yield_now().await;
    }
    server.receive(None, "reply-to: nobody\nhello");
    server.receive(None, "to nobody");
    server.receive(None, &format!("reply-to: {PEER}\nare you there?"));
    bot.prints("done with ").await;
    bot.prints("done with ").await;

    let (status, errors) = bot.stop().await;
    assert!(status.success(), "{errors}");
    assert_eq!(errors.lines().count(), 1, "{errors}");
    let sent: Vec<_> = server.sent().into_iter().map(|message| (message.body, message.peer_address)).collect();
    assert_eq!(sent, [("you said: are you there?".to_owned(), PEER.to_owned())]);
}

#[tokio::test]
async fn the_bot_of_convore_goes_on_where_it_stopped() {
    let server = convore_server::Server::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (base_url, file) = (server.base_url(), beginning::<convore::extras::Position>(folder.path()));
    let settings = [
        ("SWITCHBOARD_CONVORE_BASE_URL", base_url.as_str()),
        ("SWITCHBOARD_CONVORE_TOKEN", server.api_key()),
        ("SWITCHBOARD_CONVORE_POSITION_FILE", file.as_str()),
    ];
    for text in ["one", "two"] {
        let received = server.receive("bob@example.com", "numbers", text);
        let mut bot = Example::start("echo-convore", &settings);
        bot.prints(&format!("done with {}", received.message_id)).await;
        let (status, errors) = bot.stop().await;
        assert!(status.success() && errors.is_empty(), "{errors}");
    }
    let client = convore::Client::builder().base_url(&base_url).api_key(server.api_key()).build().unwrap();
    assert_eq!(client.list_messages().send().await.unwrap().data.len(), 4, "two messages, and an answer to each");
}

#[tokio::test]
async fn the_bot_of_pieces_os_registers_and_leaves_the_assistant_alone() {
    let server = pieces_os_server::Server::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (base_url, file) = (server.base_url(), beginning::<pieces_os::extras::Position>(folder.path()));
    let settings =
        [("SWITCHBOARD_PIECES_OS_BASE_URL", base_url.as_str()), ("SWITCHBOARD_PIECES_OS_POSITION_FILE", file.as_str())];
    let conversation = "6a9a0a4e-5c0b-4d27-9f5c-0f0f4a0e8f11";
    server.receive(conversation, "I am the assistant");
    let question = server.receive_from_user(conversation, "are you there?");
    let mut bot = Example::start("echo-pieces-os", &settings);
    bot.prints(&format!("done with {question}")).await;
    let (status, errors) = bot.stop().await;
    assert!(status.success() && errors.is_empty(), "{errors}");

    let registered = server.last_application().unwrap();
    assert_ne!(registered, server.application_id());
    let client = pieces_os::Client::builder().base_url(&base_url).build().unwrap();
    assert_eq!(client.list_messages().send().await.unwrap().iterable.len(), 3, "two messages, and one answer");
}

#[tokio::test]
async fn the_bridge_leaves_alone_what_others_write() {
    let node = hopr::Server::start().await.unwrap();
    let server = slskd_server::Server::start().await.unwrap();
    let (hopr_url, slskd_url) = (node.base_url(), server.http_url());
    let settings = [
        ("SWITCHBOARD_HOPR_BASE_URL", hopr_url.as_str()),
        ("SWITCHBOARD_HOPR_TOKEN", node.superuser_token()),
        ("SWITCHBOARD_SLSKD_BASE_URL", slskd_url.as_str()),
        ("SWITCHBOARD_SLSKD_API_KEY", server.api_key()),
        ("SWITCHBOARD_BRIDGE_PEER", PEER),
        ("SWITCHBOARD_BRIDGE_USER", "bob"),
    ];
    server.receive("alice", "not for the bridge");
    server.receive("bob", &"long ".repeat(100));
    let mut bridge = Example::start("bridge-hopr-slskd", &settings);
    bridge.prints("done with ").await;
    bridge.prints("done with ").await;
    while node.faults().open_sockets() == 0 {
        tokio::task::yield_now().await;
    }
    node.receive(None, "hello, bob");
    bridge.prints("done with ").await;
    let (status, errors) = bridge.stop().await;
    assert!(status.success() && errors.is_empty(), "{errors}");

    let into_the_mixnet: Vec<String> = node.sent().into_iter().map(|message| message.body).collect();
    assert_eq!(into_the_mixnet.len(), 2, "a packet takes 481 bytes");
    let parts: Vec<&str> = into_the_mixnet.iter().filter_map(|body| body.strip_prefix("bob: ")).collect();
    assert_eq!(parts.concat(), "long ".repeat(100));
    assert_eq!(sent_to("bob", &server).await, ["hello, bob"]);
    assert_eq!(sent_to("alice", &server).await, [""; 0]);
}
