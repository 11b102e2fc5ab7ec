//! What is sent: the static description of an operation, and how its parameters are written into a request.

mod base_url;
mod body;
mod content;
mod departure;
mod multipart;
mod operation;
mod path;
mod query;
mod streamed;
mod style;
mod upload;
mod value;

pub(crate) use base_url::{BaseUrl, is_localhost};
pub(crate) use body::Body;
pub(crate) use content::Content;
pub(crate) use departure::Departure;
#[cfg(feature = "mock")]
pub(crate) use multipart::WrittenField;
pub(crate) use multipart::{Multipart, Part};
pub use operation::{Api, Operation};
pub(crate) use path::RESERVED;
pub use path::{PathParameter, RefusedPath, assemble};
pub(crate) use query::Query;
pub(crate) use streamed::UploadFailed;
pub use style::Style;
pub use upload::Upload;
pub(crate) use value::Value;

/// Why a stream cannot be sent.
const ALREADY_SENT: &str = "a stream in it was sent already, and can be read only once";
