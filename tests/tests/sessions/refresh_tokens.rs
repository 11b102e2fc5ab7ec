//! What refresh tokens are used for.

use switchboard::Delivery;

use crate::stand_in::{APP, PEER, Rules, StandIn};

async fn signed_in(rules: Rules) -> (StandIn, switchboard::joinself::Client) {
    let server = StandIn::start(Rules { refresh_tokens: true, ..rules }).await;
    let client = server.joinself("bob");
    client.list_messages(APP, PEER).send().await.unwrap();
    assert_eq!(server.log(), ["login by bob", "GET by bob"]);
    server.forget_tokens();
    (server, client)
}

#[tokio::test]
async fn a_token_is_renewed_by_the_refresh_token_as_often_as_needed() {
    // Some servers give a new one each time, others none.
    for new_refresh_tokens in [false, true] {
        let (server, client) = signed_in(Rules { new_refresh_tokens, ..Rules::default() }).await;
        for _ in 0..3 {
            client.list_messages(APP, PEER).send().await.unwrap();
            assert_eq!(server.log(), ["GET refused", "refresh", "GET by bob"]);
            server.forget_tokens();
        }
    }
}

#[tokio::test]
async fn a_refused_refresh_token_is_forgotten_and_the_password_used() {
    for status in [400, 401, 403, 404, 422] {
        let (server, client) = signed_in(Rules { refresh_status: Some(status), ..Rules::default() }).await;
        server.change(|rules| rules.refresh_tokens = false);
        client.list_messages(APP, PEER).send().await.unwrap();
        assert_eq!(server.log(), ["GET refused", "refresh", "login by bob", "GET by bob"], "{status}");
        server.forget_tokens();
        client.list_messages(APP, PEER).send().await.unwrap();
        assert_eq!(server.log(), ["GET refused", "login by bob", "GET by bob"], "{status}");
    }
}

#[tokio::test]
async fn a_refused_refresh_token_is_not_tried_again_even_if_the_password_fails_at_first() {
    let (server, client) = signed_in(Rules { refresh_status: Some(401), ..Rules::default() }).await;
    server.change(|rules| rules.password_status = Some(503));
    client.list_messages(APP, PEER).send().await.unwrap_err();
    assert_eq!(server.log(), ["GET refused", "refresh", "login by bob"]);
    server.change(|rules| rules.password_status = None);
    client.list_messages(APP, PEER).send().await.unwrap();
    assert_eq!(server.log(), ["login by bob", "GET by bob"]);
}

#[tokio::test]
async fn a_server_in_trouble_or_without_patience_has_not_refused_the_refresh_token() {
    for status in [408, 429, 500, 503] {
        let (server, client) = signed_in(Rules { refresh_status: Some(status), ..Rules::default() }).await;
        let error = client.list_messages(APP, PEER).send().await.unwrap_err();
        assert!(error.is_sign_in(), "{error}");
        assert_eq!(error.delivery(), Delivery::Rejected, "the call itself was refused with 401");
        let failure = error.sign_in_failure().unwrap();
        assert_eq!(failure.status().map(|found| found.as_u16()), Some(status));
        assert_eq!(server.log(), ["GET refused", "refresh"], "{status}");

        server.change(|rules| rules.refresh_status = None);
        client.list_messages(APP, PEER).send().await.unwrap();
        assert_eq!(server.log(), ["refresh", "GET by bob"], "{status}");
    }
}
