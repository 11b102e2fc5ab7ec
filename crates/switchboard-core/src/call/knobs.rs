//! What a caller can set on one call. Documented where users set it, at [`call_options!`](crate::call_options) and
//! [`answer_options!`](crate::answer_options).

use std::time::Duration;

use super::Call;
use crate::retry::RetryPolicy;

#[allow(missing_docs, reason = "documented once, where users meet them: `call_options!` and `answer_options!`")]
impl Call {
    #[must_use]
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.limits.timeout = limit;
        self.handshake_timeout = limit;
        self
    }

    #[must_use]
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.limits.connect_timeout = limit;
        self
    }

    #[must_use]
    pub fn stall_limit(mut self, limit: Duration) -> Self {
        self.limits.stall_limit = limit;
        self
    }

    #[must_use]
    pub fn response_limit(mut self, bytes: usize) -> Self {
        self.limits.response_limit = bytes;
        self
    }

    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.limits.retry = policy;
        self
    }

    #[must_use]
    pub fn idempotent(mut self, is_idempotent: bool) -> Self {
        self.is_idempotent = is_idempotent;
        self
    }
}
