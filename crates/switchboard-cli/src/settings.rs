//! What a call is made with beside its parameters: where the API is, and who the caller is.

mod connection;
mod credential;
mod profile;
mod prompt;
pub(crate) mod secrets;
mod source;
pub(crate) mod variables;

pub(crate) use connection::{Connection, Identity};
pub(crate) use credential::Credentials;
use profile::Profile;
pub(crate) use profile::usual_place;
pub(crate) use secrets::Secrets;
use source::Source;
