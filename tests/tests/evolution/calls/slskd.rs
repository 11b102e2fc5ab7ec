use switchboard::RetryPolicy;
use switchboard::slskd::Client;
use switchboard::slskd::operations::{
    AcknowledgeConversationError, AcknowledgeMessageError, CloseConversationError, CreateSessionError,
    GetConversationError, ListMessagesError, SendMessageError,
};
use switchboard::slskd::types::LoginRequest;

use super::{Api, Outcome, by_status, told};

pub(crate) struct Slskd(Client);

impl Api for Slskd {
    const NAME: &'static str = "slskd";

    fn at(url: &str) -> Self {
        Self(Client::builder().base_url(url).api_key("key").retry(RetryPolicy::never()).build().unwrap())
    }

    async fn call(&self, operation: &str) -> Outcome {
        let Self(client) = self;
        match operation {
            "list_conversations" => Outcome::of(client.list_conversations().send().await, told),
            "get_conversation" => Outcome::of(
                client.get_conversation("bob").send().await,
                by_status!(GetConversationError: NotFound, InternalServerError),
            ),
            "send_message" => Outcome::of(
                client.send_message("bob", "hi").send().await,
                by_status!(SendMessageError: BadRequest, UnsupportedMediaType, InternalServerError),
            ),
            "acknowledge_conversation" => Outcome::of(
                client.acknowledge_conversation("bob").send().await,
                by_status!(AcknowledgeConversationError: NotFound, InternalServerError),
            ),
            "close_conversation" => Outcome::of(
                client.close_conversation("bob").send().await,
                by_status!(CloseConversationError: NotFound, InternalServerError),
            ),
            "list_messages" => Outcome::of(
                client.list_messages("bob").send().await,
                by_status!(ListMessagesError: NotFound, InternalServerError),
            ),
            "acknowledge_message" => Outcome::of(
                client.acknowledge_message("bob", 1).send().await,
                by_status!(AcknowledgeMessageError: BadRequest, NotFound, InternalServerError),
            ),
            "create_session" => Outcome::of(
                client.create_session(&LoginRequest::new("user", "password")).send().await,
                by_status!(CreateSessionError: BadRequest, Unauthorized, InternalServerError),
            ),
            "is_authentication_enabled" => Outcome::of(client.is_authentication_enabled().send().await, told),
            other => panic!("teach this test {other}"),
        }
    }
}
