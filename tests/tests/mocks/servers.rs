//! Where are the servers, and do they stand beside each other?

use switchboard::{hopr, slskd};

#[tokio::test]
async fn mocks_of_two_apis_stand_in_one_test() {
    let (node, daemon) = (hopr::mock::Server::start(), slskd::mock::Server::start());
    let sent_by_node = node.send_message(|_, then| {
        then.accepted("challenge");
    });
    let sent_by_daemon = daemon.send_message(|when, then| {
        when.username("bob");
        then.created();
    });
    let hopr = node.client_builder().token("any").build().unwrap();
    let slskd = daemon.client_builder().api_key("any").build().unwrap();
    hopr.send_message(&hopr::types::SendMessageRequest::new(1, "hi", "peer")).send().await.unwrap();
    slskd.send_message("bob", "hi").send().await.unwrap();
    sent_by_node.assert();
    sent_by_daemon.assert();
    assert_ne!(node.base_url(), daemon.base_url());
}

#[tokio::test]
async fn two_servers_of_one_api_know_nothing_of_each_other() {
    let (one, other) = (slskd::mock::Server::start(), slskd::mock::Server::start_async().await);
    let mocks = [one.check_session(|_, _| {}), other.check_session(|_, _| {})];
    one.client_builder().api_key("any").build().unwrap().check_session().send().await.unwrap();
    assert_eq!(mocks.map(|mock| mock.calls()), [1, 0]);
}

#[tokio::test]
async fn a_server_stands_under_the_path_that_it_is_told() {
    for (path, expected) in [
        ("/a/gate", "/a/gate/session"),
        ("gate/", "/gate/session"),
        ("/", "/session"),
        ("", "/session"),
        ("/odd path/é", "/odd%20path/%C3%A9/session"),
    ] {
        let server = slskd::mock::Server::start_under(path);
        let mock = server.check_session(move |when, _| {
            when.matches(move |request| request.uri().path() == expected);
        });
        let client = slskd::Client::builder().base_url(server.base_url()).api_key("any").build().unwrap();
        client.check_session().send().await.unwrap_or_else(|error| panic!("{path:?}: {error}"));
        mock.assert();

        let elsewhere = server.base_url().split("/gate").next().unwrap();
        if elsewhere != server.base_url() {
            let client = slskd::Client::builder().base_url(elsewhere).api_key("any").build().unwrap();
            assert_eq!(client.check_session().send().await.unwrap_err().status().unwrap(), 404, "{path:?}");
            mock.assert();
        }
    }
}

#[test]
fn the_usual_path_of_the_api_is_the_default() {
    assert!(slskd::mock::Server::start().base_url().ends_with("/api/v0"));
}

#[test]
fn a_server_needs_no_runtime() {
    let server = slskd::mock::Server::start();
    let mock = server.send_message(|when, then| {
        when.username("bob");
        then.created();
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = server.client_builder().api_key("any").build().unwrap();
    runtime.block_on(async { client.send_message("bob", "hi").send().await.unwrap() });
    mock.assert();
}
