//! When a token is renewed. The clock of the test is moved between calls, never while one is under way.

use std::time::Duration;

use crate::stand_in::{APP, PEER, Rules, StandIn};

/// Lets this much time pass.
async fn pass(seconds: u64) {
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(seconds)).await;
    tokio::time::resume();
}

#[tokio::test]
async fn nothing_is_sent_before_the_first_call_and_one_token_serves_the_next() {
    let server = StandIn::start(Rules::default()).await;
    let client = server.joinself("bob");
    assert!(server.log().is_empty());
    client.list_messages(APP, PEER).send().await.unwrap();
    client.list_messages(APP, PEER).send().await.unwrap();
    assert_eq!(server.log(), ["login by bob", "GET by bob", "GET by bob"]);
}

#[tokio::test]
async fn a_token_is_renewed_a_minute_before_it_expires() {
    // Both ways in which a server tells the times.
    for slskd in [false, true] {
        let server = StandIn::start(Rules { lifetime: Some(3600), ..Rules::default() }).await;
        let (joinself_client, slskd_client) = (server.joinself("bob"), server.slskd("bob"));
        let call = async || match slskd {
            true => slskd_client.list_conversations().send().await.map(drop).unwrap(),
            false => joinself_client.list_messages(APP, PEER).send().await.map(drop).unwrap(),
        };
        call().await;
        pass(3535).await;
        call().await;
        assert_eq!(server.log(), ["login by bob", "GET by bob", "GET by bob"], "slskd: {slskd}");
        pass(5).await;
        call().await;
        call().await;
        assert_eq!(server.log(), ["login by bob", "GET by bob", "GET by bob"], "slskd: {slskd}");
    }
}

#[tokio::test]
async fn a_short_life_is_renewed_when_a_tenth_of_it_is_left() {
    let server = StandIn::start(Rules { lifetime: Some(100), ..Rules::default() }).await;
    let client = server.joinself("bob");
    client.list_messages(APP, PEER).send().await.unwrap();
    pass(85).await;
    client.list_messages(APP, PEER).send().await.unwrap();
    assert_eq!(server.log(), ["login by bob", "GET by bob", "GET by bob"]);
    pass(5).await;
    client.list_messages(APP, PEER).send().await.unwrap();
    assert_eq!(server.log(), ["login by bob", "GET by bob"]);
}

#[tokio::test]
async fn a_renewal_ahead_of_time_that_fails_costs_nothing_while_the_token_is_good() {
    let server = StandIn::start(Rules { lifetime: Some(3600), ..Rules::default() }).await;
    let client = server.joinself("bob");
    client.list_messages(APP, PEER).send().await.unwrap();
    server.change(|rules| rules.password_status = Some(503));
    pass(3545).await;
    client.list_messages(APP, PEER).send().await.unwrap();
    assert_eq!(server.log(), ["login by bob", "GET by bob", "login by bob", "GET by bob"]);
    pass(60).await;
    let error = client.list_messages(APP, PEER).send().await.unwrap_err();
    assert!(error.is_sign_in(), "{error}");
    assert_eq!(server.log(), ["login by bob"], "an expired token is not sent");
}

#[tokio::test]
async fn a_renewal_ahead_of_time_that_hangs_costs_little_while_the_token_is_good() {
    let server = StandIn::start(Rules { lifetime: Some(3600), ..Rules::default() }).await;
    let client = server.joinself("bob");
    client.list_messages(APP, PEER).send().await.unwrap();
    server.close();
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(3545)).await;
    let start = tokio::time::Instant::now();
    client.list_messages(APP, PEER).send().await.unwrap();
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
}

#[tokio::test]
async fn it_does_not_matter_what_the_servers_clock_shows() {
    const YEAR_2100: i64 = 4_102_444_800;
    for clock in [0, 1_000, YEAR_2100] {
        let server = StandIn::start(Rules { clock, lifetime: Some(3600), ..Rules::default() }).await;
        let (joinself, slskd) = (server.joinself("bob"), server.slskd("ann"));
        for _ in 0..2 {
            joinself.list_messages(APP, PEER).send().await.unwrap();
            slskd.list_conversations().send().await.unwrap();
        }
        let log = server.log();
        assert_eq!(log.len(), 6, "a token of {clock} was thought to have expired: {log:?}");
        pass(3540).await;
        joinself.list_messages(APP, PEER).send().await.unwrap();
        slskd.list_conversations().send().await.unwrap();
        assert_eq!(server.log(), ["login by bob", "GET by bob", "login by ann", "GET by ann"], "{clock}");
    }
}

#[tokio::test]
async fn a_token_that_tells_no_times_is_used_until_it_is_refused() {
    let server = StandIn::start(Rules { lifetime: None, ..Rules::default() }).await;
    let client = server.joinself("bob");
    client.list_messages(APP, PEER).send().await.unwrap();
    pass(365 * 24 * 60 * 60).await;
    client.list_messages(APP, PEER).send().await.unwrap();
    assert_eq!(server.log(), ["login by bob", "GET by bob", "GET by bob"]);
    server.forget_tokens();
    client.list_messages(APP, PEER).send().await.unwrap();
    assert_eq!(server.log(), ["GET refused", "login by bob", "GET by bob"]);
}
