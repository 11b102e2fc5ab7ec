//! Is the request that is shown the one that is sent, and the one of the typed client?

use serde_json::Value;
use switchboard_tests::command::{Run, Switchboard};
use switchboard_tests::operations::{Arguments, Clients, Operation, Settings, all, described, sockets};
use switchboard_tests::scripted::{self, Received, Server};

use crate::arguments::{command_line, surroundings};

/// What HTTP itself adds to a request, and the key that each socket has for itself.
const OF_THE_CONNECTION: [&str; 6] =
    ["accept-encoding:", "connection:", "content-length:", "sec-websocket-key:", "te:", "transfer-encoding:"];

/// Every operation there is, with what its server answers. A handshake is refused for good.
pub(crate) fn every() -> Vec<(Operation, Vec<u8>)> {
    let answered = |operation: Operation| {
        let answer = operation.answer.raw(&[("connection", "close")]);
        (operation, answer)
    };
    let refused = |operation| (operation, scripted::answer("401 Unauthorized", &[], b""));
    all().into_iter().map(answered).chain(sockets().into_iter().map(refused)).collect()
}

#[test]
fn no_operation_is_left_out() {
    assert_eq!(every().len(), described().len());
}

#[tokio::test]
async fn what_is_shown_is_what_is_sent_and_what_the_typed_client_sends() {
    for (operation, answer) in every() {
        let server = Server::start(vec![answer]).await.unwrap();
        let settings = Settings::of(&format!("{}/prefix", server.url()));
        let switchboard = surroundings(&settings);
        let line = command_line(&operation);

        // Whether a handshake succeeds is no question here.
        drop(operation.call(&Clients::new(&settings).unwrap(), &Arguments::default()).await);
        let typed = server.take_received().remove(0);
        let run = run(&switchboard, &line, &[]).await;
        let sent = server.take_received().remove(0);
        let name = operation.name();
        assert_eq!(sent.request_line(), typed.request_line(), "{name}: {}", run.stderr);
        assert_eq!(without(sent.headers(), &["sec-websocket-key:"]), without(typed.headers(), &["sec-websocket-key:"]));
        assert!(is_same_body(&sent.body, &typed.body), "{name}: {sent:?} and {typed:?}");

        let shown = parse(&self::run(&switchboard, &line, &["--dry-run"]).await.text(), &operation, &settings);
        assert_eq!(server.take_received(), [], "{name} was sent");
        assert_eq!(shown.request_line(), sent.request_line(), "{name}");
        assert_eq!(without(shown.headers(), &OF_THE_CONNECTION), without(sent.headers(), &OF_THE_CONNECTION), "{name}");
        assert_eq!(shown.body, sent.body, "{name}");
    }
}

pub(crate) async fn run(switchboard: &Switchboard, line: &[String], more: &[&str]) -> Run {
    let line: Vec<&str> = line.iter().map(String::as_str).chain(more.iter().copied()).collect();
    switchboard.run(&line).await.unwrap()
}

/// The lines that begin with none of these.
pub(crate) fn without(headers: Vec<String>, left_out: &[&str]) -> Vec<String> {
    headers.into_iter().filter(|header| !left_out.iter().any(|name| header.starts_with(name))).collect()
}

/// Whether two bodies are the same, but for the order of what has none.
fn is_same_body(one: &[u8], other: &[u8]) -> bool {
    let json = |body: &[u8]| serde_json::from_slice::<Value>(body).ok();
    one == other || json(one).is_some() && json(one) == json(other)
}

/// A request as it is shown, with the secrets in place of their variables.
fn parse(shown: &str, operation: &Operation, settings: &Settings) -> Received {
    let api = operation.description.api.name.to_uppercase().replace('-', "_");
    let mut text = shown.to_owned();
    for credential in ["TOKEN", "APPLICATION", "API_KEY"] {
        text = text.replace(&format!("$SWITCHBOARD_{api}_{credential}"), &settings.secret);
    }
    let text = text.replace(&format!("$SWITCHBOARD_{api}_PASSWORD"), switchboard_tests::operations::CANARY);
    let (head, body) = text.split_once("\n\n").unwrap_or((text.trim_end(), ""));
    // The line break that ends what is printed.
    let body = body.strip_suffix('\n').unwrap_or(body).as_bytes().to_vec();
    Received { head: head.lines().map(str::to_owned).collect(), body }
}
