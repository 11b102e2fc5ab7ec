//! The same against the stand-ins for the real servers.

use switchboard::{joinself, slskd};
use switchboard_sandbox::{joinself as joinself_sandbox, slskd as slskd_sandbox};

use crate::stand_in::{APP, PEER};

#[tokio::test]
async fn a_client_of_self_lives_on_when_its_tokens_expire() {
    for builder in [joinself_sandbox::Server::builder(), joinself_sandbox::Server::builder().refresh_tokens()] {
        let server = builder.start().await.unwrap();
        server.receive(APP, PEER, "hi");
        let builder = joinself::Client::builder().base_url(server.base_url());
        let client = builder.sign_in(server.user_name(), server.password()).build().unwrap();
        for _ in 0..3 {
            assert_eq!(client.list_messages(APP, PEER).send().await.unwrap().items.len(), 1);
            // The refresh token expires too, and is refused.
            server.expire_tokens();
        }
    }
}

#[tokio::test]
async fn a_client_of_slskd_signs_in_over_tls_with_the_trust_it_was_given() {
    let server = slskd_sandbox::Server::start().await.unwrap();
    let builder = slskd::Client::builder().base_url(server.https_url()).sign_in(server.user_name(), server.password());
    let error = builder.clone().build().unwrap().check_session().send().await.unwrap_err();
    assert!(error.is_sign_in() && error.tls_failure().is_some(), "{error}");
    let client = builder.accept_self_signed_on_loopback().build().unwrap();
    client.check_session().send().await.unwrap();
    client.send_message("bob", "hi").send().await.unwrap();
}
