//! What is refused before anything is sent, where the secret itself is often what is wrong.

use std::collections::BTreeMap;

use switchboard::{Delivery, Error};
use switchboard_core::generated::{Call, Client, ClientBuilder};
use switchboard_tests::scripted::{Server, json};

use crate::api::{API, SEND, assert_discreet, builder, call, pair, send, token};
use crate::canaries::{self, CALL_HEADER, MESSAGE, PASSWORD, USER};
use crate::capture;

#[test]
fn a_configuration_that_cannot_work_is_told_without_secrets() {
    capture::start();
    let fresh = || Client::builder(&API).base_url("http://localhost:1".to_owned());
    let at = |base_url: &str| Client::builder(&API).base_url(base_url.to_owned());
    let broken = "canaryheaderkey\r\nX-Smuggled: canarybearer";
    let certificate = "-----BEGIN CERTIFICATE-----\ncanaryheaderkey\n-----END CERTIFICATE-----\n";
    let cases: [(&str, ClientBuilder); 15] = [
        ("a line break in a key", fresh().credential("header", token(broken))),
        ("a line break in a token", fresh().credential("bearer", token(broken))),
        ("a colon in a user name", fresh().credential("basic", pair("canaryuser:x", PASSWORD))),
        ("a token for Basic", fresh().credential("basic", token(USER))),
        ("a pair for a key", fresh().credential("header", pair(USER, PASSWORD))),
        ("a pair for a cookie", fresh().credential("cookie", pair(USER, PASSWORD))),
        ("a scheme nobody knows", fresh().credential("other", token(USER))),
        ("a user in the base URL", at("http://canaryuser@localhost/")),
        ("a password in the base URL", at("http://canaryuser:canarypassword@localhost/")),
        ("a key in the base URL's query", at("http://localhost/?key=canaryquerykey")),
        ("a key after the base URL", at("http://localhost/#canaryquerykey")),
        ("a base URL of another scheme", at("canaryuser://canarypassword/canaryroom")),
        ("no base URL", at("canaryroom")),
        ("no PEM text", fresh().add_root_certificate(b"canaryheaderkey")),
        ("no certificate", at("https://localhost:1").add_root_certificate(certificate.as_bytes())),
    ];
    for (what, builder) in cases {
        canaries::assert_absent(what, &format!("{builder:?} {builder:#?}"));
        let error = builder.build().unwrap_err();
        assert!(error.is_configuration(), "{what}: {error}");
        assert_eq!(error.delivery(), Delivery::NotSent, "{what}: {error}");
        assert_discreet(what, error);
    }
    let credentials = [token(canaries::HEADER_KEY), pair(USER, PASSWORD)];
    canaries::assert_absent("a credential", &format!("{credentials:?} {credentials:#?}"));
}

#[tokio::test]
async fn a_call_that_cannot_be_sent_is_told_without_secrets() {
    capture::start();
    let server = Server::start(vec![json("{\"id\": 1}")]).await.unwrap();
    let client = builder(server.url()).build().unwrap();
    let call = || call(&client, &SEND);
    let map = BTreeMap::from([(vec![MESSAGE], MESSAGE)]);
    for (what, call) in [
        ("a line break in a header", call().header("X-Note", "canarycallheader\r\nX-Smuggled: 1")),
        ("a name that no header can have", call().header(CALL_HEADER, CALL_HEADER)),
        ("a map without strings for keys", call().json(&map)),
        ("a long path", Call::new(&client, &SEND).path("room", &"canaryroom".repeat(10_000))),
        ("a long query", call().query("search", &"canarysearch".repeat(10_000))),
    ] {
        canaries::assert_absent(what, &format!("{call:?} {call:#?}"));
        let error = send(call).await.unwrap_err();
        assert!(error.is_refused(), "{what}: {error}");
        assert_eq!(error.delivery(), Delivery::NotSent, "{what}: {error}");
        assert_discreet(what, Error::from(error));
        assert_eq!(server.received(), [], "{what}");
    }
    // The same call without any of that is sent, and the capture sees it.
    send(call()).await.unwrap();
    assert_eq!(server.received().len(), 1);
    capture::assert_clean();
}
