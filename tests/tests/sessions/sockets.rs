//! A socket is opened with a session's token too.

use futures_util::StreamExt as _;
use switchboard_core::generated::{
    Api, Call, Client, Method, Operation, Placement, SecurityScheme, SignIn, SignInAnswer, SignInRequest,
    SocketOptions, SocketProtocol, TokenLifetime, decode,
};
use switchboard_core::{Frame, ReceivedFrame, SentFrame};
use switchboard_tests::scripted;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_websockets::ServerBuilder;

static API: Api = Api {
    name: "rooms",
    user_agent: "rooms/1",
    default_base_url: None,
    usual_prefix: "",
    security_schemes: &[SecurityScheme { name: "session", placement: Placement::Bearer }],
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

static LISTEN: Operation = operation(Method::GET, "/listen", &[&["session"]]);
static LOGIN: Operation = operation(Method::POST, "/login", &[]);
static SIGN_IN: SignIn = SignIn {
    scheme: "session",
    operation: &LOGIN,
    request: SignInRequest { user: "/user", password: "/password", refresh_token: None },
    answer: SignInAnswer { token: "/token", refresh_token: None, lifetime: TokenLifetime::Unknown },
};

fn listen(url: &str) -> Call {
    let builder = Client::builder(&API).base_url(url.to_owned()).sign_in(&SIGN_IN, "bob".into(), "secret".into());
    Call::new(&builder.build().unwrap(), &LISTEN)
}

fn protocol() -> SocketProtocol<Frame, Frame> {
    SocketProtocol {
        receive: ReceivedFrame::from_frame,
        send: SentFrame::to_frame,
        final_statuses: &[401],
        final_close_codes: &[],
    }
}

fn token(number: usize) -> Vec<u8> {
    scripted::json(&format!(r#"{{"token":"token{number}"}}"#))
}

#[tokio::test]
async fn a_handshake_refused_with_401_is_made_once_more_with_a_new_token() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let refused = scripted::answer("401 Unauthorized", &[], b"");
    let server = tokio::spawn(async move {
        let mut heads = Vec::new();
        for answer in [token(1), refused, token(2)] {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut bytes = vec![0; 64 * 1024];
            let count = stream.read(&mut bytes).await.unwrap();
            heads.push(String::from_utf8_lossy(&bytes[..count]).into_owned());
            stream.write_all(&answer).await.unwrap();
            stream.shutdown().await.unwrap();
        }
        let (stream, _) = listener.accept().await.unwrap();
        let (request, mut socket) = ServerBuilder::new().accept(stream).await.unwrap();
        heads.push(request.headers()["authorization"].to_str().unwrap().to_owned());
        // Until the client hangs up.
        while socket.next().await.is_some_and(|message| message.is_ok()) {}
        heads
    });
    drop(listen(&url).connect(protocol(), SocketOptions::default(), decode::undeclared::<()>).await.unwrap());
    let heads = server.await.unwrap();
    assert!(heads[0].starts_with("POST /login ") && heads[2].starts_with("POST /login "), "{heads:?}");
    assert!(heads[1].starts_with("GET /listen ") && heads[1].contains("Bearer token1"), "{heads:?}");
    assert_eq!(heads[3], "Bearer token2");
}

#[tokio::test]
async fn a_server_that_refuses_every_handshake_is_asked_twice() {
    let refused = || scripted::answer("401 Unauthorized", &[], b"");
    let server = scripted::Server::start(vec![token(1), refused(), token(2), refused()]).await.unwrap();
    let error =
        listen(server.url()).connect(protocol(), SocketOptions::default(), decode::undeclared::<()>).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert!(!error.is_sign_in(), "{error}");
    assert_eq!(server.received().len(), 4);
}

#[tokio::test]
async fn a_socket_that_cannot_sign_in_says_so() {
    let server = scripted::Server::start(vec![scripted::answer("401 Unauthorized", &[], b"")]).await.unwrap();
    let error =
        listen(server.url()).connect(protocol(), SocketOptions::default(), decode::undeclared::<()>).await.unwrap_err();
    assert!(error.is_sign_in(), "{error}");
    assert!(server.only_request().is_some());
}
