use std::time::Duration;

use super::{DEFAULT_CONNECT_TIMEOUT, DEFAULT_RESPONSE_LIMIT, DEFAULT_STALL_LIMIT, DEFAULT_TIMEOUT};
use crate::retry::RetryPolicy;

/// What holds for a call. A client has the usual ones, from which each of its calls begins. Documented where users set
/// them, at [`client_options!`](crate::client_options), [`call_options!`](crate::call_options) and
/// [`answer_options!`](crate::answer_options).
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    pub(crate) connect_timeout: Duration,
    pub(crate) timeout: Duration,
    pub(crate) stall_limit: Duration,
    pub(crate) response_limit: usize,
    pub(crate) retry: RetryPolicy,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect_timeout: DEFAULT_CONNECT_TIMEOUT,
            timeout: DEFAULT_TIMEOUT,
            stall_limit: DEFAULT_STALL_LIMIT,
            response_limit: DEFAULT_RESPONSE_LIMIT,
            retry: RetryPolicy::default(),
        }
    }
}
