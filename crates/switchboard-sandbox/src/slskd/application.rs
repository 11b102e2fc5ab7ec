//! What the handlers of one server share.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::slskd::Builder;
use crate::slskd::authentication::Authentication;
use crate::slskd::messaging::Messaging;

/// The state of one server.
pub(crate) struct Application {
    relay_agent: bool,
    authentication: Authentication,
    messaging: Mutex<Messaging>,
}

impl Application {
    pub(crate) fn new(builder: &Builder) -> Self {
        Self {
            relay_agent: builder.is_relay_agent(),
            authentication: Authentication::new(!builder.is_without_authentication()),
            messaging: Mutex::default(),
        }
    }

    pub(crate) fn is_relay_agent(&self) -> bool {
        self.relay_agent
    }

    pub(crate) fn authentication(&self) -> &Authentication {
        &self.authentication
    }

    /// Conversations and the network, for one caller at a time.
    pub(crate) fn messaging(&self) -> MutexGuard<'_, Messaging> {
        self.messaging.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
