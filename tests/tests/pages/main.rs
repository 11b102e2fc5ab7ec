//! Does a walk through a list give all that is on it, once, and end where the list does, whatever the server?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod convore;
mod cursors;
mod joinself;
mod limits;
mod numbers;
mod streams;

use switchboard::{Error, Items};
use switchboard_tests::scripted::Server;

/// How a walk ends.
enum End {
    /// As a list does.
    OfList,
    /// With an error of which this holds.
    With(fn(&Error) -> bool),
}

/// A walk through a list: how it begins, the answers it gets, and what must come of it.
struct Case<C, I> {
    about: &'static str,
    begin: fn(&C) -> I,
    answers: Vec<Vec<u8>>,
    /// What must be asked for, of each request the query.
    queries: &'static [&'static str],
    /// What must be given.
    items: &'static [&'static str],
    end: End,
}

/// Takes all items, by the text that `name` reads off them, and the error at the end.
async fn walk<I, E>(mut items: Items<I, E>, name: fn(&I) -> &str) -> (Vec<String>, Option<Error>) {
    let mut names = Vec::new();
    let mut end = None;
    while let Some(item) = items.next_item().await {
        match item {
            Ok(item) => names.push(name(&item).to_owned()),
            Err(error) => {
                end = Some(Error::from(error));
                break;
            }
        }
    }
    assert!(items.next_item().await.is_none() && items.next_item().await.is_none(), "a walk goes on after its end");
    (names, end)
}

/// The request lines that came in.
fn lines(server: &Server) -> Vec<String> {
    server.received().iter().map(|request| request.request_line().to_owned()).collect()
}

impl<C, I, E> Case<C, Items<I, E>> {
    async fn run(self, path: &str, client: impl FnOnce(&str) -> C, name: fn(&I) -> &str) {
        let server = Server::start(self.answers).await.unwrap();
        let client = client(server.url());
        let (items, error) = walk((self.begin)(&client), name).await;
        assert_eq!(items, self.items, "{}", self.about);
        let question_mark = |query: &str| if query.is_empty() { "" } else { "?" };
        let expected: Vec<String> =
            self.queries.iter().map(|query| format!("GET {path}{}{query} HTTP/1.1", question_mark(query))).collect();
        assert_eq!(lines(&server), expected, "{}", self.about);
        match self.end {
            End::OfList => assert!(error.is_none(), "{}: {error:?}", self.about),
            End::With(holds) => assert!(error.as_ref().is_some_and(holds), "{}: {error:?}", self.about),
        }
    }
}
