//! Is a redirect ever followed, and what leaves for where it points to?

use switchboard_tests::misbehaving::{Server, Step};
use switchboard_tests::operations::{Clients, Settings, all};
use switchboard_tests::scripted::kept_answer;

use crate::expected::Failure;
use crate::play::{number, numbered};

const REDIRECTS: [&str; 7] = [
    "300 Multiple Choices",
    "301 Moved Permanently",
    "302 Found",
    "303 See Other",
    "305 Use Proxy",
    "307 Temporary Redirect",
    "308 Permanent Redirect",
];

#[tokio::test]
async fn no_redirect_is_followed_and_the_server_it_points_to_sees_nothing() {
    for operation in all() {
        let target = Server::start(|_| vec![Step::Send(kept_answer("200 OK", &[], b"{}"))]).unwrap();
        let elsewhere = target.url().replace("127.0.0.1", "localhost");
        let locations = [
            format!("{}/canary?token=canary#canary", target.url()),
            format!("{elsewhere}{}", operation.description.path),
            target.url().replace("http:", ""),
            "/canary".to_owned(),
            "canary?page=2".to_owned(),
            "..".to_owned(),
            String::new(),
        ];
        let cases: Vec<(&str, String)> = REDIRECTS
            .into_iter()
            .flat_map(|status| locations.iter().map(move |location| (status, location.clone())))
            .collect();
        let answers: Vec<_> = cases
            .iter()
            .map(|(status, location)| {
                kept_answer(status, &[("location", location), ("refresh", "0; /canary")], b"canary")
            })
            .collect();
        let server = Server::start(move |request| vec![Step::Send(answers[number(request)].clone())]).unwrap();
        let clients = Clients::new(&Settings::of(server.url())).unwrap();
        for (index, (status, location)) in cases.iter().enumerate() {
            let case = format!("{status} to {location:?}");
            let outcome = operation.call(&clients, &numbered(index)).await;
            let code = status[..3].parse().unwrap();
            let error = Failure::answered(code, b"canary").check(&case, &operation, outcome);
            assert_eq!(error.location(), Some(location.as_str()), "{}, {case}", operation.name());

            let received = server.take_received();
            let [request] = received.as_slice() else { panic!("{}, {case}: {received:?}", operation.name()) };
            assert!(request.request_line().starts_with(operation.description.http_method.as_str()), "{case}");
            assert_eq!(request.header("referer"), None, "{}, {case}", operation.name());
            let is_secret = request.head.iter().any(|line| line.contains("canarysecret"));
            assert_eq!(is_secret, !operation.description.security.is_empty(), "{}, {case}", operation.name());
        }
        assert_eq!((target.connections(), target.take_received()), (0, vec![]), "{}", operation.name());
    }
}
