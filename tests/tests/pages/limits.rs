//! Does a cap stop a server without end, and say so?

use switchboard::{DEFAULT_MAX_ITEMS, DEFAULT_MAX_PAGES, Delivery, Error};
use switchboard_tests::scripted::Server;

use crate::convore::{Case, client, next, page, run, without_end};
use crate::{End, lines};

#[tokio::test]
async fn a_server_without_end_is_stopped_by_a_cap_that_says_so() {
    fn names(error: &Error, setter: &str) -> bool {
        error.is_too_long() && error.delivery() == Delivery::Accepted && error.to_string().contains(setter)
    }
    let cases = vec![
        Case {
            about: "pages",
            begin: |client| client.list_messages().items().max_pages(3),
            answers: without_end(),
            queries: &["", "cursor=c0", "cursor=c1"],
            items: &["m"; 6],
            end: End::With(|error| names(error, "`max_pages`")),
        },
        Case {
            about: "items, in the middle of a page",
            begin: |client| client.list_messages().items().max_items(3),
            answers: without_end(),
            queries: &["", "cursor=c0"],
            items: &["m"; 3],
            end: End::With(|error| names(error, "`max_items`")),
        },
        Case {
            about: "as many items and pages as are let through",
            begin: |client| client.list_messages().items().max_items(3).max_pages(2),
            answers: vec![page(&["1", "2"], &next("b")), page(&["3"], "")],
            queries: &["", "cursor=b"],
            items: &["1", "2", "3"],
            end: End::OfList,
        },
        Case {
            about: "nothing is asked for where nothing may be",
            begin: |client| client.list_messages().items().max_pages(0),
            answers: without_end(),
            queries: &[],
            items: &[],
            end: End::With(|error| names(error, "`max_pages`")),
        },
    ];
    run(cases).await;
    assert_eq!((DEFAULT_MAX_PAGES, DEFAULT_MAX_ITEMS), (10_000, 1_000_000));
}

#[tokio::test]
async fn pages_beyond_the_cap_on_items_are_an_error_too() {
    let server = Server::start(without_end()).await.unwrap();
    let mut pages = client(server.url()).list_messages().pages().max_items(5);
    assert_eq!(pages.next_page().await.unwrap().unwrap().data.len(), 2);
    assert_eq!(pages.next_page().await.unwrap().unwrap().data.len(), 2);
    let error = pages.next_page().await.unwrap().unwrap_err();
    assert!(error.is_too_long() && error.to_string().contains("`max_items`"), "{error}");
    assert!(pages.next_page().await.is_none());
    assert_eq!(lines(&server).len(), 3);
}
