//! What generated client crates are built on. Users of a client have no need of it, and it may change between
//! minor versions together with the generator.

pub use crate::call::{Call, Sending};
pub use crate::client::{Client, ClientBuilder};
pub use crate::credential::{Credential, Placement, SecurityScheme};
pub use crate::error::{gap, misconfigured};
pub use crate::incoming::Backoff;
pub use crate::nullable::deserialize as deserialize_nullable;
pub use crate::open_enum::{Vocabulary, deserialize as deserialize_open_enum};
pub use crate::pages::{PageEnd, PageInfo, PageRules, PageStyle, Pagination};
pub use crate::request::{Api, Operation, Style};
pub use crate::session::{SignIn, SignInAnswer, SignInRequest, TokenLifetime};
pub use crate::socket::{SocketOptions, SocketProtocol, json_from_frame, json_to_frame};
pub use crate::union::{
    Alternative, Candidate, Constant, Likeness, Marks, choose, of_object as likeness_of_object,
    of_vocabulary as likeness_of_vocabulary, serialize_with_tag,
};
pub use bytes::Bytes;
pub use futures_core::Stream;
pub use http::Method;
#[cfg(feature = "schemars")]
pub use schemars;
pub use secrecy::SecretString;
pub use serde;
pub use serde_json::Value;

/// How answers are decoded.
pub mod decode {
    pub use crate::decode::{
        Body, DecodeFailure, bytes, json, json_events, json_lines, nothing, stream, text, text_events, undeclared,
    };
}

/// What is written to and read from the wire piece by piece. Calls do it by themselves; it is here so that each piece can
/// be asked about alone.
pub mod wire {
    pub use crate::request::{PathParameter, RefusedPath, assemble};
    pub use crate::retry::retry_after;
    pub use crate::stream::EventParser;
}
