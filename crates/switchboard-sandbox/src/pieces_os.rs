//! A stand-in for [Pieces OS](https://docs.pieces.app): the messages of conversations with its copilot.
//!
//! [`Server`] answers over plain HTTP, without a prefix, and keeps what it is told in memory:
//!
//! | operation                          | does                                                                |
//! |------------------------------------|---------------------------------------------------------------------|
//! | `GET`, `HEAD /.well-known/health`  | tells that the server is there: text that begins with `ok`          |
//! | `GET /.well-known/version`         | tells the version of the server, as text                            |
//! | `POST /connect`                    | registers an application, for the id that its calls may name        |
//! | `GET /message/{message}`           | gets one message                                                    |
//! | `GET /messages`                    | lists all messages                                                  |
//! | `POST /messages/create`            | creates a message                                                   |
//! | `POST /messages/search`            | searches the messages                                               |
//! | `POST /messages/{message}/delete`  | deletes a message                                                   |
//! | `GET /messages/stream/identifiers` | a WebSocket that tells the ids of messages that change              |
//!
//! There is no copilot behind it: [`Server::receive`] plays it, [`Server::receive_from_user`], [`Server::edit`] and
//! [`Server::delete`] play a user who writes or changes a message elsewhere.
//!
//! # Quirks kept on purpose
//!
//! **Applications.** The id of an application is welcome in `X-Application-ID` and in `application`, and no call needs it.
//! [`Server::last_application`] tells what the last call named.
//!
//! **Users.** There are no credentials. What opens the messages is that a user is signed in on the machine: after
//! [`Server::sign_out`] every call for messages is 401, the socket included. Where Pieces OS must be updated first
//! ([`Builder::update_required`]) they are 593, a status that is registered nowhere. Health and version are always told.
//!
//! **Errors.** They are plain text, never JSON. Create, search and delete know one: 500. Getting a message that is not
//! there, or no longer, is 410.
//!
//! **Content.** `transferables=false` leaves the text and bytes out of every fragment, wherever a message is answered. The
//! default is `true`.
//!
//! **Lists.** There are no pages, and parameters for them are ignored. `indices` gives each id its place.
//!
//! **Deleting.** 204, with an empty body.
//!
//! **Socket.** It needs no header beyond the handshake's, and nothing has to be sent. Each text frame is one JSON
//! document: `{"iterable":[{"conversationMessage":{"id":"..."}}]}`. An item with `"deleted":true` is gone; one without is
//! new or changed, which is not told apart. Whether the first frame lists the ids that exist is not known of every
//! version: [`Builder::initial_snapshot`] chooses.
//!
//! # Where the stand-in decides for itself
//!
//! What the real server does here is not documented: a message without a conversation begins one, and one for an unknown
//! conversation is taken; a message that is not there cannot be deleted (500); every `POST /connect` gives another id;
//! unknown paths and methods are 404; a plain `GET` of the socket is 400; the words of errors. Do not rely on them.
//!
//! Searching is done by words: `similarity` is the share of the query's words that a message holds, in any case, and
//! `exact` tells that it holds the query as it is. `full_text` and nested `operations` are looked at; embeddings, times
//! and workstreams are not.
//!
//! # Left out
//!
//! Everything else: conversations as such, assets, copilot, models, the other sockets, and the cloud.

mod answer;
mod builder;
mod connection;
mod handlers;
mod handshake;
mod identifiers;
mod message;
mod messages;
mod refusal;
mod routes;
mod search;
mod server;
mod state;
mod timestamp;

pub use builder::Builder;
pub use server::Server;
