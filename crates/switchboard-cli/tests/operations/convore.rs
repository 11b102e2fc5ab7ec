use serde_json::json;
use switchboard_sandbox::convore::Server;

use crate::{by_both_names, switchboard};

const BOB: &str = r#"{"handle":{"type":"email","value":"bob@example.com"},"role":"from"}"#;
const ANN: &str = r#"{"handle":{"type":"email","value":"ann@example.com"},"role":"to"}"#;

#[tokio::test]
async fn every_operation_of_convore_does_its_work_by_either_name() {
    for call in by_both_names("convore") {
        let server = Server::start().await.unwrap();
        let received = server.receive("bob@example.com", "lunch", "at noon?");
        let id = received.message_id.as_str();
        let switchboard = switchboard()
            .set("SWITCHBOARD_CONVORE_BASE_URL", server.base_url())
            .set("SWITCHBOARD_CONVORE_TOKEN", server.api_key());
        match call.method {
            "list_messages" => {
                let page = call.run(&switchboard, &["--limit", "5", "--format", "minimal"]).await.json();
                assert_eq!((&page["data"][0]["id"], &page["data"][0]["subject"]), (&json!(id), &json!("lunch")));
            }
            "send_message" => {
                let arguments = ["--field-body", "<p>yes</p>", "--reply-to-message-id", id];
                let sent = call.run(&switchboard, &arguments).await.json();
                assert_eq!(sent["recipients"][0]["handle"]["value"], "bob@example.com", "{sent}");
            }
            "import_message" => {
                let arguments = ["--date", "2001-02-03T04:05:06Z", "--sender", BOB, "--recipients", ANN];
                let imported = call
                    .run(
                        &switchboard,
                        &[&arguments[..], &["--subject", "old", "--conversation-id", &received.conversation_id]]
                            .concat(),
                    )
                    .await
                    .json();
                assert!(imported["date"].as_str().unwrap().starts_with("2001-02-03T04:05:06"), "{imported}");
                assert_eq!(imported["subject"], "old", "{imported}");
            }
            "get_message" => {
                let message = call.run(&switchboard, &["--message-id", id]).await.json();
                assert_eq!(message["text_body"], "at noon?", "{message}");
            }
            "update_message" => {
                let body = ["--message-id", id, "--subject", "dinner", "--body", r#"{"subject":"tea","snippet":null}"#];
                let updated = call.run(&switchboard, &body).await.json();
                assert_eq!((&updated["subject"], updated.get("snippet")), (&json!("dinner"), None), "{updated}");
            }
            "list_events" => {
                let page = call.run(&switchboard, &["--types", "message_inbound_received"]).await.json();
                assert_eq!(page["data"][0]["message_id"], id, "{page}");
            }
            other => panic!("nothing is asked about {other}"),
        }
    }
}
