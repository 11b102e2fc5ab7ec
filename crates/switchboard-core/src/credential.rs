//! Secrets, and where in a request they belong.

mod scheme;
mod store;

pub use scheme::{Credential, Placement, SecurityScheme};
pub(crate) use store::{Credentials, Headers, Ready};
