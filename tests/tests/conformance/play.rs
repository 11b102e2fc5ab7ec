//! One call for each thing a server may do.

use switchboard_tests::misbehaving::{Request, Server, Step};
use switchboard_tests::operations::{Arguments, Clients, Operation, Outcome, Settings};

/// Says which of several calls a request belongs to. Servers repeat it in their answers.
pub(crate) const CALL: &str = "x-call";

/// What a server does after one request.
pub(crate) type Script = Vec<Step>;

/// Arguments of the call with this number.
pub(crate) fn numbered(number: usize) -> Arguments {
    Arguments { headers: vec![(CALL, number.to_string())], ..Arguments::default() }
}

/// Which call a request belongs to.
pub(crate) fn number(request: &Request) -> usize {
    request.received.header(CALL).and_then(|number| number.parse().ok()).unwrap()
}

/// What becomes of one call for each script, one after the other. One server serves them all: thousands would use up the
/// machine's ports.
pub(crate) async fn play(operation: &Operation, scripts: Vec<Script>) -> Vec<Outcome> {
    play_with(operation, scripts, |_| {}).await
}

/// The same with other settings.
pub(crate) async fn play_with(
    operation: &Operation,
    scripts: Vec<Script>,
    set: impl FnOnce(&mut Settings),
) -> Vec<Outcome> {
    let count = scripts.len();
    let server = Server::start(move |request| scripts[number(request)].clone()).unwrap();
    let mut settings = Settings::of(server.url());
    set(&mut settings);
    let clients = Clients::new(&settings).unwrap();
    let mut outcomes = Vec::new();
    for number in 0..count {
        outcomes.push(operation.call(&clients, &numbered(number)).await);
        let received = server.take_received();
        assert_eq!(received.len(), 1, "{}, call {number}: {received:?}", operation.name());
    }
    outcomes
}

/// Sends these bytes and keeps the connection.
pub(crate) fn kept(bytes: impl Into<Vec<u8>>) -> Script {
    vec![Step::Send(bytes.into())]
}

/// Sends these bytes and closes the connection.
pub(crate) fn closed(bytes: impl Into<Vec<u8>>) -> Script {
    vec![Step::Send(bytes.into()), Step::Close]
}
