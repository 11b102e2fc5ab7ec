//! What becomes of a call whose client has to sign in, where that goes wrong or the session is refused?

use switchboard::Delivery;
use switchboard_tests::misbehaving::{Request, Server, Step};
use switchboard_tests::operations::{Arguments, Clients, Operation, Settings, all};
use switchboard_tests::scripted::{Received, kept_answer};

use crate::expected::{assert_discreet, assert_own_answer};
use crate::play::{Script, closed, kept};

/// Every operation whose client can sign in for it, and the operation by which it does.
fn with_session() -> Vec<(Operation, Operation)> {
    const SIGN_IN: [&str; 2] = ["login", "create_session"];
    let sign_ins: Vec<Operation> =
        all().into_iter().filter(|operation| SIGN_IN.contains(&operation.description.method_name)).collect();
    let of_same_api = |operation: &Operation| {
        sign_ins.iter().copied().find(|other| std::ptr::eq(other.description.api, operation.description.api))
    };
    let needs_session = |operation: &Operation| !operation.description.security.is_empty();
    all()
        .into_iter()
        .filter(needs_session)
        .filter_map(|operation| Some((operation, of_same_api(&operation)?)))
        .collect()
}

fn is_sign_in(received: &Received, sign_in: &Operation) -> bool {
    received.request_line() == format!("POST {} HTTP/1.1", sign_in.description.path)
}

/// A server that answers attempts to sign in, and calls, one by the other; and clients that sign in.
fn server(
    sign_in: Operation,
    signing_in: impl Fn(&Request) -> Script + Send + Sync + 'static,
    answering: impl Fn(&Request) -> Script + Send + Sync + 'static,
) -> (Server, Clients) {
    let server = Server::start(move |request| match is_sign_in(&request.received, &sign_in) {
        true => signing_in(request),
        false => answering(request),
    })
    .unwrap();
    let clients = Clients::new(&Settings { signs_in: true, ..Settings::of(server.url()) }).unwrap();
    (server, clients)
}

#[test]
fn both_clients_that_can_sign_in_are_asked() {
    let mut apis: Vec<_> = with_session().iter().map(|(operation, _)| operation.description.api.name).collect();
    apis.dedup();
    assert_eq!(apis, ["joinself", "slskd"]);
}

#[tokio::test]
async fn whatever_goes_wrong_while_signing_in_nothing_of_the_call_is_sent() {
    for (operation, sign_in) in with_session() {
        let whole = sign_in.answer.raw(&[]);
        let mut defects: Vec<(String, Script)> = vec![
            ("401".to_owned(), kept(kept_answer("401 Unauthorized", &[], b"canary"))),
            ("500".to_owned(), kept(kept_answer("500 Canary", &[], br#""canary""#))),
            ("a redirect".to_owned(), kept(kept_answer("307 Away", &[("location", "/canary")], b"canary"))),
            (
                "a login page".to_owned(),
                kept(kept_answer("200 OK", &[("content-type", "text/html")], b"<p>canary</p>")),
            ),
            ("no content".to_owned(), kept(kept_answer("200 OK", &[], b""))),
            ("no token".to_owned(), kept(kept_answer("200 OK", &[], br#"{"canary":"canary"}"#))),
            ("a line break in the token".to_owned(), kept(kept_answer("200 OK", &[], br#"{"token":"can\r\nary: x"}"#))),
            ("no HTTP".to_owned(), closed(b"canary\r\n\r\n".as_slice())),
            ("a reset".to_owned(), vec![Step::Reset]),
        ];
        // How an answer breaks cannot differ between the operations of one client.
        if operation.description.method_name == "send_message" {
            defects.extend((0..whole.len()).map(|length| (format!("{length} bytes"), closed(&whole[..length]))));
        }
        for (case, script) in defects {
            let case = format!("{}, {case}", operation.name());
            let (server, clients) = server(sign_in, move |_| script.clone(), |_| vec![Step::Close]);
            let error = operation.call(&clients, &Arguments::default()).await.unwrap_err();
            assert!(error.is_sign_in(), "{case}: {error:?}");
            assert_eq!((error.delivery(), error.status(), error.body()), (Delivery::NotSent, None, &b""[..]), "{case}");
            assert_discreet(&case, &error);
            assert_discreet(&case, error.sign_in_failure().unwrap());
            let received = server.take_received();
            assert!(received.len() == 1 && is_sign_in(&received[0], &sign_in), "{case}: {received:?}");
        }
    }
}

#[tokio::test]
async fn a_call_is_repeated_once_after_a_401_whose_token_was_renewed_and_never_more() {
    for (operation, sign_in) in with_session() {
        let (token, own) = (kept(sign_in.answer.raw(&[])), kept(operation.answer.raw(&[])));
        let refusal = kept(kept_answer("401 Unauthorized", &[], b"canary"));
        // Sign-in, refusal, sign-in, answer.
        let first = refusal.clone();
        let answering = move |request: &Request| if request.earlier < 2 { first.clone() } else { own.clone() };
        let signing_in = token.clone();
        let (server_once, clients) = server(sign_in, move |_| signing_in.clone(), answering);
        assert_own_answer("one refusal", &operation, operation.call(&clients, &Arguments::default()).await);
        let received = server_once.take_received();
        let is_call: Vec<bool> = received.iter().map(|request| !is_sign_in(request, &sign_in)).collect();
        assert_eq!(is_call, [false, true, false, true], "{}", operation.name());
        assert_eq!(received[1].body, received[3].body, "{}", operation.name());

        let (server_always, clients) = server(sign_in, move |_| token.clone(), move |_| refusal.clone());
        let error = operation.call(&clients, &Arguments::default()).await.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(401), "{}: {error}", operation.name());
        assert_eq!((error.delivery(), error.body()), (Delivery::Rejected, &b"canary"[..]), "{}", operation.name());
        let calls = server_always.take_received().iter().filter(|request| !is_sign_in(request, &sign_in)).count();
        assert_eq!(calls, 2, "{}", operation.name());
        assert_discreet(&operation.name(), &error);
    }
}
