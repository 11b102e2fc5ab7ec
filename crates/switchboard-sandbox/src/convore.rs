//! A stand-in for Convore 1.0.0, a hosted inbox for mail and chat: messages and events.
//!
//! [`Server`] answers these operations, over plain HTTP, and keeps what it is told in memory:
//!
//! | operation                          | does                                         |
//! |------------------------------------|----------------------------------------------|
//! | `GET /v1/messages`                 | lists messages, page by page                 |
//! | `POST /v1/messages`                | sends a message                              |
//! | `POST /v1/messages/import`         | imports a message that was exchanged elsewhere |
//! | `GET /v1/messages/{message_id}`    | gets one message                             |
//! | `PATCH /v1/messages/{message_id}`  | changes a message                            |
//! | `GET /v1/events`                   | lists what happened, page by page            |
//! | `GET /v1/events/{event_id}`        | gets one event                               |
//!
//! There is one channel, [`Server::channel_id`], and no mail leaves it: [`Server::receive`] plays those who write.
//!
//! # What is known of the real server
//!
//! The service is closed and was not asked; what is public is what its generated client was written from. It tells that:
//!
//! - The secret key goes as a Bearer token with every call. Every success is 200, sending and importing too.
//! - A page has `data` and, unless it is the last, an opaque `next_cursor`. `limit` is 100 by default and at most.
//! - A message says by `format` whether it is `minimal` or `full`.
//! - Sending takes `channel_id` or `reply_to_message_id`, importing `channel_id` or `conversation_id`.
//! - Nothing is pushed: news are events, to be polled. They hold ids, no contents. `limit` is 100 by default and 500 at
//!   most; `types` is repeated for each type; times in a query have whole seconds and end with `Z`.
//! - Ids have the shape of a [TypeID](https://github.com/jetify-com/typeid), times are ISO 8601.
//!
//! # What is invented
//!
//! Nothing is known of the rest, and a program should not rely on it:
//!
//! **Refusals.** Their body is `{}`. 401 is a missing or wrong key, whatever the path. 404 is an unknown path, message,
//! channel or conversation; 405 another method; 400 is a body that is not JSON or lacks what is required, an unknown
//! `format`, event type or object type, a `limit` outside 1 to 100 (of events: 500), another time format, a cursor that no page gave, and null for a field that cannot be cleared.
//!
//! **Listing.** Messages come oldest first, minimal unless asked otherwise: without bodies and attachments. The answers
//! of the other operations are full. `total_count` is there on every page, and counts the messages of all of them.
//!
//! **Events.** They come in no order to rely on: here every second one first, then the others. An event must pass all
//! filters that are given, and is strictly before and after their times. Receiving and sending make events, importing and
//! changing do not. Pages that follow a cursor tell of what had happened when the first one was asked for, and
//! `total_count` counts all that passes.
//!
//! **Sending.** A reply goes into the conversation of what it answers, and to its sender unless there are recipients.
//! Recipients of both ways, addresses and participants, are put together. Anything else begins a new conversation.
//!
//! **Changing.** Null clears `subject`, `body` and `snippet`, and nothing else.
//!
//! **Values.** Words such as `direction` and `role` are kept as they come, known or not.
//!
//! # Left out
//!
//! Channels, conversations, contacts, drafts, labels, attachments and the other operations beside messages and events.

mod answer;
mod application;
mod event;
mod events;
mod handlers;
mod id;
mod inbox;
mod message;
mod page;
mod requests;
mod server;

pub use server::{Received, Server};
