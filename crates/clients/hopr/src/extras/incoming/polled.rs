use std::convert::Infallible;

use http::StatusCode;
use switchboard_core::generated::misconfigured;
use switchboard_core::http;
use switchboard_core::{Polling, Source};

use crate::types::{PopMessageRequest, ReceivedMessage};
use crate::{Client, Error};

/// Messages of one tag, taken out of the node's inbox one at a time. Made by
/// [`IncomingMessages::polling`](super::IncomingMessages::polling).
///
/// The node forgets a message as it answers, so what was there before comes as well, and nothing comes twice. A message
/// is lost where
///
/// - the answer that carries it is lost on its way, or cannot be read. The stream has an error item then, whose
///   [`delivery`](Error::delivery) is neither `NotSent` nor `Rejected`.
/// - the stream is dropped while it asks the node. [`stop`](Self::stop) waits for that instead, and gives what came.
/// - the inbox is full, or the message lies there for longer than 15 minutes: the node keeps 512 messages of each tag.
///
/// The node keeps the messages that are left, so there is no position to resume from.
pub struct PolledMessages {
    polling: Polling<Inbox>,
}

switchboard_core::incoming_stream!(PolledMessages polls Inbox);

impl PolledMessages {
    pub(super) fn new(client: Client, tag: u16) -> Self {
        Self { polling: Polling::new(Inbox { client, tag }) }
    }
}

/// The messages of a tag.
pub struct Inbox {
    client: Client,
    tag: u16,
}

impl Source for Inbox {
    type Message = ReceivedMessage;
    type Position = Infallible;

    async fn fetch(&mut self) -> Result<Vec<ReceivedMessage>, Error> {
        if self.tag == 0 {
            return Err(misconfigured("tag 0 stands for untagged messages, which the inbox does not keep"));
        }
        match self.client.pop_message(&PopMessageRequest::new(self.tag)).send().await {
            Ok(message) => Ok(vec![message.into_inner()]),
            // With a body it is not the node that says so.
            Err(error) if error.status() == Some(StatusCode::NOT_FOUND) && error.body().is_empty() => Ok(Vec::new()),
            Err(error) => Err(error.into()),
        }
    }

    fn has_more(&self) -> bool {
        true
    }

    fn handed_over(&mut self, _: &ReceivedMessage) {}

    fn position(&self) -> Option<Infallible> {
        None
    }
}
