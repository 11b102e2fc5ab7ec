use switchboard::RetryPolicy;
use switchboard::pieces_os::Client;
use switchboard::pieces_os::types::{
    ApplicationNameEnum, PlatformEnum, SearchEngines, SearchInput, SeededConnectorConnection,
    SeededConversationMessage, SeededTrackedApplication,
};

use super::{Api, Outcome, told};

pub(crate) struct PiecesOs(Client);

impl Api for PiecesOs {
    const NAME: &'static str = "pieces-os";

    fn at(url: &str) -> Self {
        Self(Client::builder().base_url(url).application("application").retry(RetryPolicy::never()).build().unwrap())
    }

    async fn call(&self, operation: &str) -> Outcome {
        let Self(client) = self;
        match operation {
            "health" => Outcome::of(client.health().send().await, told),
            "version" => Outcome::of(client.version().send().await, told),
            "register_application" => {
                let application =
                    SeededTrackedApplication::new(ApplicationNameEnum::OpenSource, "0.1.0", PlatformEnum::Linux);
                let connection = SeededConnectorConnection::new(application);
                Outcome::of(client.register_application(&connection).send().await, told)
            }
            "get_message" => Outcome::of(client.get_message("id").send().await, told),
            "list_messages" => Outcome::of(client.list_messages().send().await, told),
            "create_message" => {
                let message = serde_json::json!({ "role": "USER", "conversation": { "id": "c" }, "fragment": {} });
                let message: SeededConversationMessage = serde_json::from_value(message).unwrap();
                Outcome::of(client.create_message(&message).send().await, told)
            }
            "search_messages" => Outcome::of(
                client.search_messages(&SearchInput::new(SearchEngines::new(Vec::new()))).send().await,
                told,
            ),
            "message_identifiers" => Outcome::of_socket(client.message_identifiers().connect().await, told),
            "delete_message" => Outcome::of(client.delete_message("id").send().await, told),
            other => panic!("teach this test {other}"),
        }
    }
}
