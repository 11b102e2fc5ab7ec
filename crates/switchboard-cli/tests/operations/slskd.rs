use serde_json::{Value, json};
use switchboard_sandbox::slskd::Server;
use switchboard_tests::command::Switchboard;

use crate::{by_both_names, switchboard};

/// What the server has of the conversation with bob, by the command itself.
async fn conversation(switchboard: &Switchboard) -> Value {
    let run = switchboard.run(&["slskd", "get-conversation", "--username", "bob"]).await.unwrap();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    run.json()
}

#[tokio::test]
async fn every_operation_of_slskd_does_its_work_by_either_name() {
    for call in by_both_names("slskd") {
        let server = Server::start().await.unwrap();
        let id = server.receive("bob", "hello").to_string();
        let switchboard = switchboard()
            .set("SWITCHBOARD_SLSKD_BASE_URL", server.http_url())
            .set("SWITCHBOARD_SLSKD_API_KEY", server.api_key())
            .set("SWITCHBOARD_SLSKD_USER", server.user_name())
            .set("SWITCHBOARD_SLSKD_PASSWORD", server.password());
        let bob = ["--username", "bob"];
        match call.method {
            "list_conversations" => {
                let list = call.run(&switchboard, &["--include-inactive"]).await.json();
                assert_eq!(list[0]["username"], "bob", "{list}");
                let none = call.run(&switchboard, &["--un-acknowledged-only", "false"]).await.json();
                assert_eq!(none.as_array().unwrap().len(), 1, "{none}");
            }
            "get_conversation" => {
                let found = call.run(&switchboard, &[&bob[..], &["--include-messages=true"]].concat()).await.json();
                assert_eq!(found["messages"][0]["message"], "hello", "{found}");
            }
            "send_message" => {
                let run = call.run(&switchboard, &[&bob[..], &["--body", "hi, \"bob\""]].concat()).await;
                assert_eq!(run.text(), "");
                assert_eq!(conversation(&switchboard).await["messages"][1]["message"], "hi, \"bob\"");
            }
            "acknowledge_conversation" => {
                call.run(&switchboard, &bob).await;
                assert_eq!(conversation(&switchboard).await["messages"][0]["isAcknowledged"], true);
            }
            "close_conversation" => {
                call.run(&switchboard, &bob).await;
                assert_eq!(conversation(&switchboard).await["isActive"], false);
            }
            "list_messages" => {
                let list = call.run(&switchboard, &bob).await.json();
                assert_eq!((&list[0]["direction"], &list[0]["message"]), (&json!("In"), &json!("hello")), "{list}");
            }
            "acknowledge_message" => {
                call.run(&switchboard, &[&bob[..], &["--id", &id]].concat()).await;
                assert_eq!(conversation(&switchboard).await["messages"][0]["isAcknowledged"], true);
            }
            "check_session" => {
                assert_eq!(call.run(&switchboard, &[]).await.text(), "");
            }
            "create_session" => {
                let session = call.run(&switchboard, &["--username", server.user_name()]).await.json();
                assert_eq!((&session["name"], &session["tokenType"]), (&json!("slskd"), &json!("Bearer")), "{session}");
            }
            "is_authentication_enabled" => assert_eq!(call.run(&switchboard, &[]).await.json(), true),
            other => panic!("nothing is asked about {other}"),
        }
    }
}
