//! What becomes of a call whose token the server refuses.

use switchboard::joinself::types::SendMessageRequest;
use switchboard::{Delivery, slskd};
use switchboard_tests::fault_proxy::{FaultProxy, Outage, Plan};
use switchboard_tests::scripted::{Server, answer, json};

use crate::stand_in::{APP, PEER, Rules, StandIn};

#[tokio::test]
async fn a_call_refused_with_401_is_sent_once_more_with_a_new_token_even_if_it_is_not_idempotent() {
    let server = StandIn::start(Rules::default()).await;
    let client = server.joinself("bob");
    client.sign_in().await.unwrap();
    server.forget_tokens();
    let sent = client.send_message(APP, PEER, &SendMessageRequest::new("hi")).send().await.unwrap();
    assert_eq!(sent.body, "hi");
    assert_eq!(server.log(), ["login by bob", "POST refused", "login by bob", "POST by bob"]);
}

#[tokio::test]
async fn a_call_that_fails_in_another_way_is_not_repeated() {
    for status in [400, 403, 404, 407, 408, 419, 429, 500, 502, 503] {
        let server = StandIn::start(Rules { call_status: Some(status), ..Rules::default() }).await;
        let client = server.joinself("bob");
        let error = client.send_message(APP, PEER, &SendMessageRequest::new("hi")).send().await.unwrap_err();
        assert_eq!(error.status().map(|found| found.as_u16()), Some(status));
        assert!(!error.is_sign_in(), "{error}");
        assert_eq!(server.log(), ["login by bob", "POST by bob"], "{status}");
    }
}

#[tokio::test]
async fn a_server_that_refuses_every_token_is_asked_a_bounded_number_of_times() {
    for refresh_tokens in [false, true] {
        let server = StandIn::start(Rules { accept_tokens: false, refresh_tokens, ..Rules::default() }).await;
        let client = server.joinself("bob");
        let send = async || client.send_message(APP, PEER, &SendMessageRequest::new("hi")).send().await.unwrap_err();
        let error = send().await;
        assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
        assert_eq!(error.delivery(), Delivery::Rejected);
        assert!(error.is_status() && !error.is_sign_in(), "signing in worked: {error}");
        let renewal = if refresh_tokens { "refresh" } else { "login by bob" };
        assert_eq!(server.log(), ["login by bob", "POST refused", renewal, "POST refused"]);

        // A refresh token that gave a token which was refused is not tried again.
        send().await;
        assert_eq!(server.log(), ["POST refused", "login by bob", "POST refused"]);
    }
}

#[tokio::test]
async fn a_call_refused_with_a_token_that_others_have_renewed_meanwhile_takes_the_newer_one() {
    let server = StandIn::start(Rules::default()).await;
    let client = server.joinself("bob");
    client.sign_in().await.unwrap();
    server.forget_tokens();
    let calls = (0..50).map(|_| client.list_messages(APP, PEER).send());
    for answer in futures_util::future::join_all(calls).await {
        answer.unwrap();
    }
    let log = server.log();
    let count = |what: &str| log.iter().filter(|entry| *entry == what).count();
    assert_eq!((count("login by bob"), count("GET by bob")), (2, 50), "one at first, one for all: {log:?}");
}

#[tokio::test]
async fn a_call_that_was_refused_and_could_not_be_repeated_was_rejected() {
    let login = || json("{\"token\":\"t\"}");
    let server = Server::start(vec![login(), answer("401 Unauthorized", &[], b""), login()]).await.unwrap();
    // The repeat finds nobody.
    let mut plan = Plan::without_faults();
    plan.outage = Some(Outage { after: 3, lasts: None });
    let proxy = FaultProxy::start(plan, server.url().strip_prefix("http://").unwrap().parse().unwrap()).unwrap();
    let url = format!("http://{}", proxy.address());
    let client = slskd::Client::builder().base_url(url).sign_in("bob", "sesame").build().unwrap();
    let error = client.send_message("alice", "hi").send().await.unwrap_err();
    let lines: Vec<String> = server.received().iter().map(|request| request.request_line().to_owned()).collect();
    assert_eq!(lines, ["POST /session HTTP/1.1", "POST /conversations/alice HTTP/1.1", "POST /session HTTP/1.1"]);
    assert!(error.is_connect(), "{error}");
    assert_eq!(error.delivery(), Delivery::Rejected, "{error}");
}
