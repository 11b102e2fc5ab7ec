use serde_json::json;
use switchboard_sandbox::hopr::Server;

use crate::{by_both_names, switchboard};

pub(crate) const PEER: &str = "12D3KooWLYKsvDB4xEELYoHXxeStj2gzaDXjra2uGaFLpKCZkJHs";

#[tokio::test]
async fn every_operation_of_hopr_does_its_work_by_either_name() {
    for call in by_both_names("hopr") {
        let node = Server::start().await.unwrap();
        node.receive(Some(5), "first");
        node.receive(Some(5), "second");
        let switchboard = switchboard()
            .set("SWITCHBOARD_HOPR_BASE_URL", node.base_url())
            .set("SWITCHBOARD_HOPR_TOKEN", node.superuser_token());
        match call.method {
            "send_message" => {
                let arguments = ["--tag", "7", "--field-body", "hello", "--peer-address", PEER];
                let challenge = call.run(&switchboard, &arguments).await.json();
                assert_eq!(challenge.as_str().unwrap().len(), 66);
                let sent = node.sent();
                assert_eq!(sent.len(), 1);
                assert_eq!((sent[0].body.as_str(), sent[0].tag), ("hello", Some(7)));
            }
            "delete_messages" => {
                assert_eq!(call.run(&switchboard, &["--tag", "5"]).await.text(), "");
                let left = switchboard.run(&["hopr", "inbox-size", "--tag", "5"]).await.unwrap();
                assert_eq!(left.json(), json!({ "size": 0 }));
            }
            "inbox_size" => assert_eq!(call.run(&switchboard, &["--tag", "5"]).await.json(), json!({ "size": 2 })),
            "pop_message" => {
                let message = call.run(&switchboard, &["--tag", "5"]).await.json();
                assert_eq!(message["tag"], 5);
                assert!(message["body"].as_str().unwrap().contains("first"), "{message}");
            }
            "pop_all_messages" => {
                let messages = call.run(&switchboard, &["--tag", "5"]).await.json();
                let bodies = messages["messages"].as_array().unwrap().iter().map(|message| message["body"].to_string());
                let bodies: Vec<String> = bodies.collect();
                assert!(bodies.len() == 2 && bodies[0].contains("first") && bodies[1].contains("second"), "{bodies:?}");
            }
            "message_socket" => {
                let listening = call.run(&switchboard, &["--count", "1"]);
                let telling = async {
                    while node.faults().open_sockets() == 0 {
                        tokio::task::yield_now().await;
                    }
                    node.receive(None, "over the socket");
                };
                let (run, ()) = tokio::join!(listening, telling);
                assert_eq!(run.text().lines().count(), 1, "{}", run.text());
                // The node lists the bytes of its own encoding; these are those of "over".
                assert!(run.json().as_str().unwrap().contains("111,118,101,114"), "{}", run.text());
                assert!(run.stderr.contains("connected"), "{}", run.stderr);
            }
            other => panic!("nothing is asked about {other}"),
        }
    }
}
