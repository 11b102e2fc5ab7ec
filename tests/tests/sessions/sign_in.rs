//! Signing in before a call needs it.

use switchboard::Delivery;
use switchboard::joinself::Client;

use crate::stand_in::{APP, PEER, Rules, StandIn};

#[tokio::test]
async fn the_calls_that_follow_use_the_token() {
    let server = StandIn::start(Rules::default()).await;
    let client = server.joinself("bob");
    client.sign_in().await.unwrap();
    assert_eq!(server.log(), ["login by bob"]);
    client.list_messages(APP, PEER).send().await.unwrap();
    assert_eq!(server.log(), ["GET by bob"]);
}

#[tokio::test]
async fn it_asks_the_server_with_the_password_even_where_there_are_tokens() {
    let server = StandIn::start(Rules { refresh_tokens: true, ..Rules::default() }).await;
    let client = server.joinself("bob");
    client.sign_in().await.unwrap();
    client.sign_in().await.unwrap();
    assert_eq!(server.log(), ["login by bob", "login by bob"]);
}

#[tokio::test]
async fn a_failure_is_that_of_the_login_and_leaves_the_token_there_was() {
    let server = StandIn::start(Rules::default()).await;
    let client = server.joinself("bob");
    client.sign_in().await.unwrap();
    server.change(|rules| rules.password_status = Some(401));
    let error = client.sign_in().await.unwrap_err();
    assert!(error.is_sign_in());
    assert_eq!((error.delivery(), error.status().map(|it| it.as_u16())), (Delivery::Rejected, Some(401)));
    assert_eq!(error.body(), br#"{"status":401,"message":"no"}"#);
    assert!(error.to_string().starts_with("signing in failed: joinself login (POST /login): "), "{error}");
    client.list_messages(APP, PEER).send().await.unwrap();
}

#[tokio::test]
async fn without_a_user_name_and_a_password_it_says_so() {
    let client = Client::builder().token("a.b.c").build().unwrap();
    let error = client.sign_in().await.unwrap_err();
    assert!(error.is_configuration());
    assert_eq!(
        error.to_string(),
        "the client of joinself was built without a user name and a password to sign in with"
    );
}
