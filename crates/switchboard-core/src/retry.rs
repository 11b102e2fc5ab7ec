//! Whether and when a call is tried again.

mod pause;
mod policy;
mod retry_after;

pub(crate) use pause::Pause;
pub use policy::{
    DEFAULT_ATTEMPTS, DEFAULT_LONGEST_RETRY_AFTER, DEFAULT_LONGEST_RETRY_PAUSE, DEFAULT_SHORTEST_RETRY_PAUSE,
    RetryPolicy,
};
pub use retry_after::retry_after;
