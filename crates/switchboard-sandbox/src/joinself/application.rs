//! What the handlers of one server share.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::joinself::Builder;
use crate::joinself::authentication::Authentication;
use crate::joinself::clock::Clock;
use crate::joinself::database::Database;

/// The state of one server.
pub(crate) struct Application {
    authentication: Authentication,
    database: Mutex<Database>,
}

impl Application {
    pub(crate) fn new(builder: &Builder) -> Self {
        let clock = Clock::ahead_of_utc_by_hours(builder.hours_ahead_of_utc());
        Self {
            authentication: Authentication::new(builder.has_refresh_tokens()),
            database: Mutex::new(Database::new(clock)),
        }
    }

    pub(crate) fn authentication(&self) -> &Authentication {
        &self.authentication
    }

    /// Connections and messages, for one caller at a time.
    pub(crate) fn database(&self) -> MutexGuard<'_, Database> {
        self.database.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
