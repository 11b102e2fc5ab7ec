//! The credentials of a proxy, which stand in an environment variable.

use std::env;
use std::process::Command;

use switchboard_tests::scripted::{Server, answer};

use crate::api::{SEND, assert_discreet, builder, call, send};
use crate::canaries::echo;
use crate::capture;

/// Set where the test runs itself once more, to the base URL that it shall call.
const BASE_URL: &str = "SWITCHBOARD_TESTS_BASE_URL";

#[tokio::test]
async fn credentials_of_a_proxy_are_sent_to_it_and_not_told() {
    if let Ok(base_url) = env::var(BASE_URL) {
        capture::start();
        let client = builder(&base_url).proxy_from_environment().build().unwrap();
        let error = send(call(&client, &SEND)).await.unwrap_err();
        assert_discreet(&base_url, error);
        capture::assert_clean();
        return;
    }
    for scheme in ["http", "https"] {
        let refusal = answer("407 Proxy Authentication Required", &[("proxy-authenticate", &echo())], b"");
        let proxy = Server::start(vec![refusal]).await.unwrap();
        let with_credentials = proxy.url().replace("http://", "http://canaryuser:canarypassword@");
        let mut command = Command::new(env::current_exe().unwrap());
        command.args(["--exact", "proxy::credentials_of_a_proxy_are_sent_to_it_and_not_told", "--nocapture"]);
        for variable in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "all_proxy", "NO_PROXY", "no_proxy"]
        {
            command.env_remove(variable);
        }
        command.env_remove("REQUEST_METHOD").env("ALL_PROXY", with_credentials);
        command.env(BASE_URL, format!("{scheme}://{}.invalid", "x".repeat(64)));
        let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
        let printed = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && printed.contains("1 passed"), "{scheme}: {printed}");
        let received = proxy.received();
        assert!(!received.is_empty(), "{scheme}");
        for request in received {
            // base64 of canaryuser:canarypassword
            let sent = request.header("proxy-authorization");
            assert_eq!(sent, Some("Basic Y2FuYXJ5dXNlcjpjYW5hcnlwYXNzd29yZA=="), "{scheme}");
        }
    }
}
