//! A stand-in for [slskd](https://github.com/slskd/slskd) 0.17.8: conversations of the Soulseek network.
//!
//! [`Server`] answers these operations under `/api/v0`, over HTTP and HTTPS, and keeps what it is told in memory:
//!
//! | operation                                 | does                                                     |
//! |-------------------------------------------|----------------------------------------------------------|
//! | `POST /session`                           | logs in with user name and password, for a Bearer token  |
//! | `GET /session`                            | tells whether the credentials are good                   |
//! | `GET /session/enabled`                    | tells whether credentials are needed at all              |
//! | `GET /conversations`                      | lists conversations                                      |
//! | `GET /conversations/{username}`           | finds one conversation, with its messages                |
//! | `POST /conversations/{username}`          | sends a message                                          |
//! | `PUT /conversations/{username}`           | acknowledges every message from a user                   |
//! | `DELETE /conversations/{username}`        | acknowledges every message, and closes the conversation  |
//! | `GET /conversations/{username}/messages`  | lists the messages with a user                           |
//! | `PUT /conversations/{username}/{id}`      | acknowledges one message                                 |
//!
//! Any other path is 404, any other method 405. There is no Soulseek network behind it: [`Server::receive`] plays the other
//! user, and [`Server::disconnect_from_soulseek`] takes the network away.
//!
//! # Quirks kept on purpose
//!
//! What the real server does that its OpenAPI document does not tell, or tells otherwise:
//!
//! **Authentication.** An API key goes raw into `X-API-Key`; as a Bearer token it is refused. 401 has no body. Tokens
//! live seven days, unless [the builder](Builder::token_lifetime) says otherwise, and are accepted for five minutes more;
//! there is none to refresh them. They die with the server. On a relay agent ([`Builder::relay_agent`]) every call to a conversation is 403 with no body.
//!
//! **Sending.** The body is a JSON string, quotes and all. The conversation is opened before the message is sent, so it
//! is there even when sending fails. The answer names no message id, and the message is kept with id 0, already
//! acknowledged. A message of nothing but white space is an exception (500), an empty one a bad request (400).
//!
//! **Ids.** Incoming messages have the id that the network gave; all outgoing ones share id 0. `PUT .../0` is therefore
//! a 500 once two messages were sent to that user.
//!
//! **Unknown names.** `PUT` and `DELETE` answer 200 and 204 for users and messages that do not exist. Only `GET` is 404.
//! `GET /conversations/` with an empty name is the list of conversations.
//!
//! **Closing.** A closed conversation keeps its messages and is still found by name; a new message in either direction
//! opens it again.
//!
//! **Soulseek.** Acknowledging needs the connection when there is something to acknowledge, and sending always does:
//! otherwise 500. A failed acknowledgement of several messages acknowledges none.
//!
//! **Listing.** At most the last 100 messages, oldest first. The time of an incoming message has whole seconds, that of
//! an outgoing one up to seven digits: an answer that comes within the same second is listed before its question.
//! `unAcknowledgedMessageCount` is exact in the list of conversations, but in `GET` by name it counts only within the
//! messages listed, and with `includeMessages=false` it stops at 100.
//!
//! **Paths.** Literal segments match in any case. Names are decoded once, except `%2F`, which stays the text `%2F`: a
//! user with a slash cannot be reached, and shares a conversation with the one who has `%2F` in the name. `.` and `..`
//! are path segments even when encoded.
//!
//! **Refusals.** Errors come in four shapes: no body (401, 403, 404 of an unknown path, 405, 413), a JSON string (500, a
//! log-in without a name), problem details, and problem details with `errors`. A content type other than
//! `application/json` is 415 with no body, whatever the method and before authentication, because routing refuses it
//! ([aspnetcore#20365](https://github.com/dotnet/aspnetcore/issues/20365)); a `POST` with no content type at all is 415
//! with problem details. The words inside `errors` and of exceptions are the stand-in's own: do not match on them.
//!
//! # Left out
//!
//! Rooms, transfers, searches, `/health`, the web pages and hubs for pushed events; CORS; HTTP/2; the roles of API keys, which conversations do not look at.

mod answer;
mod application;
mod authentication;
mod body;
mod builder;
mod conversations;
mod handlers;
mod media_type;
mod messaging;
mod problem;
mod query;
mod refusal;
mod routes;
mod server;
mod session;
mod soulseek;
mod target;
mod timestamp;

pub use builder::Builder;
pub use server::Server;
