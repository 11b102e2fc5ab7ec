//! What is sent: the static description of an operation, and how its parameters are written into a request.

mod base_url;
mod operation;
mod path;
mod query;

pub(crate) use base_url::{BaseUrl, is_localhost};
pub use operation::{Api, Operation};
pub(crate) use path::{PathParameter, RESERVED, assemble};
pub(crate) use query::Query;
