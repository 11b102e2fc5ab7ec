//! How does an application get its id, and what is it good for?

use reqwest::Method;
use serde_json::{Value, json};
use switchboard_sandbox::pieces_os::Server;

use crate::caller::{Caller, assert_text, json};

/// What the official client sends.
fn connection() -> Value {
    json!({ "application": { "name": "OPEN_SOURCE", "platform": "LINUX", "version": "4.1.0" } })
}

#[tokio::test]
async fn connecting_gives_an_application_an_id_of_its_own() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let context = json(caller.post("/connect", connection().to_string()).await).await;
    let application = &context["application"];
    assert_eq!(application["name"], "OPEN_SOURCE");
    assert_eq!(application["platform"], "LINUX");
    assert_eq!(application["version"], "4.1.0");
    assert_eq!(application["id"].as_str().unwrap().len(), 36);
    assert_eq!(context["os"], context["health"]["os"]["id"]);

    let again = json(caller.post("/connect", connection().to_string()).await).await;
    assert_ne!(again["application"]["id"], application["id"]);
    assert_ne!(application["id"], server.application_id());
}

#[tokio::test]
async fn connecting_without_an_application_or_on_an_unknown_platform_is_400_in_plain_text() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let unknown = json!({ "application": { "name": "OPEN_SOURCE", "platform": "Linux", "version": "1" } });
    for body in ["", "{}", "null", &unknown.to_string()] {
        assert_text(caller.post("/connect", body.to_owned()).await, 400).await;
    }
}

#[tokio::test]
async fn either_header_names_the_calling_application_and_none_is_needed() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for header in ["X-Application-ID", "application"] {
        let request = caller.request(Method::GET, "/messages").header(header, server.application_id());
        assert_eq!(request.send().await.unwrap().status(), 200);
        assert_eq!(server.last_application().as_deref(), Some(server.application_id()), "{header}");

        assert_eq!(caller.get("/messages").await.status(), 200);
        assert_eq!(server.last_application(), None);
    }
}

#[tokio::test]
async fn an_application_connects_before_a_user_signs_in_but_not_before_an_update() {
    let server = Server::builder().signed_in(false).start().await.unwrap();
    assert_eq!(Caller::of(&server).post("/connect", connection().to_string()).await.status(), 200);
    let server = Server::builder().update_required(true).start().await.unwrap();
    assert_text(Caller::of(&server).post("/connect", connection().to_string()).await, 593).await;
}
