use switchboard::RetryPolicy;
use switchboard::convore::Client;
use switchboard::convore::types::{
    ContactHandle, ContactHandleType, ImportMessageRequest, MessageParticipant, MessageParticipantRole,
    SendMessageRequest, UpdateMessageRequest,
};

use super::{Api, Outcome, told};

pub(crate) struct Convore(Client);

impl Api for Convore {
    const NAME: &'static str = "convore";

    fn at(url: &str) -> Self {
        Self(Client::builder().base_url(url).api_key("key").retry(RetryPolicy::never()).build().unwrap())
    }

    async fn call(&self, operation: &str) -> Outcome {
        let Self(client) = self;
        match operation {
            "list_messages" => Outcome::of(client.list_messages().send().await, told),
            "send_message" => Outcome::of(client.send_message(&SendMessageRequest::new("hi")).send().await, told),
            "import_message" => {
                let handle = ContactHandle::new(ContactHandleType::Email, "bob@example.com");
                let bob = MessageParticipant::new(handle, MessageParticipantRole::From);
                let request = ImportMessageRequest::new("2024-02-09T10:00:00Z".parse().unwrap(), bob, Vec::new());
                Outcome::of(client.import_message(&request).send().await, told)
            }
            "get_message" => Outcome::of(client.get_message("id").send().await, told),
            "update_message" => {
                Outcome::of(client.update_message("id", &UpdateMessageRequest::new()).send().await, told)
            }
            "list_events" => Outcome::of(client.list_events().send().await, told),
            other => panic!("teach this test {other}"),
        }
    }
}
