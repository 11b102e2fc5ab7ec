//! Pages, as the real server counts them.

use serde::Serialize;

use crate::joinself::database::Message;

/// Messages on a page when nothing, or nothing sensible, is asked for.
const USUAL_SIZE: i64 = 100;

/// The most messages on a page.
const LARGEST_SIZE: i64 = 1000;

/// One page of messages.
#[derive(Serialize)]
pub(crate) struct Page<'a> {
    page: i64,
    per_page: i64,
    page_count: i64,
    total_count: i64,
    items: Vec<&'a Message>,
}

impl<'a> Page<'a> {
    /// The page `page` of `messages`. `total` is the number that pages are counted by, which is not theirs.
    pub(crate) fn of(messages: impl Iterator<Item = &'a Message>, page: i64, per_page: i64, total: usize) -> Self {
        let total_count = i64::try_from(total).unwrap_or(i64::MAX);
        let per_page = if per_page <= 0 { USUAL_SIZE } else { per_page.min(LARGEST_SIZE) };
        let page_count = total_count.div_euclid(per_page) + i64::from(total_count % per_page > 0);
        let page = page.min(page_count).max(1);
        let offset = usize::try_from((page - 1) * per_page).unwrap_or(usize::MAX);
        let size = usize::try_from(per_page).unwrap_or(usize::MAX);
        Self { page, per_page, page_count, total_count, items: messages.skip(offset).take(size).collect() }
    }
}
