//! What does the caller learn of a redirect? That none is followed is asked of every operation, in `conformance`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use switchboard::slskd::Client;
use switchboard_core::generated::{self, Api, Call, Credential, Method, Operation, Placement, SecurityScheme};
use switchboard_tests::scripted::{Server, answer, json};

const REDIRECTS: [&str; 5] =
    ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"];

async fn redirecting(status: &str, location: Option<&str>) -> (Server, Client) {
    let headers: Vec<_> = location.iter().map(|location| ("location", *location)).collect();
    let server = Server::start(vec![answer(status, &headers, b"{}")]).await.unwrap();
    let client = Client::builder().base_url(server.url()).api_key("0123456789abcdef").build().unwrap();
    (server, client)
}

#[tokio::test]
async fn a_redirect_is_an_error_wherever_it_points() {
    for (location, told) in [
        (None, None),
        (Some(""), Some("")),
        (Some("//secret.invalid/path"), Some("//secret.invalid/path")),
        (Some("file:///secret"), Some("file:///secret")),
        (Some("http://["), Some("http://[")),
        // Bytes that are no ASCII: the header is there, but it is no text.
        (Some("http://elsewhere.invalid/é"), None),
        (
            Some("HTTPS://user:secret@secret.invalid:8443/secret"),
            Some("HTTPS://user:secret@secret.invalid:8443/secret"),
        ),
    ] {
        let (server, client) = redirecting("302 Found", location).await;
        let error = client.send_message("bob", "hello").send().await.unwrap_err();
        let what = format!("{location:?}: {error}");
        assert!(error.is_redirect(), "{what}");
        assert_eq!(error.location(), told, "{what}");
        // A server may repeat in its target what it was sent, in the name of the host too.
        assert!(!error.to_string().contains("secret") && !format!("{error:?}").contains("secret"), "{what}");
        assert_eq!(server.received().len(), 1, "{what}");
    }
}

static API: Api = Api {
    name: "downloads",
    user_agent: "downloads/1",
    default_base_url: None,
    usual_prefix: "",
    security_schemes: &[SecurityScheme { name: "key", placement: Placement::Query("token") }],
};

static DOWNLOAD: Operation = Operation {
    api: &API,
    id: "download",
    method_name: "download",
    http_method: Method::POST,
    path: "/download",
    idempotent: false,
    accept: "",
    security: &[&["key"]],
    answers_with_body: true,
    declared_redirects: &[302, 307],
};

#[tokio::test]
async fn a_redirect_that_the_api_declares_is_an_answer_and_no_other_is() {
    for status in REDIRECTS {
        let target = Server::start(vec![json("[]")]).await.unwrap();
        let headers = [("location", target.url())];
        let server = Server::start(vec![answer(status, &headers, b"moved")]).await.unwrap();
        let builder = generated::Client::builder(&API).base_url(server.url().to_owned());
        let client = builder.credential("key", Credential::Token("0123456789abcdef".into())).build().unwrap();

        let outcome =
            Call::new(&client, &DOWNLOAD).send(generated::decode::text, generated::decode::undeclared::<()>).await;

        match status {
            "302 Found" | "307 Temporary Redirect" => {
                let response = outcome.unwrap();
                assert_eq!(response.status().as_u16().to_string(), status[..3], "{status}");
                assert_eq!(response.headers()["location"], target.url(), "{status}");
                assert_eq!(*response, "moved", "{status}");
            }
            _ => {
                let error = outcome.unwrap_err();
                assert!(error.is_redirect(), "{status}: {error}");
            }
        }
        let received = server.received();
        assert_eq!(received.len(), 1, "{status}: {received:?}");
        assert_eq!(received[0].request_line(), "POST /download?token=0123456789abcdef HTTP/1.1", "{status}");
        assert_eq!(received[0].header("referer"), None, "{status}: {received:?}");
        assert_eq!(target.received(), [], "{status} was followed");
    }
}
