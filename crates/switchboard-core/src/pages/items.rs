use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec::IntoIter;

use futures_core::Stream;

use super::{DEFAULT_MAX_ITEMS, Pages, Pagination};
use crate::call::Call;
use crate::decode::Body;
use crate::error::{CallError, Kind};

/// What is on the pages of a list, one by one: a [`Stream`] that asks for a page when it has given all of the one
/// before.
///
/// Where it begins and ends, which errors there are, and what holds of options is said at [`Pages`]. What was given
/// before an error stays given. To drop a future of [`next_item`](Self::next_item) loses nothing.
#[must_use = "items are asked for when the stream is polled"]
pub struct Items<I, E> {
    pages: Pages<Vec<I>, E>,
    page: IntoIter<I>,
    given: usize,
    max_items: usize,
}

/// Items are moved out, never polled where they are.
impl<I, E> Unpin for Items<I, E> {}

impl<I, E> Items<I, E> {
    /// The items of the list that this call begins to read.
    pub fn new<T>(call: Call, pagination: &'static Pagination<T, I, E>) -> Self {
        let read = |body: &Body| {
            let page = (pagination.decode)(body)?;
            let info = (pagination.info)(&page);
            Ok(((pagination.items)(page), info))
        };
        let pages = Pages::reading(call, &pagination.rules, Box::new(read), pagination.api_error);
        let pages = pages.max_items(usize::MAX);
        Self { pages, page: Vec::new().into_iter(), given: 0, max_items: DEFAULT_MAX_ITEMS }
    }

    /// How many pages may be asked for, [`DEFAULT_MAX_PAGES`](super::DEFAULT_MAX_PAGES) unless this is set. A list that
    /// goes on after them ends with an error.
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.pages = self.pages.max_pages(pages);
        self
    }

    /// How many items are given, [`DEFAULT_MAX_ITEMS`] unless this is set. In place of the first that goes beyond comes
    /// an error.
    pub fn max_items(mut self, items: usize) -> Self {
        self.max_items = items;
        self
    }

    /// Waits for the next item; `None` once the list has ended, or after an error.
    pub async fn next_item(&mut self) -> Option<Result<I, CallError<E>>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<I, E> Stream for Items<I, E> {
    type Item = Result<I, CallError<E>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let items = self.get_mut();
        loop {
            match items.page.next() {
                Some(_) if items.given >= items.max_items => {
                    items.page = Vec::new().into_iter();
                    items.pages.end();
                    let error = items.pages.error(Kind::TooManyItems(items.max_items));
                    return Poll::Ready(Some(Err(error.into())));
                }
                Some(item) => {
                    items.given += 1;
                    return Poll::Ready(Some(Ok(item)));
                }
                None => match ready!(Pin::new(&mut items.pages).poll_next(context)) {
                    Some(Ok(page)) => items.page = page.into_inner().into_iter(),
                    Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                    None => return Poll::Ready(None),
                },
            }
        }
    }
}

impl<I, E> std::fmt::Debug for Items<I, E> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Items").field("pages", &self.pages).field("given", &self.given).finish_non_exhaustive()
    }
}
