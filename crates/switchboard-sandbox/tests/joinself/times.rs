//! What do the times in an answer say?

use reqwest::Method;
use serde_json::Value;
use switchboard_sandbox::joinself::Server;

use crate::caller::{APP, Caller, MESSAGES, PEER, answer};

fn assert_microseconds(message: &Value, name: &str) {
    let time = message[name].as_str().unwrap();
    assert!(time.ends_with('Z') && time.len() <= "2023-11-24T10:00:00.123456Z".len(), "{name}: {time}");
}

#[tokio::test]
async fn only_the_answer_to_an_edit_has_the_servers_offset() {
    let server = Server::builder().clock_ahead_of_utc(2).start().await.unwrap();
    let message = format!("{MESSAGES}/{}", server.receive(APP, PEER, "hello"));
    let caller = Caller::of(&server);
    let edited = answer(caller.send(Method::PUT, &message, r#"{"body":"x"}"#).await, 200).await;
    assert_microseconds(&edited, "created_at");
    let updated_at = edited["updated_at"].as_str().unwrap();
    let local = updated_at.strip_suffix("+02:00").unwrap();

    let read_back = caller.json(&message).await;
    for name in ["created_at", "updated_at", "iat"] {
        assert_microseconds(&read_back, name);
    }
    let (seconds, _) = local.split_at(19);
    assert!(read_back["updated_at"].as_str().unwrap().starts_with(seconds), "the local time, marked as UTC");
}
