//! Which page comes next, and whether one does. Nothing here depends on what is on the pages.

use std::collections::HashSet;

use bytes::Bytes;

use super::{PageEnd, PageInfo, PageRules, PageStyle};
use crate::call::Call;

/// Where a walk through a list stands.
pub(super) struct Walk {
    rules: &'static PageRules,
    position: Position,
}

/// What the next request asks for.
enum Position {
    Cursor {
        /// Nothing on the first request, which asks for what the caller set.
        next: Option<String>,
        /// Every cursor there was: no more of them than pages.
        seen: HashSet<String>,
    },
    Number {
        /// What is written into the request; nothing on the first, which asks for what the caller set.
        next: Option<i64>,
        /// The number the caller set.
        from: Option<i64>,
        /// The number of the first page.
        first: i64,
        /// The page before, where pages are compared.
        previous: Option<Bytes>,
    },
}

/// What a page means for the walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A page of the list, and more may come.
    More,
    /// The last page of the list.
    Last,
    /// No page of the list any more.
    Repeated,
    /// A page of the list, which names as next one a page that was there before.
    SeenBefore,
}

impl Walk {
    /// A walk that begins where the caller set it to, if the caller did.
    pub(super) fn new(rules: &'static PageRules, set_by_caller: Option<&str>) -> Self {
        let position = match rules.style {
            PageStyle::Cursor { .. } => {
                Position::Cursor { next: None, seen: set_by_caller.into_iter().map(str::to_owned).collect() }
            }
            PageStyle::Number { first, .. } => {
                let from = set_by_caller.and_then(|number| number.parse().ok());
                Position::Number { next: None, from, first, previous: None }
            }
        };
        Self { rules, position }
    }

    /// Writes into the call which page it asks for.
    pub(super) fn ask(&self, call: Call) -> Call {
        let parameter = self.rules.style.parameter();
        match &self.position {
            Position::Cursor { next: Some(cursor), .. } => call.query(parameter, cursor),
            Position::Number { next: Some(number), .. } => call.query(parameter, number),
            Position::Cursor { next: None, .. } | Position::Number { next: None, .. } => call,
        }
    }

    /// Goes on to the page after the one that arrived.
    pub(super) fn arrived(&mut self, info: &PageInfo, body: &Bytes) -> Step {
        let ends_with = |end| self.rules.ends.contains(&end);
        let cursor = info.cursor.as_deref().filter(|cursor| !cursor.is_empty());
        let is_last = (ends_with(PageEnd::EmptyPage) && info.items == 0)
            || (ends_with(PageEnd::NoCursor) && cursor.is_none())
            || (ends_with(PageEnd::ShortPage) && info.size.is_some_and(|size| is_short(info.items, size)));
        match &mut self.position {
            Position::Cursor { next, seen } => match cursor {
                Some(cursor) if !is_last => {
                    *next = Some(cursor.to_owned());
                    if seen.insert(cursor.to_owned()) { Step::More } else { Step::SeenBefore }
                }
                _ => Step::Last,
            },
            Position::Number { next, from, first, previous } => {
                if ends_with(PageEnd::RepeatedPage) {
                    let is_repeated = match (info.number, *next, *from) {
                        (Some(number), Some(asked), _) => number != asked,
                        // Beyond the end there is nothing; a list that begins later than asked for begins there.
                        (Some(number), None, Some(asked)) => number < asked,
                        (Some(_), None, None) => false,
                        (None, ..) => previous.as_ref() == Some(body),
                    };
                    if is_repeated {
                        return Step::Repeated;
                    }
                    *previous = info.number.is_none().then(|| body.clone());
                }
                if is_last {
                    return Step::Last;
                }
                let here = next.or(info.number).or(*from).unwrap_or(*first);
                *next = Some(here.saturating_add(1));
                Step::More
            }
        }
    }
}

/// Whether a page has room left. One without items has, whatever size it claims.
fn is_short(items: usize, size: i64) -> bool {
    i64::try_from(items).unwrap_or(i64::MAX) < size.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of so many items, of the number and the size that it tells.
    fn numbered(items: usize, number: Option<i64>, size: Option<i64>) -> PageInfo {
        PageInfo { items, number, size, cursor: None }
    }

    /// What each of these pages means, for a list that is counted from 1. Pages of the same items have the same body.
    fn counted(ends: &'static [PageEnd], set_by_caller: Option<&str>, pages: &[PageInfo]) -> Vec<Step> {
        let rules = Box::leak(Box::new(PageRules { style: PageStyle::Number { parameter: "page", first: 1 }, ends }));
        let mut walk = Walk::new(rules, set_by_caller);
        pages.iter().map(|page| walk.arrived(page, &Bytes::from(page.items.to_string()))).collect()
    }

    #[test]
    fn a_list_of_numbers_ends_as_its_document_says() {
        use PageEnd::{EmptyPage, NoCursor, RepeatedPage, ShortPage};
        use Step::{Last, More, Repeated};
        type Case = (&'static [PageEnd], Option<&'static str>, Vec<PageInfo>, Vec<Step>);
        let cases: [Case; 10] = [
            (&[ShortPage], None, vec![numbered(2, None, Some(2)), numbered(1, None, Some(2))], vec![More, Last]),
            // A page without items is short, whatever room it claims; one that does not tell is not known to be short.
            (&[ShortPage], None, vec![numbered(0, None, Some(0))], vec![Last]),
            (&[ShortPage], None, vec![numbered(0, None, None)], vec![More]),
            (&[EmptyPage], None, vec![numbered(1, None, None), numbered(0, None, None)], vec![More, Last]),
            (&[NoCursor], None, vec![numbered(1, None, None)], vec![Last]),
            (
                &[RepeatedPage],
                None,
                vec![numbered(2, Some(1), None), numbered(2, Some(2), None), numbered(2, Some(2), None)],
                vec![More, More, Repeated],
            ),
            // Where pages tell no number, the same answer is the same page.
            (
                &[RepeatedPage],
                None,
                vec![numbered(2, None, None), numbered(3, None, None), numbered(3, None, None)],
                vec![More, More, Repeated],
            ),
            // A caller who begins beyond the end gets nothing; one who begins before the first page gets the first.
            (&[RepeatedPage], Some("7"), vec![numbered(2, Some(3), None)], vec![Repeated]),
            (
                &[RepeatedPage],
                Some("0"),
                vec![numbered(2, Some(1), None), numbered(2, Some(2), None)],
                vec![More, More],
            ),
            (
                &[RepeatedPage],
                Some("9223372036854775807"),
                vec![numbered(2, Some(i64::MAX), None), numbered(2, None, None)],
                vec![More, More],
            ),
        ];
        for (ends, set_by_caller, pages, expected) in cases {
            assert_eq!(counted(ends, set_by_caller, &pages), expected, "{ends:?} {pages:?}");
        }
    }

    #[test]
    fn a_list_of_cursors_ends_without_a_next_one_and_goes_nowhere_twice() {
        use Step::{Last, More, SeenBefore};
        static RULES: PageRules =
            PageRules { style: PageStyle::Cursor { parameter: "cursor" }, ends: &[PageEnd::EmptyPage] };
        let page =
            |items, cursor: Option<&str>| PageInfo { items, cursor: cursor.map(str::to_owned), ..PageInfo::default() };
        for (set_by_caller, pages, expected) in [
            (None, vec![page(1, Some("a")), page(1, None)], vec![More, Last]),
            (None, vec![page(1, Some(""))], vec![Last]),
            (None, vec![page(1, Some("a")), page(1, Some("b")), page(1, Some("a"))], vec![More, More, SeenBefore]),
            (None, vec![page(1, Some("a")), page(1, Some("a"))], vec![More, SeenBefore]),
            (Some("a"), vec![page(1, Some("a"))], vec![SeenBefore]),
            // A server that names the last cursor for ever ends its list by a page without items.
            (None, vec![page(1, Some("a")), page(0, Some("a"))], vec![More, Last]),
        ] {
            let mut walk = Walk::new(&RULES, set_by_caller);
            let steps: Vec<Step> = pages.iter().map(|page| walk.arrived(page, &Bytes::new())).collect();
            assert_eq!(steps, expected, "{pages:?}");
        }
    }
}
