//! What does a walk do besides: when it sends, what a dropped wait costs, and against whole servers?

use futures_util::{FutureExt as _, StreamExt as _, TryStreamExt as _};
use switchboard::{convore, joinself};
use switchboard_sandbox as sandbox;
use switchboard_tests::scripted::Server;

use crate::convore::{client, id, next, page};
use crate::{lines, walk};

#[tokio::test]
async fn options_of_the_call_hold_for_each_page_and_each_page_is_an_answer() {
    let server = Server::start(vec![page(&["1"], &next("b")), page(&["2"], "")]).await.unwrap();
    let call = client(server.url()).list_messages().header("x-trace", "7");
    let pages: Vec<_> = call.pages().try_collect().await.unwrap();
    let statuses: Vec<u16> = pages.iter().map(|page| page.status().as_u16()).collect();
    let cursors: Vec<Option<&str>> = pages.iter().map(|page| page.next_cursor.as_deref()).collect();
    assert_eq!((statuses, cursors), (vec![200, 200], vec![Some("b"), None]));
    let traces: Vec<_> = server.received().iter().map(|request| request.header("x-trace").map(str::to_owned)).collect();
    assert_eq!(traces, [Some("7".to_owned()), Some("7".to_owned())]);
}

#[tokio::test]
async fn nothing_is_sent_before_the_first_page_is_asked_for() {
    let server = Server::start(vec![page(&["1"], "")]).await.unwrap();
    let call = client(server.url()).list_messages();
    let (pages, items) = (call.clone().pages(), call.items());
    tokio::task::yield_now().await;
    assert_eq!(server.received(), []);
    // A walk can go on in another task.
    let walked = tokio::spawn(async move { (pages.count().await, items.count().await) });
    assert_eq!(walked.await.unwrap(), (1, 1));
}

#[tokio::test]
async fn a_dropped_wait_loses_nothing_and_sends_nothing_twice() {
    let answers = vec![page(&["1", "2"], &next("b")), page(&["3"], "")];
    let server = Server::start(answers).await.unwrap();
    let mut items = client(server.url()).list_messages().items();
    let mut given = Vec::new();
    let mut dropped = 0;
    loop {
        // Polled once and dropped: at first the page is under way, later it is there.
        match items.next_item().now_or_never() {
            Some(Some(item)) => given.push(item.unwrap().id),
            Some(None) => break,
            None => {
                dropped += 1;
                tokio::task::yield_now().await;
            }
        }
    }
    assert_eq!(given, ["1", "2", "3"]);
    assert!(dropped >= 2, "no wait was dropped while a page was under way");
    assert_eq!(lines(&server), ["GET /v1/messages HTTP/1.1", "GET /v1/messages?cursor=b HTTP/1.1"]);
}

#[tokio::test]
async fn all_mails_of_a_convore_are_walked_through_page_by_page() {
    let server = sandbox::convore::Server::start().await.unwrap();
    let sent: Vec<String> =
        (0..5).map(|number| server.receive("bob@example.com", "s", &number.to_string()).message_id).collect();
    let client = convore::Client::builder().base_url(server.base_url()).api_key(server.api_key()).build().unwrap();
    for limit in [1, 2, 5, 100] {
        let (listed, error) = walk(client.list_messages().limit(limit).items(), id).await;
        assert!(error.is_none(), "{limit}: {error:?}");
        assert_eq!(listed, sent, "{limit}");
    }
}

#[tokio::test]
async fn all_messages_of_a_connection_are_walked_through_newest_first_though_there_are_others() {
    let server = sandbox::joinself::Server::start().await.unwrap();
    let mut sent: Vec<String> = (0..6).map(|number| server.receive("app", "peer", &number.to_string())).collect();
    (0..7).for_each(|_| drop(server.receive("app", "other", "hi")));
    sent.reverse();
    let client = joinself::Client::builder().base_url(server.base_url()).token(server.token()).build().unwrap();
    // 6 is a multiple of the first four sizes, so the server repeats its last page before it ends.
    for size in [1, 2, 3, 6, 4, 1000] {
        let (listed, error) = walk(client.list_messages("app", "peer").per_page(size).items(), |each| &each.jti).await;
        assert!(error.is_none(), "{size}: {error:?}");
        assert_eq!(listed, sent, "{size}");
    }
}

#[test]
fn a_walk_tells_no_cursor_when_it_is_printed() {
    let call = client("http://127.0.0.1:1").list_messages().cursor("canary");
    let text = format!("{:?} {:?}", call.clone().pages(), call.items());
    assert!(text.contains("list_messages") && !text.contains("canary"), "{text}");
}
