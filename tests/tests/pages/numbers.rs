//! Does a list of numbered pages end with its last page?

use switchboard::joinself::types::Message;
use switchboard::joinself::{Client, operations::ListMessagesError};
use switchboard::{Error, Items};
use switchboard_tests::scripted::{Server, answer};

use crate::joinself::{client, page};
use crate::{Case, End};

#[tokio::test]
async fn a_list_of_numbers_ends_with_its_last_page_and_not_before() {
    let cases: Vec<Case<Client, Items<Message, ListMessagesError>>> = vec![
        Case {
            about: "a short page is the last one, whatever the totals say",
            begin: |client| client.list_messages("app", "peer").items(),
            answers: vec![page(1, 2, &["1", "2"], 0), page(2, 2, &["3"], 1000)],
            queries: &["", "page=2"],
            items: &["1", "2", "3"],
            end: End::OfList,
        },
        Case {
            about: "an exact multiple, after which the server repeats its last page",
            begin: |client| client.list_messages("app", "peer").per_page(2).items(),
            answers: vec![page(1, 2, &["1", "2"], 2), page(2, 2, &["3", "4"], 2), page(2, 2, &["3", "4"], 2)],
            queries: &["per_page=2", "per_page=2&page=2", "per_page=2&page=3"],
            items: &["1", "2", "3", "4"],
            end: End::OfList,
        },
        Case {
            about: "pages of one item, where the server takes less than was asked for",
            begin: |client| client.list_messages("app", "peer").per_page(1000).items(),
            answers: vec![page(1, 1, &["1"], 2), page(2, 1, &["2"], 2), page(3, 1, &["3"], 2), page(4, 1, &[], 2)],
            queries: &["per_page=1000", "per_page=1000&page=2", "per_page=1000&page=3", "per_page=1000&page=4"],
            items: &["1", "2", "3"],
            end: End::OfList,
        },
        Case {
            about: "the page that was set is the first",
            begin: |client| client.list_messages("app", "peer").page(2).items(),
            answers: vec![page(2, 1, &["2"], 9), page(3, 1, &[], 9)],
            queries: &["page=2", "page=3"],
            items: &["2"],
            end: End::OfList,
        },
        Case {
            about: "beyond the end there is nothing",
            begin: |client| client.list_messages("app", "peer").page(7).items(),
            answers: vec![page(3, 1, &["3"], 3)],
            queries: &["page=7"],
            items: &[],
            end: End::OfList,
        },
        Case {
            about: "a number before the first page means the first",
            begin: |client| client.list_messages("app", "peer").page(0).items(),
            answers: vec![page(1, 2, &["1", "2"], 3), page(2, 2, &["3"], 3)],
            queries: &["page=0", "page=2"],
            items: &["1", "2", "3"],
            end: End::OfList,
        },
        Case {
            about: "an empty list",
            begin: |client| client.list_messages("app", "peer").items(),
            answers: vec![page(1, 100, &[], 5)],
            queries: &[""],
            items: &[],
            end: End::OfList,
        },
        Case {
            about: "a server that never ends is stopped",
            begin: |client| client.list_messages("app", "peer").items().max_pages(3),
            answers: (1..50).map(|number| page(number, 1, &["1"], 1)).collect(),
            queries: &["", "page=2", "page=3"],
            items: &["1", "1", "1"],
            end: End::With(Error::is_too_long),
        },
    ];
    for case in cases {
        case.run("/v1/apps/app/connections/peer/messages", client, |message| &message.jti).await;
    }
}

#[tokio::test]
async fn the_declared_error_of_a_page_is_that_of_the_call() {
    let missing = answer("404 Not Found", &[("content-type", "application/json")], br#""connection not found""#);
    let server = Server::start(vec![page(1, 1, &["1"], 9), missing]).await.unwrap();
    let mut items = client(server.url()).list_messages("app", "peer").items();
    assert_eq!(items.next_item().await.unwrap().unwrap().jti, "1");
    let error = items.next_item().await.unwrap().unwrap_err();
    assert_eq!(error.api_error(), Some(&ListMessagesError::NotFound("connection not found".to_owned())));
    assert!(items.next_item().await.is_none());
}
