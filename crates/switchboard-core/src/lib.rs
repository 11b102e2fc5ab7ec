//! What every Switchboard client shares.
//!
//! A generated client crate describes its API (operations, parameters, types); this crate does the rest, once for
//! all of them: it checks the base URL, keeps credentials out of sight, encodes parameters, speaks HTTP and TLS,
//! decodes what comes back, and says what went wrong in words.
//!
//! Users meet [`Response`], [`Pages`], [`Items`], [`CallError`], [`Error`], [`Delivery`] and the options documented at
//! [`client_options!`] and [`call_options!`]. The module [`generated`] is what the generated crates are built on.
//!
//! # What holds for every call
//!
//! - A path parameter lands in its own segment, percent-encoded, or the call fails before anything is sent.
//! - Redirects are never followed, and no `Referer` is sent.
//! - A call that may have reached the server is not sent again unless it is idempotent (see [`RetryPolicy`]), but once where
//!   the server refused the token of a session that the client renews itself.
//! - An environment proxy is used only when [asked for](client_options!), and never for a loopback server.
//! - Credentials and message texts appear in no `Debug`, `Display`, error source, log or trace.
//! - A response body is read up to a cap that counts after decompression; one that is streamed has no cap, but may not
//!   stall.

#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod call;
mod client;
mod credential;
mod decode;
mod error;
mod incoming;
mod interceptor;
mod nullable;
mod open_enum;
mod pages;
mod request;
mod response;
mod retry;
mod session;
mod socket;
mod stream;
mod transport;
mod union;

pub mod generated;
#[cfg(feature = "mock")]
#[cfg_attr(docsrs, doc(cfg(feature = "mock")))]
pub mod mock;
#[cfg(feature = "cli")]
#[cfg_attr(docsrs, doc(cfg(feature = "cli")))]
pub mod operation_table;

pub use client::{DEFAULT_CONNECT_TIMEOUT, DEFAULT_RESPONSE_LIMIT, DEFAULT_STALL_LIMIT, DEFAULT_TIMEOUT};
pub use error::{CallError, ConnectFailure, Delivery, Error, TlsFailure};
pub use incoming::{DEFAULT_LONGEST_INTERVAL, DEFAULT_SHORTEST_INTERVAL, IncomingMessage, Polling, Source};
pub use interceptor::{Interceptor, Outcome, OutgoingRequest};
pub use nullable::Nullable;
pub use pages::{DEFAULT_MAX_ITEMS, DEFAULT_MAX_PAGES, Items, Pages};
pub use request::Upload;
pub use response::Response;
pub use retry::{
    DEFAULT_ATTEMPTS, DEFAULT_LONGEST_RETRY_AFTER, DEFAULT_LONGEST_RETRY_PAUSE, DEFAULT_SHORTEST_RETRY_PAUSE,
    RetryPolicy,
};
pub use socket::{
    Closed, DEFAULT_EVENT_QUEUE, DEFAULT_HANDSHAKE_TIMEOUT, DEFAULT_PING_INTERVAL, DEFAULT_PONG_TIMEOUT, Disconnect,
    DisconnectCause, Frame, FrameText, MESSAGE_LIMIT, ReceivedFrame, RefusedFrame, SentFrame, Socket, SocketEvent,
    SocketSender,
};
pub use stream::{ByteStream, Event, EventStream, JsonLines};
pub use transport::Connector;

/// Dates and times, as [`IncomingMessage`] gives them.
pub use chrono;
/// The HTTP types that appear in this crate's own: header maps, methods and status codes.
pub use http;
/// Types that hold a secret and never print it. Whatever takes a credential takes `Into<SecretString>`.
pub use secrecy;
