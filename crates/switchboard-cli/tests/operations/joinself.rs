use serde_json::json;
use switchboard_sandbox::joinself::Server;

use crate::{by_both_names, switchboard};

#[tokio::test]
async fn every_operation_of_joinself_does_its_work_by_either_name() {
    for call in by_both_names("joinself") {
        let server = Server::start().await.unwrap();
        server.add_connection("app", "1234567890");
        let jti = server.receive("app", "1234567890", "hello");
        let switchboard = switchboard()
            .set("SWITCHBOARD_JOINSELF_BASE_URL", server.base_url())
            .set("SWITCHBOARD_JOINSELF_USER", server.user_name())
            .set("SWITCHBOARD_JOINSELF_PASSWORD", server.password());
        let place = ["--app-id", "app", "--connection-id", "1234567890"];
        let message = [&place[..], &["--jti", &jti]].concat();
        match call.method {
            "list_messages" => {
                let page = call.run(&switchboard, &[&place[..], &["--per-page", "5"]].concat()).await.json();
                assert_eq!((&page["per_page"], &page["items"][0]["body"]), (&json!(5), &json!("hello")), "{page}");
            }
            "send_message" => {
                let body = ["--body", r#"{"body":"from a shell"}"#];
                let sent = call.run(&switchboard, &[&place[..], &body].concat()).await.json();
                assert_eq!(sent["body"], "from a shell", "{sent}");
                let listed = switchboard.run(&[&["joinself", "list-messages"], &place[..]].concat()).await.unwrap();
                assert!(listed.text().contains("from a shell"), "{}", listed.text());
            }
            "get_message" => assert_eq!(call.run(&switchboard, &message).await.json()["body"], "hello"),
            "edit_message" => {
                let edited = call.run(&switchboard, &[&message[..], &["--field-body", "mended"]].concat()).await.json();
                assert_eq!((&edited["body"], &edited["jti"]), (&json!("mended"), &json!(jti)), "{edited}");
            }
            "login" => {
                let answer = call.run(&switchboard, &["--username", server.user_name()]).await.json();
                assert_eq!(answer["token"].as_str().unwrap().split('.').count(), 3, "{answer}");
            }
            other => panic!("nothing is asked about {other}"),
        }
    }
}
