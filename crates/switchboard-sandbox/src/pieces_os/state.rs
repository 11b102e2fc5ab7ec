//! What the handlers of one server share.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::HeaderMap;
use uuid::Uuid;

use crate::faults::Sockets;
use crate::pieces_os::Builder;
use crate::pieces_os::messages::Messages;
use crate::pieces_os::refusal::Refusal;
use crate::pieces_os::routes::Operation;

/// A version of Pieces OS that answers as this stand-in does.
pub(crate) const VERSION: &str = "12.6.29-staging";

/// The state of one server.
pub(crate) struct State {
    os: String,
    signed_in: AtomicBool,
    update_required: bool,
    initial_snapshot: bool,
    messages: Mutex<Messages>,
    last_application: Mutex<Option<String>>,
}

impl State {
    pub(crate) fn new(builder: &Builder, sockets: Arc<Sockets>) -> Self {
        Self {
            os: Uuid::new_v4().to_string(),
            signed_in: AtomicBool::new(builder.signed_in),
            update_required: builder.update_required,
            initial_snapshot: builder.initial_snapshot,
            messages: Mutex::new(Messages::new(sockets)),
            last_application: Mutex::default(),
        }
    }

    /// Id of this Pieces OS.
    pub(crate) fn os(&self) -> &str {
        &self.os
    }

    pub(crate) fn initial_snapshot(&self) -> bool {
        self.initial_snapshot
    }

    pub(crate) fn sign(&self, signed_in: bool) {
        self.signed_in.store(signed_in, Ordering::SeqCst);
    }

    /// The messages, for one caller at a time.
    pub(crate) fn messages(&self) -> MutexGuard<'_, Messages> {
        self.messages.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn last_application(&self) -> Option<String> {
        self.last_application.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Notes which application a call for messages names.
    pub(crate) fn note_application(&self, headers: &HeaderMap) {
        let named = ["x-application-id", "application"].into_iter().find_map(|name| headers.get(name));
        let named = named.and_then(|id| id.to_str().ok()).map(str::to_owned);
        *self.last_application.lock().unwrap_or_else(PoisonError::into_inner) = named;
    }

    /// Whether an operation may be carried out.
    pub(crate) fn admit(&self, operation: &Operation) -> Result<(), Refusal> {
        if self.update_required && !operation.is_always_answered() {
            return Err(Refusal::UpdateRequired);
        }
        if operation.is_for_messages() && !self.signed_in.load(Ordering::SeqCst) {
            return Err(Refusal::SignedOut);
        }
        Ok(())
    }
}
