use std::ops::Deref;

use super::Error;

/// Why an operation failed, with the error body that the API declares for it.
///
/// `E` is the declared type of the error body: one type where all error statuses share it, else a union with a variant
/// for each status, `()` where the spec declares none. Everything else is in [`Error`], whose methods can be called
/// on this type. `?` turns it into an [`Error`].
pub struct CallError<E = ()> {
    inner: Box<(Error, Option<E>)>,
}

impl<E> CallError<E> {
    pub(crate) fn new(error: Error, api_error: Option<E>) -> Self {
        Self { inner: Box::new((error, api_error)) }
    }

    /// The error body that the API declares for this status. `None` where the call failed in another way, or the body
    /// is not what was declared; [`body`](Error::body) has the bytes in any case.
    #[must_use]
    pub fn api_error(&self) -> Option<&E> {
        self.inner.1.as_ref()
    }

    /// Takes the declared error body out, or gives the error back.
    ///
    /// # Errors
    /// The error itself, where there is no declared error body in it.
    pub fn into_api_error(self) -> Result<E, Error> {
        let (error, api_error) = *self.inner;
        api_error.ok_or(error)
    }
}

impl<E> Deref for CallError<E> {
    type Target = Error;

    fn deref(&self) -> &Error {
        &self.inner.0
    }
}

impl<E> From<CallError<E>> for Error {
    fn from(error: CallError<E>) -> Self {
        error.inner.0
    }
}

impl<E> From<Error> for CallError<E> {
    fn from(error: Error) -> Self {
        Self::new(error, None)
    }
}

impl<E> std::fmt::Display for CallError<E> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.inner.0.fmt(formatter)
    }
}

impl<E> std::fmt::Debug for CallError<E> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The declared error body is the server's text, and may repeat what was sent.
        std::fmt::Debug::fmt(&self.inner.0, formatter)
    }
}

impl<E> std::error::Error for CallError<E> {}
