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
            let path = request.uri().path_and_query().map_or_else(|| request.uri().path(), |path| path.as_str());
            told.push(format!("{} {path}: {why}", request.method()));
        }
    }

    /// A line for each, the first ones.
    pub(super) fn lines(&self) -> String {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.iter().map(|line| format!("\n  {line}")).collect()
    }
}
