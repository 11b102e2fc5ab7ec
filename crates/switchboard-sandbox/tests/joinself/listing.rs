//! Which messages are on which page?

use serde_json::{Value, json};
use switchboard_sandbox::joinself::Server;

use crate::caller::{APP, Caller, MESSAGES, PEER};

fn texts(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|item| item["body"].as_str().unwrap()).collect()
}

fn envelope(page: &Value) -> [i64; 4] {
    ["page", "per_page", "page_count", "total_count"].map(|name| page[name].as_i64().unwrap())
}

#[tokio::test]
async fn no_messages_are_an_empty_page_one_of_none() {
    let server = Server::start().await.unwrap();
    server.add_connection(APP, PEER);
    let page = Caller::of(&server).json(MESSAGES).await;
    assert_eq!((envelope(&page), &page["items"]), ([1, 100, 0, 0], &json!([])));
}

#[tokio::test]
async fn the_newest_message_comes_first() {
    let server = Server::start().await.unwrap();
    for text in ["one", "two", "three"] {
        server.receive(APP, PEER, text);
    }
    let page = Caller::of(&server).json(&format!("{MESSAGES}?per_page=2")).await;
    assert_eq!((envelope(&page), texts(&page)), ([1, 2, 2, 3], vec!["three", "two"]));
}

#[tokio::test]
async fn a_page_beyond_the_last_is_the_last_once_more() {
    let server = Server::start().await.unwrap();
    for text in ["one", "two", "three"] {
        server.receive(APP, PEER, text);
    }
    let caller = Caller::of(&server);
    let last = caller.json(&format!("{MESSAGES}?page=2&per_page=2")).await;
    assert_eq!((envelope(&last), texts(&last)), ([2, 2, 2, 3], vec!["one"]));
    for beyond in ["3", "9223372036854775807"] {
        assert_eq!(caller.json(&format!("{MESSAGES}?page={beyond}&per_page=2")).await, last);
    }
}

#[tokio::test]
async fn totals_are_those_of_the_whole_database() {
    let server = Server::start().await.unwrap();
    server.receive(APP, PEER, "ours");
    server.receive(APP, "another", "theirs");
    server.receive("another app", PEER, "theirs");
    let caller = Caller::of(&server);
    let page = caller.json(&format!("{MESSAGES}?per_page=1")).await;
    assert_eq!((envelope(&page), texts(&page)), ([1, 1, 3, 3], vec!["ours"]));
    let page = caller.json(&format!("{MESSAGES}?per_page=1&page=3")).await;
    assert_eq!((envelope(&page), texts(&page)), ([3, 1, 3, 3], vec![]), "a page that is counted and empty");
}

#[tokio::test]
async fn a_page_holds_100_unless_asked_and_1000_at_most() {
    let server = Server::start().await.unwrap();
    for number in 0..1001 {
        server.receive(APP, PEER, &number.to_string());
    }
    let caller = Caller::of(&server);
    for (asked, given) in [("", 100), ("0", 100), ("-5", 100), ("many", 100), ("1000", 1000), ("1001", 1000)] {
        let page = caller.json(&format!("{MESSAGES}?per_page={asked}")).await;
        assert_eq!((page["per_page"].as_u64(), texts(&page).len()), (Some(given), given as usize), "{asked}");
    }
}

#[tokio::test]
async fn what_is_no_page_is_the_first() {
    let server = Server::start().await.unwrap();
    server.receive(APP, PEER, "one");
    let caller = Caller::of(&server);
    for page in ["0", "-1", "x", "1.5", ""] {
        assert_eq!(envelope(&caller.json(&format!("{MESSAGES}?page={page}")).await), [1, 100, 1, 1], "{page}");
    }
}

#[tokio::test]
async fn messages_since_counts_rows_over_all_conversations() {
    let server = Server::start().await.unwrap();
    server.receive(APP, PEER, "row 1");
    server.receive(APP, "another", "row 2");
    server.receive(APP, PEER, "row 3");
    let caller = Caller::of(&server);
    for (since, expected) in [("0", 2), ("1", 1), ("2", 1), ("3", 0), ("soon", 2)] {
        let page = caller.json(&format!("{MESSAGES}?messages_since={since}")).await;
        assert_eq!((texts(&page).len(), page["total_count"].as_i64()), (expected, Some(3)), "{since}");
    }
}
