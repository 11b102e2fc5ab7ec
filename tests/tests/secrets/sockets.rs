//! Sockets whose server repeats all that it was sent, and those that fail.

use futures_util::{SinkExt as _, StreamExt as _};
use switchboard::{Error, Socket, SocketEvent};
use switchboard_core::generated::{
    Call, Client, Method, Operation, SocketOptions, SocketProtocol, decode, json_from_frame, json_to_frame,
};
use tokio::net::TcpListener;
use tokio_websockets::{CloseCode, Message as Frame, ServerBuilder};

use crate::api::{API, Message, Receipt, assert_discreet, builder};
use crate::canaries::{self, MESSAGE, echo, echo_as_json};
use crate::capture;

/// Takes its credentials in header, query and cookie.
static FOLLOW: Operation = Operation {
    api: &API,
    id: "follow",
    method_name: "follow",
    http_method: Method::GET,
    path: "/rooms/{room}/live",
    idempotent: true,
    accept: "*/*",
    security: &[&["header", "query", "cookie", "bearer"]],
    answers_with_body: false,
    declared_redirects: &[],
};

async fn open(client: &Client) -> Socket<Receipt, Message> {
    let protocol = SocketProtocol {
        receive: json_from_frame,
        send: json_to_frame,
        final_statuses: &[],
        final_close_codes: &[1008],
    };
    let call = Call::new(client, &FOLLOW).path("room", &canaries::ROOM).header("X-Note", canaries::CALL_HEADER);
    let socket = call.connect(protocol, SocketOptions::default(), decode::undeclared::<()>).await.unwrap();
    canaries::assert_absent("a socket", &format!("{socket:?} {:?}", socket.sender()));
    socket
}

#[test]
fn neither_a_credential_nor_a_message_of_a_socket_is_told() {
    capture::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let client = builder(&format!("http://{}", listener.local_addr().unwrap())).build().unwrap();
        let serve = async {
            let (request, mut socket) = ServerBuilder::new().accept(listener.accept().await.unwrap().0).await.unwrap();
            let request = format!("{} {:?}", request.uri(), request.headers());
            assert!(request.contains("canaryquerykey") && request.contains("canarycookie"), "{request}");
            let received = socket.next().await.unwrap().unwrap();
            assert!(received.as_text().unwrap().contains("canarymessage"));
            for text in [echo(), echo_as_json(), format!(r#"{{"id":{}}}"#, echo_as_json())] {
                socket.send(Frame::text(text)).await.unwrap();
            }
            socket.send(Frame::ping(&b"canarymessage"[..])).await.unwrap();
            drop(socket);
            let (_, mut socket) = ServerBuilder::new().accept(listener.accept().await.unwrap().0).await.unwrap();
            let reason: String = echo().chars().take(100).collect();
            socket.send(Frame::close(Some(CloseCode::POLICY_VIOLATION), &reason)).await.unwrap();
            while socket.next().await.is_some() {}
        };
        let talk = async {
            let mut socket = open(&client).await;
            socket.send(&Message { text: MESSAGE.to_owned() }).await.unwrap();
            let mut errors = 0;
            while let Some(event) = socket.next_event().await {
                canaries::assert_absent("an event", &format!("{event:?} {event:#?}"));
                match event {
                    Ok(SocketEvent::Disconnected(disconnect)) => {
                        canaries::assert_absent("an end", &format!("{disconnect} {disconnect:?} {disconnect:#?}"));
                    }
                    Ok(_) => {}
                    Err(error) => {
                        errors += 1;
                        assert_discreet("a frame", error);
                    }
                }
            }
            assert_eq!(errors, 3);
            assert_discreet::<Error>(
                "a late frame",
                socket.send(&Message { text: MESSAGE.to_owned() }).await.unwrap_err(),
            );
        };
        tokio::join!(serve, talk);
    });
    drop(runtime);
    capture::assert_clean_of("socket connected");
}
