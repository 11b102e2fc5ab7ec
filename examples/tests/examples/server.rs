//! What does an example do where a server is named, until Ctrl-C?

use std::fs;

use switchboard::joinself::extras::Position;
use switchboard::slskd::types::MessageDirection;
use switchboard::{joinself, slskd};
use switchboard_sandbox::{hopr, joinself as joinself_server, slskd as slskd_server};

use crate::process::{Example, run};

#[tokio::test]
async fn a_bot_goes_on_after_its_server_was_out_of_order() {
    let server = slskd_server::Server::start().await.unwrap();
    let base_url = server.http_url();
    let settings = [("SWITCHBOARD_SLSKD_BASE_URL", base_url.as_str()), ("SWITCHBOARD_SLSKD_API_KEY", server.api_key())];
    server.receive("bob", "one");
    let mut bot = Example::start("echo-slskd", &settings);
    bot.prints("answered bob/1/").await;

    server.faults().drop_next(3); // as often as a call is tried
    server.receive("bob", "two");
    bot.prints("answered bob/2/").await;

    let (status, errors) = bot.stop().await;
    assert!(status.success(), "{errors}");
    assert_eq!(errors.lines().count(), 1, "{errors}");

    let client = slskd::Client::builder().base_url(&base_url).api_key(server.api_key()).build().unwrap();
    assert!(client.list_conversations().un_acknowledged_only(true).send().await.unwrap().is_empty());
    let messages = client.list_messages("bob").send().await.unwrap().into_inner();
    let sent = messages.into_iter().filter(|message| message.direction == Some(MessageDirection::Out));
    let sent: Vec<String> = sent.filter_map(|message| message.message).collect();
    assert_eq!(sent, ["you said: one", "you said: two"]);
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
    let file = folder.path().join("position.json");
    fs::write(&file, serde_json::to_vec(&Position::default()).unwrap()).unwrap();
    let (base_url, file) = (server.base_url(), file.to_str().unwrap());
    let settings = [
        ("SWITCHBOARD_JOINSELF_BASE_URL", base_url.as_str()),
        ("SWITCHBOARD_JOINSELF_USER", server.user_name()),
        ("SWITCHBOARD_JOINSELF_PASSWORD", server.password()),
        ("SWITCHBOARD_JOINSELF_APP", "app"),
        ("SWITCHBOARD_JOINSELF_CONNECTION", "1234567890"),
        ("SWITCHBOARD_JOINSELF_POSITION_FILE", file),
    ];
    server.receive("app", "1234567890", "one");
    let mut bot = Example::start("echo-joinself", &settings);
    bot.prints("answered ").await;
    let (status, errors) = bot.stop().await;
    assert!(status.success(), "{errors}");

    server.receive("app", "1234567890", &"é".repeat(100));
    let mut bot = Example::start("echo-joinself", &settings);
    bot.prints("answered ").await;
    let (status, errors) = bot.stop().await;
    assert!(status.success(), "{errors}");

    let client = joinself::Client::builder().base_url(&base_url).token(server.token()).build().unwrap();
    let messages = client.list_messages("app", "1234567890").send().await.unwrap().into_inner();
    let answers = messages.items.iter().filter(|message| message.iss == "me").map(|message| message.body.as_str());
    // What is too long is cut.
    assert_eq!(answers.rev().collect::<Vec<_>>(), ["you said: one", &format!("you said: {}", "é".repeat(59))]);
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
    let peer = "12D3KooWLYKsvDB4xEELYoHXxeStj2gzaDXjra2uGaFLpKCZkJHs";
    server.receive(None, "reply-to: nobody\nhello");
    server.receive(None, "to nobody");
    server.receive(None, &format!("reply-to: {peer}\nare you there?"));
    bot.prints("done with ").await;
    bot.prints("done with ").await;

    let (status, errors) = bot.stop().await;
    assert!(status.success(), "{errors}");
    assert_eq!(errors.lines().count(), 1, "{errors}");
    let sent: Vec<_> = server.sent().into_iter().map(|message| (message.body, message.peer_address)).collect();
    assert_eq!(sent, [("you said: are you there?".to_owned(), peer.to_owned())]);
}
