use super::*;
use crate::call::Call;
use crate::client::Client;
use crate::request::{Api, Operation, Upload};

static API: Api = Api {
    name: "example",
    user_agent: "example/1.0",
    default_base_url: Some("http://localhost"),
    usual_prefix: "/v1",
    security_schemes: &[],
};

const fn operation(id: &'static str, http_method: http::Method, path: &'static str) -> Operation {
    Operation {
        api: &API,
        id,
        method_name: id,
        http_method,
        path,
        idempotent: false,
        accept: "*/*",
        security: &[],
        answers_with_body: false,
        declared_redirects: &[],
    }
}

static GET_USER: Operation = operation("get_user", http::Method::GET, "/users/{id}");
static GET_ME: Operation = operation("get_me", http::Method::GET, "/users/me");
static PAINT: Operation = operation("paint", http::Method::POST, "/paint");

static EXAMPLE: Example = Example { status: 200, media_type: None, body: "" };

fn start() -> (Server, Client) {
    let server = Server::start(&API, vec![&GET_USER, &GET_ME, &PAINT]);
    let client = Client::builder(&API).base_url(server.base_url().to_owned()).build().unwrap();
    (server, client)
}

async fn is_answered(call: Call) -> bool {
    call.send_raw().await.is_ok()
}

#[tokio::test]
async fn a_path_that_another_operation_has_by_itself_is_that_ones() {
    let (server, client) = start();
    let user = server.mock(server.expect(&GET_USER), Answer::new(&EXAMPLE));
    assert!(!is_answered(Call::new(&client, &GET_ME)).await);
    assert!(is_answered(Call::new(&client, &GET_USER).path("id", &"bob")).await);
    let me = server.mock(server.expect(&GET_ME), Answer::new(&EXAMPLE));
    assert!(is_answered(Call::new(&client, &GET_ME)).await);
    me.assert();
    user.assert();
}

#[tokio::test]
async fn a_path_is_expected_where_it_is_asked_for_whoever_else_has_it() {
    let (server, client) = start();
    let mut expected = server.expect(&GET_USER);
    expected.set(|call| call.path("id", &"bob"));
    expected.set(|call| call.path("id", &"me"));
    let user = server.mock(expected, Answer::new(&EXAMPLE));
    assert!(is_answered(Call::new(&client, &GET_USER).path("id", &"me")).await);
    assert!(!is_answered(Call::new(&client, &GET_USER).path("id", &"bob")).await);
    user.assert();
}

#[tokio::test]
async fn a_file_matches_itself_whatever_its_media_type() {
    let (server, client) = start();
    for media_type in ["application/json", "text/csv", "application/x-www-form-urlencoded", "image/png"] {
        let paint = |call: Call| call.upload("image/png", Upload::new("{}").media_type(media_type));
        let mut expected = server.expect(&PAINT);
        expected.set_body(paint);
        let mock = server.mock(expected, Answer::new(&EXAMPLE));
        assert!(is_answered(paint(Call::new(&client, &PAINT))).await, "{media_type}");
        mock.assert();
        mock.delete();
    }
}
