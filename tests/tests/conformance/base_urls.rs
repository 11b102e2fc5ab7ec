//! Does every operation go where its base URL says, and does a wrong one say so?

use switchboard_tests::misbehaving::{Server, Step};
use switchboard_tests::operations::{Arguments, Clients, Settings, all};
use switchboard_tests::scripted::kept_answer;

use crate::expected::{Failure, assert_discreet, assert_own_answer};
use crate::play::{kept, play};

#[tokio::test]
async fn requests_follow_the_whole_base_url_with_or_without_a_slash_at_its_end() {
    for operation in all() {
        let raw = operation.answer.raw(&[]);
        let server = Server::start(move |_| vec![Step::Send(raw.clone())]).unwrap();
        let mut plain = String::new();
        for (path, prefix) in [
            ("", ""),
            ("/", ""),
            ("/api/v0", "/api/v0"),
            ("/api/v0/", "/api/v0"),
            ("/behind/a%20proxy/v1//", "/behind/a%20proxy/v1"),
            ("/up/../v1", "/v1"),
        ] {
            let clients = Clients::new(&Settings::of(&format!("{}{path}", server.url()))).unwrap();
            assert_own_answer(path, &operation, operation.call(&clients, &Arguments::default()).await);
            let received = server.take_received();
            let [request] = received.as_slice() else { panic!("{}, {path}: {received:?}", operation.name()) };
            let target = request.request_line().split(' ').nth(1).unwrap().to_owned();
            if path.is_empty() {
                plain = target;
            } else {
                assert_eq!(target, format!("{prefix}{plain}"), "{}, {path}", operation.name());
            }
        }
    }
}

#[test]
fn a_base_url_that_cannot_work_is_refused_by_every_client_and_not_told() {
    for base_url in [
        "",
        "canary",
        "/canary",
        "ftp://canary/",
        "file:///canary",
        "http://",
        "http://canary@localhost/",
        "http://canary:canary@localhost/",
        "http://localhost/?canary",
        "http://localhost/#canary",
        "http://local host/canary",
        "http://localhost:99999/canary",
    ] {
        for error in refusals(base_url) {
            assert!(error.is_configuration(), "{base_url}: {error:?}");
            assert_discreet(base_url, &error);
        }
    }
}

/// What each client says of a base URL.
fn refusals(base_url: &str) -> [switchboard::Error; 5] {
    [
        switchboard::convore::Client::builder().base_url(base_url).build().map(drop).unwrap_err(),
        switchboard::hopr::Client::builder().base_url(base_url).build().map(drop).unwrap_err(),
        switchboard::joinself::Client::builder().base_url(base_url).build().map(drop).unwrap_err(),
        switchboard::pieces_os::Client::builder().base_url(base_url).build().map(drop).unwrap_err(),
        switchboard::slskd::Client::builder().base_url(base_url).build().map(drop).unwrap_err(),
    ]
}

#[tokio::test]
async fn a_404_that_is_not_the_apis_own_hints_at_its_usual_prefix() {
    for operation in all() {
        let page = b"<html>canary: no such page</html>";
        let answer = kept_answer("404 Not Found", &[("content-type", "text/html")], page);
        let outcome = play(&operation, vec![kept(answer)]).await.remove(0);
        let error = Failure::answered(404, page).check("no such page", &operation, outcome);
        let (prefix, message) = (operation.description.api.usual_prefix, error.to_string());
        let hints = message.contains("base URL") && message.contains(&format!("`{prefix}`"));
        assert_eq!(hints, !prefix.is_empty(), "{}: {message}", operation.name());
    }
}
