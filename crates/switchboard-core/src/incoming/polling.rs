use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use tokio::time::{Sleep, sleep};

use super::Source;
use super::backoff::Backoff;
use crate::error::Error;
use crate::retry::DEFAULT_LONGEST_RETRY_AFTER;

/// A source with what it brought.
type Fetched<S> = (S, Result<Vec<<S as Source>::Message>, Error>);
/// A fetch under way. It owns the source, so that it survives whoever waits for it.
type Fetching<S> = Pin<Box<dyn Future<Output = Fetched<S>> + Send>>;

/// A stream of the messages that a [`Source`] brings, asked for again and again while somebody reads.
///
/// It is lazy: the server is asked when the stream is polled, and only once everything it said before was read. An
/// error is an item, after which it asks again; one that would come again however often it asks is the last item.
/// What it keeps in memory is what one question brought.
pub struct Polling<S: Source> {
    state: State<S>,
    fetched: VecDeque<S::Message>,
    backoff: Backoff,
    /// What the source said when it was last here: nobody but the source can move its position.
    position: Option<S::Position>,
}

enum State<S: Source> {
    /// The source is here, and is asked when the pause is over.
    Resting(S, Option<Pin<Box<Sleep>>>),
    Fetching(Fetching<S>),
    Ended,
}

impl<S: Source> Polling<S> {
    /// Begins to poll a source. Nothing is sent before the stream is read.
    #[must_use]
    pub fn new(source: S) -> Self {
        let position = source.position();
        Self { state: State::Resting(source, None), fetched: VecDeque::new(), backoff: Backoff::default(), position }
    }

    /// How long to wait before the server is asked again: `shortest` while messages come, and twice as long each time
    /// that nothing or an error comes, up to `longest`. 1 to 30 seconds by default, at least a millisecond.
    #[must_use]
    pub fn poll_every(mut self, shortest: Duration, longest: Duration) -> Self {
        self.backoff = Backoff::new(shortest, longest);
        self
    }

    /// Changes the source before the stream is first read; without effect later.
    #[must_use]
    pub fn configure(mut self, change: impl FnOnce(&mut S)) -> Self {
        if let State::Resting(source, None) = &mut self.state {
            change(source);
            self.position = source.position();
        }
        self
    }

    /// Where to go on after the message that was yielded last.
    #[must_use]
    pub fn position(&self) -> Option<S::Position> {
        self.position.clone()
    }

    /// Waits for the next message; `None` after the end. Dropping the future before it is done loses nothing.
    pub async fn next_message(&mut self) -> Option<Result<S::Message, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Ends the stream: waits for the fetch under way, if there is one, and gives what was fetched and not yet read,
    /// which then counts as read. What such a fetch fails with is dropped. Dropping the future before it is done leaves
    /// the stream as it was.
    pub async fn stop(&mut self) -> Vec<S::Message> {
        if let State::Fetching(fetching) = &mut self.state {
            let (source, result) = fetching.as_mut().await;
            self.position = source.position();
            self.state = State::Resting(source, None);
            self.fetched.extend(result.unwrap_or_default());
        }
        let rest: Vec<S::Message> = self.fetched.drain(..).collect();
        if let State::Resting(mut source, _) = std::mem::replace(&mut self.state, State::Ended) {
            rest.iter().for_each(|message| source.handed_over(message));
            self.position = source.position();
        }
        rest
    }

    /// Hands the oldest message over.
    fn hand_over(&mut self) -> Option<S::Message> {
        let message = self.fetched.pop_front()?;
        if let State::Resting(source, _) = &mut self.state {
            source.handed_over(&message);
            self.position = source.position();
        }
        Some(message)
    }

    /// Takes in what a fetch brought; gives the error, if it was one.
    fn take_in(&mut self, (source, result): Fetched<S>) -> Option<Error> {
        self.position = source.position();
        let (interval, error) = match result {
            Ok(messages) if messages.is_empty() => (self.backoff.grow(), None),
            Ok(messages) => {
                self.fetched = messages.into();
                let interval = self.backoff.reset();
                (if source.has_more() { Duration::ZERO } else { interval }, None)
            }
            Err(error) if error.will_not_heal() => {
                self.state = State::Ended;
                return Some(error);
            }
            Err(error) => {
                let interval = self.backoff.grow();
                // However long the server asks to wait, somebody waits for messages.
                let asked_for = error.retry_after().unwrap_or_default().min(DEFAULT_LONGEST_RETRY_AFTER);
                (interval.max(asked_for), Some(error))
            }
        };
        self.state = State::Resting(source, Some(Box::pin(sleep(interval))));
        error
    }
}

impl<S: Source> Stream for Polling<S> {
    type Item = Result<S::Message, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(message) = self.hand_over() {
                return Poll::Ready(Some(Ok(message)));
            }
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Poll::Ready(None),
                State::Resting(source, mut pause) => {
                    if pause.as_mut().is_some_and(|pause| pause.as_mut().poll(context).is_pending()) {
                        self.state = State::Resting(source, pause);
                        return Poll::Pending;
                    }
                    self.state = State::Fetching(fetch(source));
                }
                State::Fetching(mut fetching) => {
                    let Poll::Ready(fetched) = fetching.as_mut().poll(context) else {
                        self.state = State::Fetching(fetching);
                        return Poll::Pending;
                    };
                    if let Some(error) = self.take_in(fetched) {
                        return Poll::Ready(Some(Err(error)));
                    }
                }
            }
        }
    }
}

/// The source is never pinned in place: a fetch under way is, on the heap.
impl<S: Source> Unpin for Polling<S> {}

impl<S: Source> std::fmt::Debug for Polling<S> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let state = match self.state {
            State::Resting(..) => "resting",
            State::Fetching(_) => "fetching",
            State::Ended => "ended",
        };
        let fetched = self.fetched.len();
        formatter.debug_struct("Polling").field("state", &state).field("fetched", &fetched).finish_non_exhaustive()
    }
}

fn fetch<S: Source>(mut source: S) -> Fetching<S> {
    Box::pin(async move {
        let result = source.fetch().await;
        (source, result)
    })
}

#[cfg(test)]
mod tests;
