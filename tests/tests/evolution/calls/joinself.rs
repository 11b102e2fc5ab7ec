use switchboard::RetryPolicy;
use switchboard::joinself::Client;
use switchboard::joinself::operations::{
    EditMessageError, GetMessageError, ListMessagesError, LoginError, SendMessageError,
};
use switchboard::joinself::types::{EditMessageRequest, LoginRequest, SendMessageRequest};

use super::{Api, Outcome, by_status};

pub(crate) struct Joinself(Client);

impl Api for Joinself {
    const NAME: &'static str = "joinself";

    fn at(url: &str) -> Self {
        Self(Client::builder().base_url(url).token("token").retry(RetryPolicy::never()).build().unwrap())
    }

    async fn call(&self, operation: &str) -> Outcome {
        let Self(client) = self;
        match operation {
            "list_messages" => Outcome::of(
                client.list_messages("app", "peer").send().await,
                by_status!(ListMessagesError: Unauthorized, NotFound, InternalServerError),
            ),
            "send_message" => Outcome::of(
                client.send_message("app", "peer", &SendMessageRequest::new("hi")).send().await,
                by_status!(SendMessageError: BadRequest, Unauthorized, NotFound, InternalServerError),
            ),
            "get_message" => Outcome::of(
                client.get_message("app", "peer", "jti").send().await,
                by_status!(GetMessageError: Unauthorized, NotFound),
            ),
            "edit_message" => Outcome::of(
                client.edit_message("app", "peer", "jti", &EditMessageRequest::new("hi")).send().await,
                by_status!(EditMessageError: BadRequest, Unauthorized, InternalServerError),
            ),
            "login" => Outcome::of(
                client.login(&LoginRequest::default()).send().await,
                by_status!(LoginError: BadRequest, Unauthorized),
            ),
            other => panic!("teach this test {other}"),
        }
    }
}
