//! Is a proxy that the environment names used only when asked to, and never for a server on this machine?
//!
//! A process cannot change its own environment safely, so each test runs itself once more as a process of its own.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::env;
use std::process::Command;

use switchboard::slskd::{Client, ClientBuilder};
use switchboard::{ConnectFailure, Delivery, RetryPolicy};
use switchboard_tests::operations::{Arguments, Clients, Outcome, Settings, all};
use switchboard_tests::scripted::{Server, answer, json};

/// Set where a test runs itself once more, to the base URL that it shall call; its absence marks the first run.
const BASE_URL: &str = "SWITCHBOARD_TESTS_BASE_URL";
/// Set where the second run shall ask for the proxy.
const ASK: &str = "SWITCHBOARD_TESTS_PROXY_FROM_ENVIRONMENT";

/// Every variable that names a proxy, or keeps one from being used.
const VARIABLES: [&str; 9] = [
    "HTTP_PROXY",
    "http_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
    "NO_PROXY",
    "no_proxy",
    "REQUEST_METHOD",
];

/// A host that no resolver is asked for: a label has at most 63 characters (RFC 1035, section 2.3.4).
fn unknown_host() -> String {
    format!("{}.invalid", "x".repeat(64))
}

/// Runs a test of this file once more, in an environment where only these of the variables are set.
async fn run_again(test: &str, base_url: &str, ask: bool, variables: &[(&str, &str)]) {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture"]).env(BASE_URL, base_url);
    for variable in VARIABLES {
        command.env_remove(variable);
    }
    command.env_remove(ASK).envs(ask.then_some((ASK, "yes"))).envs(variables.iter().copied());
    let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{base_url}, asked: {ask}, {variables:?}: {printed}");
    assert!(printed.contains("1 passed"), "no test is named {test}: {printed}");
}

fn client(base_url: &str) -> ClientBuilder {
    let builder = Client::builder().base_url(base_url).api_key("0123456789abcdef").retry(RetryPolicy::never());
    if env::var_os(ASK).is_some() { builder.proxy_from_environment() } else { builder }
}

/// What comes of one call of every operation of every client.
async fn call_each(base_url: &str) -> Vec<Outcome> {
    let proxy_from_environment = env::var_os(ASK).is_some();
    let clients = Clients::new(&Settings { proxy_from_environment, ..Settings::of(base_url) }).unwrap();
    let mut outcomes = Vec::new();
    for operation in all() {
        outcomes.push(operation.call(&clients, &Arguments::default()).await);
    }
    outcomes
}

#[tokio::test]
async fn a_server_on_this_machine_is_reached_directly() {
    const NAME: &str = "a_server_on_this_machine_is_reached_directly";
    if let Ok(base_url) = env::var(BASE_URL) {
        for outcome in call_each(&base_url).await {
            assert_eq!(outcome.unwrap_err().status().map(|status| status.as_u16()), Some(418));
        }
        return;
    }
    let proxy = Server::start(vec![answer("502 Bad Gateway", &[], b"")]).await.unwrap();
    let server = Server::start(vec![answer("418 I'm a teapot", &[], b"")]).await.unwrap();
    let variables: Vec<_> = VARIABLES[..6].iter().map(|variable| (*variable, proxy.url())).collect();
    for host in ["127.0.0.1", "localhost", "LOCALHOST.", "api.localhost"] {
        let base_url = server.url().replace("127.0.0.1", host);
        for ask in [false, true] {
            run_again(NAME, &base_url, ask, &variables).await;
            assert_eq!(proxy.received(), [], "{base_url}, asked: {ask}");
            assert_eq!(server.take_received().len(), all().len(), "{base_url}, asked: {ask}");
        }
    }
}

#[tokio::test]
async fn another_server_is_reached_through_the_proxy_when_asked_to() {
    const NAME: &str = "another_server_is_reached_through_the_proxy_when_asked_to";
    if let Ok(base_url) = env::var(BASE_URL) {
        client(&base_url).build().unwrap().list_conversations().send().await.unwrap();
        return;
    }
    let base_url = format!("http://{}/api/v0", unknown_host());
    for variable in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        let proxy = Server::start(vec![json("[]")]).await.unwrap();
        run_again(NAME, &base_url, true, &[(variable, proxy.url())]).await;
        let received = proxy.received();
        assert_eq!(received.len(), 1, "{variable}: {received:?}");
        assert_eq!(received[0].request_line(), format!("GET {base_url}/conversations HTTP/1.1"), "{variable}");
    }
}

#[tokio::test]
async fn a_tunnel_that_the_proxy_refuses_leaves_nothing_sent() {
    const NAME: &str = "a_tunnel_that_the_proxy_refuses_leaves_nothing_sent";
    if let Ok(base_url) = env::var(BASE_URL) {
        let error = client(&base_url).build().unwrap().send_message("bob", "hello").send().await.unwrap_err();
        assert!(error.is_connect(), "{error}");
        assert_eq!(error.delivery(), Delivery::NotSent, "{error}");
        return;
    }
    for variable in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        let proxy = Server::start(vec![answer("502 Bad Gateway", &[], b"")]).await.unwrap();
        run_again(NAME, &format!("https://{}/api/v0", unknown_host()), true, &[(variable, proxy.url())]).await;
        let received = proxy.received();
        assert_eq!(received.len(), 1, "{variable}: {received:?}");
        assert_eq!(received[0].request_line(), format!("CONNECT {}:443 HTTP/1.1", unknown_host()), "{variable}");
        assert_eq!(received[0].header("x-api-key"), None, "{variable}: the key is for the server alone");
    }
}

#[tokio::test]
async fn a_proxy_nobody_asked_for_is_never_spoken_to() {
    const NAME: &str = "a_proxy_nobody_asked_for_is_never_spoken_to";
    if let Ok(base_url) = env::var(BASE_URL) {
        for outcome in call_each(&base_url).await {
            let error = outcome.unwrap_err();
            assert!(error.is_connect(), "{error}");
            assert_eq!(error.delivery(), Delivery::NotSent, "{error}");
            // No certificate can name this host, so over TLS it is not even looked up.
            if base_url.starts_with("http:") {
                assert_eq!(error.connect_failure(), Some(ConnectFailure::UnknownHost), "{error}");
            }
        }
        return;
    }
    let proxy = Server::start(vec![json("[]")]).await.unwrap();
    let variables: Vec<_> = VARIABLES[..6].iter().map(|variable| (*variable, proxy.url())).collect();
    for scheme in ["http", "https"] {
        let base_url = format!("{scheme}://{}/api/v0", unknown_host());
        run_again(NAME, &base_url, false, &variables).await;
        let with_exception = [variables.as_slice(), &[("NO_PROXY", ".invalid")]].concat();
        run_again(NAME, &base_url, true, &with_exception).await;
        assert_eq!(proxy.received(), [], "{base_url}");
    }
}
