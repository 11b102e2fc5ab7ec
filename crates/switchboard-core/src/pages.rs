//! Lists that come in pages: as a stream of pages, and as a stream of what is on them.

mod items;
mod pagination;
mod walk;

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

pub use items::Items;
pub use pagination::{PageEnd, PageInfo, PageRules, PageStyle, Pagination};

use crate::call::Call;
use crate::client::{Answer, Pending, beginning};
use crate::decode::{Body, DecodeFailure};
use crate::error::{CallError, Error, Kind};
use crate::response::Response;
use walk::{Step, Walk};

/// How many pages a walk through a list asks for, unless [`Pages::max_pages`] or [`Items::max_pages`] says otherwise.
pub const DEFAULT_MAX_PAGES: usize = 10_000;
/// How many items a walk through a list gives, unless [`Pages::max_items`] or [`Items::max_items`] says otherwise.
pub const DEFAULT_MAX_ITEMS: usize = 1_000_000;

/// The pages of a list, in order: a [`Stream`] that asks for a page when it is polled for one, and not before.
///
/// It begins at the page that the call asks for, which is the first unless the caller set another; what the caller did
/// not set is not sent. Options of the call hold for each page: a timeout is that of one page.
///
/// It ends where the list does, and after an error. Errors are those of a call, and three more: a server that names a
/// cursor a second time would never end ([`Error::is_repeated_cursor`]), and a list that is longer than
/// [`max_pages`](Self::max_pages) or [`max_items`](Self::max_items) ends with [`Error::is_too_long`], never in silence.
///
/// To drop a future of [`next_page`](Self::next_page) loses nothing: the page under way comes with the next one.
#[must_use = "pages are asked for when the stream is polled"]
pub struct Pages<T, E> {
    call: Call,
    walk: Walk,
    read: Read<T>,
    api_error: fn(&Body) -> Result<Option<E>, DecodeFailure>,
    state: State,
    asked_for: usize,
    given_items: usize,
    max_pages: usize,
    max_items: usize,
}

/// Reads a page, and what it says of itself.
type Read<T> = Box<dyn Fn(&Body) -> Result<(T, PageInfo), DecodeFailure> + Send + Sync>;

enum State {
    /// The next page can be asked for.
    Ready,
    Fetching(Pending<'static>),
    /// The last page was given, and there can be no next one.
    Failed(Error),
    Ended,
}

impl<T, E> Pages<T, E> {
    /// The pages of the list that this call begins to read.
    pub fn new<I>(call: Call, pagination: &'static Pagination<T, I, E>) -> Self {
        let read = |body: &Body| {
            let page = (pagination.decode)(body)?;
            let info = (pagination.info)(&page);
            Ok((page, info))
        };
        Self::reading(call, &pagination.rules, Box::new(read), pagination.api_error)
    }

    pub(crate) fn reading(
        call: Call,
        rules: &'static PageRules,
        read: Read<T>,
        api_error: fn(&Body) -> Result<Option<E>, DecodeFailure>,
    ) -> Self {
        let walk = Walk::new(rules, call.query_value(rules.style.parameter()));
        Self {
            call,
            walk,
            read,
            api_error,
            state: State::Ready,
            asked_for: 0,
            given_items: 0,
            max_pages: DEFAULT_MAX_PAGES,
            max_items: DEFAULT_MAX_ITEMS,
        }
    }

    /// How many pages may be asked for, [`DEFAULT_MAX_PAGES`] unless this is set. A list that goes on after them ends
    /// with an error.
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.max_pages = pages;
        self
    }

    /// How many items all pages together may hold, [`DEFAULT_MAX_ITEMS`] unless this is set. In place of a page that
    /// goes beyond comes an error.
    pub fn max_items(mut self, items: usize) -> Self {
        self.max_items = items;
        self
    }

    /// Waits for the next page; `None` once the list has ended, or after an error.
    pub async fn next_page(&mut self) -> Option<Result<Response<T>, CallError<E>>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Asks for the next page, where one more may be.
    fn ask(&mut self) -> State {
        if self.asked_for >= self.max_pages {
            return State::Failed(self.error(Kind::TooManyPages(self.max_pages)));
        }
        self.asked_for += 1;
        State::Fetching(self.walk.ask(self.call.clone()).dispatch())
    }

    /// Reads an answer. Where that is no page of the list, or the last one, the list has ended.
    fn arrived(&mut self, answer: Result<Answer, Error>) -> Option<Result<Response<T>, CallError<E>>> {
        self.state = State::Ended;
        let mut said: Option<(PageInfo, Bytes)> = None;
        let read = |body: &Body| {
            let (page, info) = (self.read)(body)?;
            said = Some((info, body.bytes.clone()));
            Ok(page)
        };
        let page =
            match answer.map_err(CallError::from).and_then(|answer| self.call.decoded(answer, read, self.api_error)) {
                Ok(page) => page,
                Err(error) => return Some(Err(error)),
            };
        let (info, body) = said.unwrap_or_default();
        let step = self.walk.arrived(&info, &body);
        if step == Step::Repeated {
            return None;
        }
        self.given_items = self.given_items.saturating_add(info.items);
        if self.given_items > self.max_items {
            return Some(Err(self.error(Kind::TooManyItems(self.max_items)).into()));
        }
        self.state = match step {
            Step::More => State::Ready,
            Step::Last | Step::Repeated => State::Ended,
            Step::SeenBefore => {
                let error = self.error(Kind::RepeatedCursor);
                State::Failed(error.with_answer(page.status(), page.headers().clone(), beginning(&body)))
            }
        };
        Some(Ok(page))
    }

    /// Ends the list, and gives the error that was to come, if there was one.
    fn end(&mut self) -> Option<Error> {
        match std::mem::replace(&mut self.state, State::Ended) {
            State::Failed(error) => Some(error),
            _ => None,
        }
    }

    fn error(&self, kind: Kind) -> Error {
        Error::of(kind, self.call.operation())
    }
}

impl<T, E> Stream for Pages<T, E> {
    type Item = Result<Response<T>, CallError<E>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let pages = self.get_mut();
        loop {
            match &mut pages.state {
                State::Ready => pages.state = pages.ask(),
                State::Fetching(pending) => {
                    let answer = ready!(pending.as_mut().poll(context));
                    return Poll::Ready(pages.arrived(answer));
                }
                State::Failed(_) | State::Ended => return Poll::Ready(pages.end().map(|error| Err(error.into()))),
            }
        }
    }
}

impl<T, E> std::fmt::Debug for Pages<T, E> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Cursors are left out: they may hold what was searched for.
        formatter
            .debug_struct("Pages")
            .field("call", &self.call)
            .field("asked_for", &self.asked_for)
            .finish_non_exhaustive()
    }
}
