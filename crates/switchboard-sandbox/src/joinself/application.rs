//! What the handlers of one server share.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::StartError;
use crate::joinself::Builder;
use crate::joinself::authentication::Authentication;
use crate::joinself::clock::Clock;
use crate::joinself::database::Database;
use crate::joinself::webhook::Webhook;

/// The state of one server.
pub(crate) struct Application {
    authentication: Authentication,
    database: Mutex<Database>,
    webhook: Option<Webhook>,
    logins: AtomicUsize,
    refreshes: AtomicUsize,
}

impl Application {
    pub(crate) fn new(builder: &Builder) -> Result<Self, StartError> {
        let clock = Clock::ahead_of_utc_by_hours(builder.hours_ahead_of_utc());
        Ok(Self {
            authentication: Authentication::new(builder),
            database: Mutex::new(Database::new(clock)),
            webhook: builder.webhook().map(Webhook::open).transpose()?,
            logins: AtomicUsize::new(0),
            refreshes: AtomicUsize::new(0),
        })
    }

    pub(crate) fn authentication(&self) -> &Authentication {
        &self.authentication
    }

    /// Connections and messages, for one caller at a time.
    pub(crate) fn database(&self) -> MutexGuard<'_, Database> {
        self.database.lock().unwrap_or_else(PoisonError::into_inner)
    }
    /// Takes in a message, posts it where the webhook is, and gives its jti.
    pub(crate) fn receive(&self, app_id: &str, connection_id: &str, text: &str) -> String {
        let mut database = self.database();
        let jti = database.receive(app_id, connection_id, text.to_owned());
        if let (Some(webhook), Some(body)) = (&self.webhook, database.notification(&jti)) {
            webhook.post(body);
        }
        jti
    }

    /// How often somebody asked to log in by name and password.
    pub(crate) fn logins(&self) -> usize {
        self.logins.load(Ordering::SeqCst)
    }

    pub(crate) fn count_login(&self) {
        self.logins.fetch_add(1, Ordering::SeqCst);
    }

    /// How often somebody asked to log in by a refresh token.
    pub(crate) fn refreshes(&self) -> usize {
        self.refreshes.load(Ordering::SeqCst)
    }

    pub(crate) fn count_refresh(&self) {
        self.refreshes.fetch_add(1, Ordering::SeqCst);
    }
}
