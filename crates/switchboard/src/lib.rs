//! Typed async clients for messaging APIs, generated from their OpenAPI documents, for bots and services that have to keep
//! working at three in the morning.
//!
//! Each API is a module behind a feature of its name; none is on by default.
//!
//! ```toml
//! [dependencies]
//! switchboard = { version = "0.1.0", features = ["slskd"] }
//! tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
//! ```
//!
#![cfg_attr(feature = "slskd", doc = "```no_run")]
#![cfg_attr(not(feature = "slskd"), doc = "```ignore")]
//! use switchboard::slskd::{Client, IncomingMessage as _};
//!
//! # async fn example() -> Result<(), switchboard::Error> {
//! let key = std::env::var("SLSKD_API_KEY").unwrap_or_default();
//! let client = Client::builder().base_url("http://localhost:5030/api/v0").api_key(key).build()?;
//!
//! client.send_message("bob", "hello").send().await?;
//! let mut messages = client.incoming();
//! while let Some(message) = messages.next_message().await {
//!     match message {
//!         Ok(message) => println!("{}", message.text()),
//!         Err(error) => eprintln!("{error}"), // the stream goes on
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Guides
//!
//! | question | page |
//! |---|---|
//! | How do I authenticate, and whom does the client trust? | [`authenticate`](guide::authenticate) |
//! | How do I send messages, and receive those of others? | [`send_and_receive`](guide::send_and_receive) |
//! | How do I get a list that comes in pages? | [`page`](guide::page) |
//! | What went wrong, and did it arrive? | [`handle_errors`](guide::handle_errors) |
//! | What is tried again, and when? | [`retry`](guide::retry) |
//! | How do I serve several accounts? | [`several_accounts`](guide::several_accounts) |
//! | How do I test my bot? | [`test`](guide::test) |
//! | How do I add an API? | [`add_an_api`](guide::add_an_api) |
//!
//! # The five APIs
//!
//! | | [Convore](convore) | [HOPR node](hopr) | [Self client](joinself) | [Pieces OS](pieces_os) | [slskd](slskd) |
//! |---|---|---|---|---|---|
//! | feature | `convore` | `hopr` | `joinself` | `pieces-os` | `slskd` |
//! | is | an inbox for mail and chat | a node of the HOPR mixnet, REST v3 | joinself's RESTful client | the copilot on this machine | a client of the Soulseek network |
//! | is by default at | `https://api.convore.dev` | `http://127.0.0.1:3001/api/v3` | `http://localhost:8080/v1` | `http://localhost:39300`; `discover()` looks for it | `http://localhost:5030/api/v0` |
//! | transport | HTTPS | plain HTTP | plain HTTP | plain HTTP | HTTP, or HTTPS with a certificate of its own |
//! | authentication | `api_key` | `token`, `token_as_user` | `sign_in`, `token` | `connect()`, `application` | `api_key`, `sign_in`, `token` |
//! | which is sent as | Bearer token | `x-auth-token`, or the user of HTTP Basic; a cookie opens the socket | Bearer token | `X-Application-ID` and `application` | `X-API-Key`, or Bearer token |
//! | socket | | [`message_socket`](hopr::Client::message_socket), both ways | | [`message_identifiers`](pieces_os::Client::message_identifiers), ids alone | |
//! | pages | of messages and events, by cursor | | of messages, by number | | |
//! | a message is | HTML | text of at most 481 bytes, with a tag | text of at most 128 bytes | text in `fragment.string.raw` | text |
//!
//! # What is certain of `incoming`
//!
//! Messages of others are a stream that never ends by itself: an error is an item, and only one that will not heal is the
//! last. Own messages do not come. [`IncomingMessage`] asks the messages of all APIs alike.
//!
//! | | [Convore](convore::Client::incoming) | [HOPR](hopr::Client::incoming) | [`.polling(tag)`](hopr::extras::PolledMessages) of HOPR | [Self client](joinself::Client::incoming) | [Pieces OS](pieces_os::Client::incoming) | [slskd](slskd::Client::incoming) |
//! |---|---|---|---|---|---|---|
//! | comes by | asking for events | the socket | taking them out of the inbox | asking for the newest; a [webhook](joinself::extras::Webhook) can tell sooner | the socket, which tells ids | asking for what is not acknowledged |
//! | order | oldest first of those that one question brings | as they arrive | oldest first | oldest first of those that one question brings | oldest first | oldest first of those that one question brings |
//! | twice? | no | no | no | no | no; changes are not told | after a restart, unless acknowledged; what Soulseek replays |
//! | missed | an event that is listed 30 s after a newer one | what arrives while the socket is not open; [`is_gap`](Error::is_gap) says where | an answer that is lost on its way; what waits for over 15 minutes, or behind 512 newer ones | what comes in by a clock that was set back | what is deleted before it is fetched | what more than 100 newer ones of its conversation hide |
//! | after a restart | goes on at the `position()` | begins with what arrives then | goes on with what the inbox has | goes on at the `position()` | goes on at the `position()` | goes on with what is not acknowledged |
//! | sender | mail address | not told | not told | Self id | role | user name |
//!
//! Whoever stores a position, or acknowledges, once a message is dealt with, gets it at least once. All of it stands at each
//! `incoming`.
//!
//! # Features
//!
//! `full` is every API. A feature such as `slskd-conversations` picks one group of the operations of an API. `ring` (on by
//! default) and `aws-lc` choose the cryptography for TLS, which needs neither OpenSSL nor its headers. `schemars` derives
//! `JsonSchema` for every type. `joinself-axum` makes what Self's server posts to a webhook an extractor of axum. `cli` gives
//! the APIs as data, for a command line. `slskd-mock`, and its like for each API, is a server for tests.

#![forbid(unsafe_code)]
// rustdoc walks the whole graph of types for each re-exported one, and Pieces OS has a cycle of 77.
#![recursion_limit = "1024"]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    not(feature = "full"),
    allow(rustdoc::broken_intra_doc_links, reason = "the pages name all APIs, those too that are switched off")
)]

#[rustfmt::skip]
mod apis;
// Its examples need stand-ins, which are no dependency of this crate: switchboard-tests runs them.
#[cfg(all(doc, not(doctest)))]
pub mod guide;

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
