//! What is found?

use serde_json::{Value, json};
use switchboard_sandbox::pieces_os::Server;

use crate::caller::{CONVERSATION, Caller, json};

async fn search(caller: &Caller, engines: Value) -> Vec<Value> {
    let body = json!({ "engines": engines }).to_string();
    let found = json(caller.post("/messages/search", body).await).await;
    found["iterable"].as_array().unwrap().clone()
}

fn texts(found: &[Value]) -> Vec<&str> {
    found.iter().map(|found| found["message"]["fragment"]["string"]["raw"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_best_match_comes_first_and_says_whether_it_is_exact() {
    let server = Server::start().await.unwrap();
    server.receive(CONVERSATION, "The fox sleeps");
    let exact = server.receive(CONVERSATION, "a quick fox runs");
    server.receive(CONVERSATION, "nothing");
    let found = search(&Caller::of(&server), json!({ "iterable": [{ "query": "quick fox" }] })).await;
    assert_eq!(texts(&found), ["a quick fox runs", "The fox sleeps"]);
    assert_eq!(found[0]["identifier"], exact);
    assert_eq!((found[0]["exact"].as_bool(), found[0]["similarity"].as_f64()), (Some(true), Some(1.0)));
    assert_eq!((found[1]["exact"].as_bool(), found[1]["similarity"].as_f64()), (Some(false), Some(0.5)));
}

#[tokio::test]
async fn full_text_can_ask_for_exact_or_similar_enough_matches() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    server.receive(CONVERSATION, "Quick Fox");
    server.receive(CONVERSATION, "quick fox");
    server.receive(CONVERSATION, "fox");
    for (full_text, expected) in [
        (json!({ "exact": true }), vec!["quick fox"]),
        (json!({ "similarity": 0.9 }), vec!["Quick Fox", "quick fox"]),
        (json!({ "similarity": null }), vec!["Quick Fox", "quick fox", "fox"]),
    ] {
        let engines = json!({ "iterable": [{ "query": "quick fox", "full_text": full_text }] });
        assert_eq!(texts(&search(&caller, engines).await), expected);
    }
}

#[tokio::test]
async fn searches_are_combined_and_nested() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    server.receive(CONVERSATION, "red fox");
    server.receive(CONVERSATION, "red hen");
    server.receive(CONVERSATION, "blue hen");
    let both = json!([{ "query": "red" }, { "query": "hen" }]);
    let any = json!({ "iterable": both, "type": "OR" });
    assert_eq!(search(&caller, any.clone()).await.len(), 3);
    let all = json!({ "iterable": both, "type": "AND" });
    assert_eq!(texts(&search(&caller, all.clone()).await), ["red hen"]);
    let nested = json!({ "iterable": [{ "operations": all }, { "query": "fox" }] });
    assert_eq!(texts(&search(&caller, nested).await), ["red fox", "red hen"]);
    let narrowed = json!({ "iterable": [{ "query": "blue", "operations": any }] });
    assert_eq!(texts(&search(&caller, narrowed).await), ["blue hen"]);
}

#[tokio::test]
async fn no_engine_and_no_words_find_nothing() {
    let server = Server::start().await.unwrap();
    server.receive(CONVERSATION, "hello");
    for engines in [json!({ "iterable": [] }), json!({ "iterable": [{}] }), json!({ "iterable": [{ "query": " " }] })] {
        assert!(search(&Caller::of(&server), engines).await.is_empty());
    }
}
