use std::sync::{Arc, Mutex, PoisonError};

use http::Request;

/// How many are told. More would hide what is wrong rather than show it.
const MOST: usize = 10;

/// Requests that a mock did not answer, and why, for the message of the test that waits for them.
#[derive(Clone, Default)]
pub(super) struct Misses {
    told: Arc<Mutex<Vec<String>>>,
}

impl Misses {
    pub(super) fn add<T>(&self, request: &Request<T>, why: &str) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.len() < MOST {
            // A query may hold a credential.
            told.push(format!("{} {}: {why}", request.method(), request.uri().path()));
        }
    }

    /// A line for each, the first ones.
    pub(super) fn lines(&self) -> String {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.iter().map(|line| format!("\n  {line}")).collect()
    }
}
