//! Whose token a call carries.

use switchboard::slskd;
use switchboard_core::generated::{
    Api, Call, Client, Credential, Method, Operation, Placement, SecurityScheme, SignIn, SignInAnswer, SignInRequest,
    TokenLifetime, decode,
};
use switchboard_tests::scripted;

use crate::stand_in::{APP, PASSWORD, PEER, Rules, StandIn};

#[tokio::test]
async fn two_accounts_of_one_api_keep_their_own_tokens() {
    let server = StandIn::start(Rules::default()).await;
    let (ann, bob) = (server.joinself("ann"), server.joinself("bob"));
    for client in [&ann, &bob, &ann, &bob] {
        client.list_messages(APP, PEER).send().await.unwrap();
    }
    assert_eq!(server.log(), ["login by ann", "GET by ann", "login by bob", "GET by bob", "GET by ann", "GET by bob"]);
}

#[tokio::test]
async fn clones_share_a_session_and_clients_built_from_one_builder_do_not() {
    let server = StandIn::start(Rules::default()).await;
    let builder = slskd::Client::builder().base_url(server.url()).sign_in("bob", PASSWORD);
    let (first, second) = (builder.clone().build().unwrap(), builder.build().unwrap());
    for client in [&first, &first.clone(), &second] {
        client.list_conversations().send().await.unwrap();
    }
    assert_eq!(server.log(), ["login by bob", "GET by bob", "GET by bob", "login by bob", "GET by bob"]);
}

#[tokio::test]
async fn a_key_that_the_document_puts_first_is_sent_and_no_session_is_begun() {
    let server = scripted::Server::start(vec![scripted::json("[]")]).await.unwrap();
    let builder = slskd::Client::builder().base_url(server.url()).sign_in("bob", PASSWORD).api_key("0123456789abcdef");
    builder.build().unwrap().list_conversations().send().await.unwrap();
    let request = server.only_request().unwrap();
    assert_eq!((request.header("x-api-key"), request.header("authorization")), (Some("0123456789abcdef"), None));
}

#[tokio::test]
async fn of_a_token_and_a_password_for_one_scheme_the_last_one_counts() {
    let server = StandIn::start(Rules::default()).await;
    let builder = || slskd::Client::builder().base_url(server.url());
    builder().token("x").sign_in("bob", PASSWORD).build().unwrap().list_conversations().send().await.unwrap();
    assert_eq!(server.log(), ["login by bob", "GET by bob"]);
    let client = builder().sign_in("bob", PASSWORD).token("x").build().unwrap();
    client.list_conversations().send().await.unwrap_err();
    assert_eq!(server.log(), ["GET refused"], "a token that was given is not renewed");
}

#[tokio::test]
async fn an_operation_that_asks_for_no_credential_begins_no_session() {
    let server = scripted::Server::start(vec![scripted::json("true")]).await.unwrap();
    let client = slskd::Client::builder().base_url(server.url()).sign_in("bob", PASSWORD).build().unwrap();
    client.is_authentication_enabled().send().await.unwrap();
    assert_eq!(server.only_request().unwrap().header("authorization"), None);
}

static API: Api = Api {
    name: "rooms",
    user_agent: "rooms/1",
    default_base_url: None,
    usual_prefix: "",
    security_schemes: &[
        SecurityScheme { name: "room", placement: Placement::Header("X-Room") },
        SecurityScheme { name: "session", placement: Placement::Bearer },
    ],
};

const fn operation(method: Method, path: &'static str, security: &'static [&'static [&'static str]]) -> Operation {
    Operation {
        api: &API,
        id: path,
        method_name: path,
        http_method: method,
        path,
        idempotent: false,
        accept: "application/json",
        security,
        answers_with_body: true,
        declared_redirects: &[],
    }
}

static ENTER: Operation = operation(Method::POST, "/enter", &[&["session", "room"]]);
static LOGIN: Operation = operation(Method::POST, "/login", &[]);
static SIGN_IN: SignIn = SignIn {
    scheme: "session",
    operation: &LOGIN,
    request: SignInRequest { user: "/username", password: "/password", refresh_token: None },
    answer: SignInAnswer { token: "/token", refresh_token: None, lifetime: TokenLifetime::Jwt },
};

#[tokio::test]
async fn a_client_with_one_more_credential_shares_the_session_and_leaves_the_first_as_it_was() {
    let server = scripted::Server::start(vec![scripted::json(r#"{"token":"a.b.c"}"#)]).await.unwrap();
    let builder = Client::builder(&API).base_url(server.url().to_owned());
    let client = builder.sign_in(&SIGN_IN, "bob".into(), PASSWORD.into()).build().unwrap();
    let enter = async |client: &Client| {
        Call::new(client, &ENTER).send(decode::nothing, decode::undeclared::<()>).await.unwrap();
    };
    let with_room = |room: &str| client.with_credential("room", Credential::Token(room.into())).unwrap();
    let (red, blue) = (with_room("red"), with_room("blue"));
    for client in [&red, &blue, &client] {
        enter(client).await;
    }
    let sent: Vec<_> = server
        .received()
        .iter()
        .map(|request| {
            let header = |name| request.header(name).unwrap_or_default().to_owned();
            (request.request_line().to_owned(), header("authorization"), header("x-room"))
        })
        .collect();
    let line =
        |path: &str, token: &str, room: &str| (format!("POST {path} HTTP/1.1"), token.to_owned(), room.to_owned());
    assert_eq!(
        sent,
        [
            line("/login", "", ""),
            line("/enter", "Bearer a.b.c", "red"),
            line("/enter", "Bearer a.b.c", "blue"),
            // Half an alternative is not sent.
            line("/enter", "", ""),
        ]
    );
    assert!(client.with_credential("door", Credential::Token("x".into())).unwrap_err().is_configuration());
    assert!(client.with_credential("room", Credential::Token("a\nb".into())).unwrap_err().is_configuration());
}
