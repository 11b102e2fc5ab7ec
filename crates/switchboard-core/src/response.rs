use std::ops::{Deref, DerefMut};

use http::{HeaderMap, StatusCode};

/// An answer: the decoded value with the status and headers it came with.
///
/// It dereferences to the value, so that fields and methods are reached directly; [`into_inner`](Self::into_inner)
/// gives the value away.
#[derive(Clone)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    value: T,
}

impl<T> Response<T> {
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, value: T) -> Self {
        Self { status, headers, value }
    }

    /// Status of the answer. Any 2xx is a success, whichever of them the API declares.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Headers of the answer.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The decoded value, which fields and methods are also reached on directly.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The decoded value, given away.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Response<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: std::fmt::Debug> std::fmt::Debug for Response<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Headers may carry session cookies and tokens.
        formatter
            .debug_struct("Response")
            .field("status", &self.status)
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}
