//! What the handlers of one server share.

use std::sync::{Mutex, MutexGuard, PoisonError};

use http::HeaderMap;
use http::header::AUTHORIZATION;
use uuid::Uuid;

use crate::convore::inbox::Inbox;

/// The state of one server.
pub(crate) struct Application {
    api_key: String,
    inbox: Mutex<Inbox>,
}

impl Application {
    pub(crate) fn new() -> Self {
        Self { api_key: format!("sk_{}", Uuid::new_v4().simple()), inbox: Mutex::new(Inbox::new()) }
    }

    pub(crate) fn api_key(&self) -> &str {
        &self.api_key
    }

    /// Whether a request with these headers may pass.
    pub(crate) fn admits(&self, headers: &HeaderMap) -> bool {
        let value = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        value
            .and_then(|value| value.split_once(' '))
            .is_some_and(|(scheme, key)| scheme.eq_ignore_ascii_case("bearer") && key.trim() == self.api_key)
    }

    /// The messages, for one caller at a time.
    pub(crate) fn inbox(&self) -> MutexGuard<'_, Inbox> {
        self.inbox.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
