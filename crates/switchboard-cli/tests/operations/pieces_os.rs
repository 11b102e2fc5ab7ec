use serde_json::json;
use switchboard_sandbox::pieces_os::Server;

use crate::{by_both_names, switchboard};

const CONVERSATION: &str = "6a9a0a4e-5c0b-4d27-9f5c-0f0f4a0e8f11";

#[tokio::test]
async fn every_operation_of_pieces_os_does_its_work_by_either_name() {
    for call in by_both_names("pieces-os") {
        let server = Server::start().await.unwrap();
        let id = server.receive(CONVERSATION, "I am here to help");
        let switchboard = switchboard()
            .set("SWITCHBOARD_PIECES_OS_BASE_URL", server.base_url())
            .set("SWITCHBOARD_PIECES_OS_APPLICATION", server.application_id());
        match call.method {
            "health" => {
                let health = call.run(&switchboard, &[]).await.text();
                assert!(health.to_ascii_lowercase().starts_with("ok"), "{health}");
            }
            "version" => {
                let version = call.run(&switchboard, &[]).await.text();
                assert!(version.starts_with(|first: char| first.is_ascii_digit()), "{version}");
            }
            "register_application" => {
                let application = r#"{"name":"OPEN_SOURCE","platform":"LINUX","version":"1.2.3"}"#;
                let context = call.run(&switchboard, &["--application", application]).await.json();
                assert_eq!(context["application"]["version"], "1.2.3", "{context}");
            }
            "get_message" => {
                let message = call.run(&switchboard, &["--message", &id, "--transferables"]).await.json();
                assert_eq!(message["fragment"]["string"]["raw"], "I am here to help", "{message}");
            }
            "list_messages" => {
                let list = call.run(&switchboard, &["--transferables", "true"]).await.json();
                assert_eq!(list["iterable"][0]["id"], json!(id), "{list}");
            }
            "create_message" => {
                let conversation = json!({ "id": CONVERSATION }).to_string();
                let fragment = r#"{"string":{"raw":"from a shell"}}"#;
                let body = ["--role", "USER", "--fragment", fragment, "--conversation", &conversation];
                let created = call.run(&switchboard, &body).await.json();
                assert_eq!((&created["role"], &created["conversation"]["id"]), (&json!("USER"), &json!(CONVERSATION)));
            }
            "search_messages" => {
                let engines = r#"{"iterable":[{"query":"help"}]}"#;
                let found = call.run(&switchboard, &["--engines", engines, "--transferables=false"]).await.json();
                assert_eq!(found["iterable"][0]["identifier"], json!(id), "{found}");
            }
            "delete_message" => {
                assert_eq!(call.run(&switchboard, &["--message", &id]).await.text(), "");
                assert!(!server.delete(&id), "it is still there");
            }
            "message_identifiers" => {
                let run = call.run(&switchboard, &["--count", "1"]).await;
                assert_eq!(run.text().lines().count(), 1, "{}", run.text());
                assert!(run.json()["iterable"].is_array(), "{}", run.text());
            }
            other => panic!("nothing is asked about {other}"),
        }
    }
}
