//! Lists that come in pages.

use serde_json::{Value, json};
use switchboard_tests::scripted::{Server, json as answer};

use crate::switchboard;

const LIST: [&str; 5] = ["convore", "list-messages", "--all", "--limit", "2"];

async fn two_pages() -> Server {
    let first = r#"{"data":[{"id":"m1","unknown":{"deep":[1.0]}},{"id":"m2"}],"next_cursor":"c/1","total_count":3}"#;
    let last = r#"{"data":[{"id":"m3","text":"é\u001b"}],"total_count":3}"#;
    Server::start(vec![answer(first), answer(last)]).await.unwrap()
}

#[tokio::test]
async fn all_of_them_are_lines_of_json_for_programs() {
    let server = two_pages().await;
    let run = switchboard().run(&[&LIST[..], &["--base-url", server.url()]].concat()).await.unwrap();
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", run.stderr);
    let items: Vec<Value> = run.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        items,
        [
            json!({ "id": "m1", "unknown": { "deep": [1.0] } }),
            json!({ "id": "m2" }),
            json!({ "id": "m3", "text": "é\u{1b}" })
        ]
    );
    let received = server.received();
    let targets: Vec<&str> = received.iter().map(|request| request.request_line()).collect();
    assert_eq!(targets, ["GET /v1/messages?limit=2 HTTP/1.1", "GET /v1/messages?limit=2&cursor=c%2F1 HTTP/1.1"]);
}

#[tokio::test]
async fn all_of_them_are_one_table_for_people() {
    let server = two_pages().await;
    let line = [&LIST[..], &["--base-url", server.url(), "--output", "table"]].concat();
    let text = switchboard().run(&line).await.unwrap().text();
    assert_eq!(text.matches("unknown").count(), 1, "{text}");
    let order = ["m1", "m2", "m3"].map(|id| text.find(id).unwrap());
    assert!(order.is_sorted(), "{text}");
}

#[tokio::test]
async fn what_came_before_a_page_that_failed_is_in_the_table() {
    let first = answer(r#"{"data":[{"id":"m1"}],"next_cursor":"c1"}"#);
    let server = Server::start(vec![first, answer("nonsense")]).await.unwrap();
    let line = [&LIST[..], &["--base-url", server.url(), "--output", "table"]].concat();
    let run = switchboard().run(&line).await.unwrap();
    assert_eq!(run.code, Some(9), "{}", run.stderr);
    assert!(run.text().contains("m1"), "{}", run.text());
}

#[tokio::test]
async fn without_the_flag_one_page_is_printed_as_it_came() {
    let server = two_pages().await;
    let run = switchboard().run(&["convore", "list-messages", "--base-url", server.url()]).await.unwrap();
    assert_eq!((&run.json()["next_cursor"], server.received().len()), (&json!("c/1"), 1));
}

#[tokio::test]
async fn a_server_that_goes_in_circles_is_told_after_what_it_gave() {
    let page = answer(r#"{"data":[{"id":"m1"}],"next_cursor":"again"}"#);
    let server = Server::start(vec![page]).await.unwrap();
    let run = switchboard().run(&[&LIST[..], &["--base-url", server.url()]].concat()).await.unwrap();
    assert_eq!(run.code, Some(9), "{}", run.stderr);
    assert!(run.text().starts_with("{\"id\":\"m1\"}\n"), "{}", run.text());
    assert!(server.received().len() < 5, "{}", server.received().len());
}
