//! Who shares a login, and how long it goes on.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Waker};
use std::time::Duration;

use futures_util::future::join_all;
use switchboard::joinself::Client;

use crate::stand_in::{APP, PEER, Rules, StandIn};

async fn call(client: Client) {
    client.list_messages(APP, PEER).send().await.unwrap();
}

/// Lets a future begin.
fn begin(future: Pin<&mut impl Future>) {
    assert!(future.poll(&mut Context::from_waker(Waker::noop())).is_pending(), "nothing was to be waited for");
}

/// A client whose token the server no longer takes, and that gets no other until the server is opened.
async fn expired() -> (StandIn, Client) {
    let server = StandIn::start(Rules::default()).await;
    let client = server.joinself("bob");
    call(client.clone()).await;
    server.log();
    server.forget_tokens();
    server.close();
    (server, client)
}

/// Runs a call until its login has reached the server.
async fn until_login(server: &StandIn, count: usize, call: Pin<&mut impl Future>) {
    tokio::select! {
        _ = call => panic!("the call ended though its login was not answered"),
        () = server.logins_begun(count) => {}
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_calls_of_clones_in_as_many_tasks_make_one_login() {
    let server = StandIn::start(Rules::default()).await;
    server.close();
    let client = server.joinself("bob");
    let tasks: Vec<_> = (0..50).map(|_| tokio::spawn(call(client.clone()))).collect();
    server.logins_begun(1).await;
    server.open();
    for task in tasks {
        task.await.unwrap();
    }
    let logins = server.log().into_iter().filter(|entry| entry == "login by bob").count();
    assert_eq!(logins, 1);
}

#[tokio::test]
async fn a_login_goes_on_for_those_who_wait_when_the_call_that_began_it_is_dropped() {
    let server = StandIn::start(Rules::default()).await;
    server.close();
    let client = server.joinself("bob");
    let mut leader = Box::pin(call(client.clone()));
    until_login(&server, 1, leader.as_mut()).await;
    let mut others = Box::pin(join_all((0..49).map(|_| call(client.clone()))));
    begin(others.as_mut());
    drop(leader);
    server.open();
    others.await;
    let mut log = server.log();
    assert_eq!(log.remove(0), "login by bob");
    assert_eq!(log, vec!["GET by bob"; 49]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_expires_under_fifty_calls_is_renewed_once() {
    let (server, client) = expired().await;
    let tasks: Vec<_> = (0..50).map(|_| tokio::spawn(call(client.clone()))).collect();
    server.logins_begun(2).await;
    server.open();
    for task in tasks {
        task.await.unwrap();
    }
    let log = server.log();
    let count = |what: &str| log.iter().filter(|entry| *entry == what).count();
    assert_eq!((count("login by bob"), count("GET by bob")), (1, 50), "{log:?}");
    assert!(count("GET refused") > 0, "{log:?}");
}

#[tokio::test]
async fn a_renewal_goes_on_for_the_others_when_the_call_whose_token_was_refused_is_dropped() {
    let (server, client) = expired().await;
    let mut leader = Box::pin(call(client.clone()));
    until_login(&server, 2, leader.as_mut()).await;
    let mut others = Box::pin(join_all((0..49).map(|_| call(client.clone()))));
    begin(others.as_mut());
    drop(leader);
    server.open();
    others.await;
    let log = server.log();
    assert_eq!(log[..2], ["GET refused", "login by bob"]);
    assert_eq!(log[2..], vec!["GET by bob"; 49]);
}

#[tokio::test]
async fn a_login_that_nobody_waits_for_any_more_stops_and_the_next_call_begins_another() {
    let server = StandIn::start(Rules::default()).await;
    server.close();
    let client = server.joinself("bob");
    let mut first = Box::pin(call(client.clone()));
    until_login(&server, 1, first.as_mut()).await;
    let mut second = Box::pin(call(client.clone()));
    begin(second.as_mut());
    drop(first);
    drop(second);
    server.logins_abandoned(1).await;
    server.open();
    call(client).await;
    assert_eq!(server.log(), ["login by bob", "GET by bob"], "the first was never answered");
}

#[tokio::test]
async fn a_failure_is_not_handed_to_those_who_come_after_it_though_some_have_not_heard_of_it_yet() {
    let server = StandIn::start(Rules { password_status: Some(503), ..Rules::default() }).await;
    let client = server.joinself("bob");
    let mut first = Box::pin(client.list_messages(APP, PEER).send());
    begin(first.as_mut());
    let mut slow = Box::pin(client.list_messages(APP, PEER).send());
    begin(slow.as_mut());
    assert!(first.await.unwrap_err().is_sign_in());
    server.change(|rules| rules.password_status = None);
    call(client.clone()).await;
    assert_eq!(server.log(), ["login by bob", "login by bob", "GET by bob"]);
    assert!(slow.await.unwrap_err().is_sign_in(), "it waited for the first login");
}

#[tokio::test]
async fn a_call_that_gives_up_waiting_does_not_end_the_wait_of_another() {
    let server = StandIn::start(Rules::default()).await;
    server.close();
    let client = server.joinself("bob");
    let mut patient = Box::pin(call(client.clone()));
    until_login(&server, 1, patient.as_mut()).await;
    let error = client.list_messages(APP, PEER).timeout(Duration::from_millis(20)).send().await.unwrap_err();
    assert!(error.is_sign_in() && error.is_timeout(), "{error}");
    server.open();
    patient.await;
    assert_eq!(server.log(), ["login by bob", "GET by bob"]);
}
