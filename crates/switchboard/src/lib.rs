//! Typed async clients for messaging APIs, generated from their OpenAPI documents.
//!
//! Each API is a module behind a feature of its name; a feature such as `slskd-conversations` picks one group of its
//! operations. No API is on by default.
//!
//! | API | feature | authentication | message text | new messages |
//! |---|---|---|---|---|
//! | Convore | `convore` | Bearer token | HTML in `body` | `incoming()`: polls events |
//! | HOPR node | `hopr` | token in `x-auth-token`, or Basic with the token as user | text in `body` | `incoming()`: the socket; `.polling(tag)`: pops the inbox |
//! | Self RESTful client | `joinself` | `sign_in(user, password)`, or Bearer token | text in `body`, at most 128 bytes | `incoming(app, connection)`: polls; or a webhook |
//! | Pieces OS | `pieces-os` | application id, from `connect()` | `fragment.string.raw` | `incoming(role)`: a socket tells ids, which are fetched |
//! | slskd, a client of the Soulseek network | `slskd` | key in `X-API-Key`, or `sign_in(user, password)` | a JSON string | `incoming()`: polls; `ack()` acknowledges |
//!
//! # From nothing to a message
//!
//! ```toml
//! [dependencies]
//! switchboard = { version = "0.1.0", features = ["slskd"] }
//! tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
//! ```
//!
#![cfg_attr(feature = "slskd", doc = "```no_run")]
#![cfg_attr(not(feature = "slskd"), doc = "```ignore")]
//! use switchboard::slskd::{Client, operations::SendMessageError};
//!
//! # async fn example() -> Result<(), switchboard::Error> {
//! let client = Client::builder()
//!     .base_url("http://localhost:5030/api/v0")
//!     .api_key(std::env::var("SLSKD_API_KEY").unwrap_or_default())
//!     .build()?;
//!
//! match client.send_message("bob", "hello").send().await {
//!     Ok(answer) => println!("sent: {}", answer.status()),
//!     Err(error) => match error.api_error() {
//!         Some(SendMessageError::InternalServerError(why)) => println!("slskd says: {why}"),
//!         _ => return Err(error.into()),
//!     },
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What every client does
//!
//! - A call takes what the operation requires as arguments, optional parameters as setters, and options that all calls
//!   share (`timeout`, `header`, `retry` …). Nothing happens before `.send().await`; `.send_raw()` and `.send_streamed()`
//!   give a body that is not decoded.
//! - What may have reached the server is sent again only where that does no harm: see [`RetryPolicy`]. One `timeout` holds
//!   for all attempts.
//! - A success is a [`Response`]: the decoded value, with status and headers. A failure is a [`CallError`], which knows
//!   the error body the API declares, and turns into an [`Error`] by `?`. Both say by [`Delivery`] whether the server
//!   may have acted on the call.
//! - A socket is opened by `.connect().await` and is a stream of typed events ([`Socket`], [`SocketEvent`]), which goes
//!   on over lost connections and says where something may be missing.
//! - A list that comes in pages is a stream: [`Pages`] by `.pages()`, what is on them by `.items()` ([`Items`]). It ends
//!   where the list does, and with an error where a server would let it go on for ever.
//! - A user name and a password, where an API signs in with them, are given once: `sign_in(user, password)` of the builder.
//!   The token is got when a call first needs it, and renewed before it expires and after a 401, by one request however
//!   many calls wait. Several accounts of one API live side by side, each in its client.
//! - New messages of others are a stream, `client.incoming(…)`, whose page says what is certain: which messages come, in
//!   which order, and where it goes on after a restart. [`IncomingMessage`] asks all of them alike.
//! - Redirects are never followed, path parameters never leave their segment, secrets never appear in text, and answers
//!   of newer servers decode.
//!
//! # On a bad day
//!
#![cfg_attr(feature = "slskd", doc = "```no_run")]
#![cfg_attr(not(feature = "slskd"), doc = "```ignore")]
//! use std::time::Duration;
//! use switchboard::slskd::Client;
//! use switchboard::{Delivery, RetryPolicy};
//!
//! # async fn example() -> Result<(), switchboard::Error> {
//! let client = Client::builder()
//!     .timeout(Duration::from_secs(60)) // a whole call: attempts, pauses between them, signing in
//!     .retry(RetryPolicy::new().attempts(5)) // of what is idempotent, and where no connection was made
//!     .build()?;
//!
//! if let Err(error) = client.send_message("bob", "hello").send().await {
//!     match error.delivery() {
//!         Delivery::NotSent => println!("nothing was sent, so it can be sent later: {error}"),
//!         Delivery::MaybeSent => println!("nobody knows whether bob has it: {error}"),
//!         Delivery::Rejected => println!("the server would not have it: {error}"),
//!         Delivery::Accepted => println!("the server has it, though its answer made no sense: {error}"),
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Features
//!
//! `full` is every API. `ring` (on by default) and `aws-lc` choose the cryptography for TLS, which needs neither OpenSSL
//! nor its headers. `schemars` derives `JsonSchema` for every type. `joinself-axum` makes what Self's server
//! posts to a webhook an extractor of axum.

#![forbid(unsafe_code)]
// rustdoc walks the whole graph of types for each re-exported one, and Pieces OS has a cycle of 77.
#![recursion_limit = "1024"]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[rustfmt::skip]
mod apis;

#[allow(unused_imports, unreachable_pub, reason = "without the feature of an API there is none to re-export")]
pub use apis::*;
pub use switchboard_core::{
    ByteStream, CallError, Closed, ConnectFailure, Connector, DEFAULT_ATTEMPTS, DEFAULT_CONNECT_TIMEOUT,
    DEFAULT_EVENT_QUEUE, DEFAULT_HANDSHAKE_TIMEOUT, DEFAULT_LONGEST_INTERVAL, DEFAULT_LONGEST_RETRY_AFTER,
    DEFAULT_LONGEST_RETRY_PAUSE, DEFAULT_MAX_ITEMS, DEFAULT_MAX_PAGES, DEFAULT_PING_INTERVAL, DEFAULT_PONG_TIMEOUT,
    DEFAULT_RESPONSE_LIMIT, DEFAULT_SHORTEST_INTERVAL, DEFAULT_SHORTEST_RETRY_PAUSE, DEFAULT_STALL_LIMIT,
    DEFAULT_TIMEOUT, Delivery, Disconnect, DisconnectCause, Error, Frame, FrameText, IncomingMessage, Interceptor,
    Items, MESSAGE_LIMIT, Nullable, Outcome, OutgoingRequest, Pages, Response, RetryPolicy, Socket, SocketEvent,
    SocketSender, TlsFailure, Upload, chrono, http, secrecy,
};
