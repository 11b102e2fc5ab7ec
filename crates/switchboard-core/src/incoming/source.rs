use std::future::Future;

use crate::error::Error;

/// Where [`Polling`](super::Polling) asks for new messages: what one API needs to be polled.
pub trait Source: Send + 'static {
    /// A message.
    type Message: Send + 'static;
    /// Where to go on after a restart. [`std::convert::Infallible`] for a source that has no such place.
    type Position: Clone + Send + 'static;

    /// Asks the server once for what is new since it was asked last, oldest first. An empty list: nothing is.
    ///
    /// It is not asked again before every message was handed over. What was fetched before an error should be handed
    /// over, and the error come next time; where that cannot be, nothing may have changed, so that the next time brings
    /// the same again.
    ///
    /// # Errors
    /// Those of the calls that it makes.
    fn fetch(&mut self) -> impl Future<Output = Result<Vec<Self::Message>, Error>> + Send;

    /// Whether the last fetch may have left something behind, so that there is no point in a pause. What brings one
    /// message at a time says so; most bring all there is.
    fn has_more(&self) -> bool {
        false
    }

    /// Notes that the user now has this message: the position stands behind it.
    fn handed_over(&mut self, message: &Self::Message);

    /// Where to go on after the message that was handed over last; `None` where that is not known yet, or where the
    /// server keeps it.
    fn position(&self) -> Option<Self::Position>;
}
