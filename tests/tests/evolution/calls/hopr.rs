use switchboard::RetryPolicy;
use switchboard::hopr::Client;
use switchboard::hopr::operations::{PopAllMessagesError, PopMessageError, SendMessageError};
use switchboard::hopr::types::{PopAllMessagesRequest, PopMessageRequest, SendMessageRequest};

use super::{Api, Outcome, by_status, told};

pub(crate) struct Hopr(Client);

impl Api for Hopr {
    const NAME: &'static str = "hopr";

    fn at(url: &str) -> Self {
        Self(Client::builder().base_url(url).token("token").retry(RetryPolicy::never()).build().unwrap())
    }

    async fn call(&self, operation: &str) -> Outcome {
        let Self(client) = self;
        match operation {
            "send_message" => Outcome::of(
                client.send_message(&SendMessageRequest::new(1, "hi", "peer")).send().await,
                by_status!(SendMessageError: BadRequest, Unauthorized, Forbidden, PayloadTooLarge, UnsupportedMediaType,
                    UnprocessableEntity, InternalServerError),
            ),
            "delete_messages" => Outcome::of(client.delete_messages(1).send().await, told),
            "inbox_size" => Outcome::of(client.inbox_size(1).send().await, told),
            "pop_message" => Outcome::of(
                client.pop_message(&PopMessageRequest::new(1)).send().await,
                by_status!(PopMessageError: BadRequest, Unauthorized, Forbidden, UnsupportedMediaType,
                    UnprocessableEntity, InternalServerError),
            ),
            "pop_all_messages" => Outcome::of(
                client.pop_all_messages(&PopAllMessagesRequest::new(1)).send().await,
                by_status!(PopAllMessagesError: BadRequest, Unauthorized, Forbidden, UnsupportedMediaType,
                    UnprocessableEntity, InternalServerError),
            ),
            "message_socket" => Outcome::of_socket(client.message_socket().connect().await, told),
            other => panic!("teach this test {other}"),
        }
    }
}
