//! A stand-in for [HOPRd](https://github.com/hoprnet/hoprnet) of August 2023: the messages of one node of the mixnet.
//!
//! [`Server`] answers these operations under `/api/v3`, over plain HTTP, and keeps what it is told in memory:
//!
//! | operation                  | does                                                              |
//! |----------------------------|-------------------------------------------------------------------|
//! | `POST /messages/`          | sends a message                                                   |
//! | `DELETE /messages/`        | deletes the messages of a tag                                     |
//! | `GET /messages/size`       | counts the messages of a tag                                      |
//! | `POST /messages/pop`       | takes the oldest message of a tag out of the inbox                |
//! | `POST /messages/pop-all`   | takes all messages of a tag out of the inbox                      |
//! | `GET /messages/websocket`  | opens a socket on which messages and acknowledgements are told    |
//!
//! There is no network behind it: [`Server::receive`] plays the other node, and [`Server::sent`] shows what it would have
//! got. Every message that is sent is acknowledged by its first hop at once.
//!
//! # Quirks kept on purpose
//!
//! What the real node does that its OpenAPI document does not tell, or tells otherwise:
//!
//! **Authentication.** A token goes raw into `x-auth-token`, or as the user name into HTTP Basic, whatever the password.
//! As a Bearer token and in the query it is refused. 401 and 403 both say `UNAUTHORIZED`, and no challenge is sent.
//! Tokens with [capabilities](Capability) open what they are made for, as often as they may.
//!
//! **Order.** A body is parsed before anyone asks who sent it: 413 and malformed JSON need no token. The type of a body and
//! its contents are looked at after authentication.
//!
//! **Bodies.** JSON that cannot be parsed is a 500 with a page of HTML. Without a content type a body is not looked at:
//! pop and pop-all then take the messages of all tags, and sending takes the node down without an answer.
//!
//! **Errors.** 400 holds a code and no words. 415 has a number as its `status`.
//!
//! **Tags.** Those of a query are taken as JavaScript takes numbers, and wrapped to 16 bits: `abc` is 0, -1 is 65535. In
//! bodies they must be integers up to 65536, which wraps to 0. Tag 0 stands for untagged messages: its inbox is empty.
//! What was sent without a tag is reached only by a pop without a body, and is answered without `tag`.
//!
//! **Inbox.** It holds 512 messages of each tag, for 15 minutes; the oldest makes room. A popped message has no
//! `receivedAt`, and its `body` is not the text: the RLP list of text and sending time, read as UTF-8 with losses.
//!
//! **Sending.** Answers 202 with a JSON string, 66 hex digits. Text and time must fit into 500 bytes. `path` may be empty
//! (direct) or of any length.
//!
//! **Sockets.** Only the superuser token opens one, in the cookie `X-Auth-Token` or `x-auth-token`, percent-encoded, or in
//! the query as `apiToken`; headers are not looked at. A refusal is a status line alone (404 before 401). All clients are
//! told the same, in text frames that are no JSON; a message is told as the decimal bytes of its RLP list. A client that
//! leaves a ping unanswered for 15 seconds is cut off without a close frame.
//!
//! **Going down.** A frame that is not JSON, or a `sendmsg` that cannot be carried out, ends the real node's process. So
//! does sending over HTTP without a body. The stand-in then stops listening and cuts every connection
//! ([`Server::is_down`]).
//!
//! # Left out
//!
//! The other operations of a node, the token API (tokens are made by [`Server::create_token`]) and the API's web page; a
//! socket on a connection that has served an HTTP request before; compressed request bodies. The words of HTML pages are the
//! stand-in's own: do not match on them. Texts of about 482 to 490 bytes pass the check of the API, but are too long for
//! the packets of the real network; what becomes of them is not known, and the stand-in sends them.

mod answer;
mod application;
mod authentication;
mod builder;
mod capability;
mod connections;
mod inbox;
mod json_body;
mod node;
mod peer_id;
mod refusal;
mod request_head;
mod requests;
mod rest;
mod rlp;
mod routes;
mod sendmsg;
mod server;
mod socket;

pub use builder::Builder;
pub use capability::Capability;
pub use node::SentMessage;
pub use server::Server;
