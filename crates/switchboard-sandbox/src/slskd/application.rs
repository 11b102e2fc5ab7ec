//! What the handlers of one server share.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::slskd::Builder;
use crate::slskd::authentication::Authentication;
use crate::slskd::messaging::Messaging;

/// The state of one server.
pub(crate) struct Application {
    relay_agent: bool,
    token_lifetime: Duration,
    logins: AtomicUsize,
    authentication: Authentication,
    messaging: Mutex<Messaging>,
}

impl Application {
    pub(crate) fn new(builder: &Builder) -> Self {
        Self {
            relay_agent: builder.is_relay_agent(),
            token_lifetime: builder.lifetime_of_tokens(),
            logins: AtomicUsize::new(0),
            authentication: Authentication::new(!builder.is_without_authentication()),
            messaging: Mutex::default(),
        }
    }

    pub(crate) fn is_relay_agent(&self) -> bool {
        self.relay_agent
    }

    pub(crate) fn token_lifetime(&self) -> Duration {
        self.token_lifetime
    }

    /// How often somebody asked to log in.
    pub(crate) fn logins(&self) -> usize {
        self.logins.load(Ordering::SeqCst)
    }

    pub(crate) fn count_login(&self) {
        self.logins.fetch_add(1, Ordering::SeqCst);
    }

    pub(crate) fn authentication(&self) -> &Authentication {
        &self.authentication
    }

    /// Conversations and the network, for one caller at a time.
    pub(crate) fn messaging(&self) -> MutexGuard<'_, Messaging> {
        self.messaging.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
