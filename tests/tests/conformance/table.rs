//! Is the table of operations complete, and are its answers true?

use switchboard_tests::misbehaving::{Server, Step};
use switchboard_tests::operations::{Arguments, CANARY, Clients, Settings, all, described, sockets};

use crate::expected::assert_own_answer;

#[test]
fn the_table_has_every_operation_of_every_client_once() {
    let mut called: Vec<_> = [all(), sockets()]
        .concat()
        .iter()
        .map(|operation| (operation.description.api.name, operation.description.id))
        .collect();
    let mut known: Vec<_> = described().iter().map(|operation| (operation.api.name, operation.id)).collect();
    called.sort_unstable();
    known.sort_unstable();
    assert_eq!(called, known);
}

#[tokio::test]
async fn every_operation_sends_its_request_and_decodes_its_answer_whole() {
    for operation in all() {
        let raw = operation.answer.raw(&[]);
        let server = Server::start(move |_| vec![Step::Send(raw.clone())]).unwrap();
        let clients = Clients::new(&Settings::of(server.url())).unwrap();
        let success =
            assert_own_answer("well-behaved", &operation, operation.call(&clients, &Arguments::default()).await);
        assert_eq!(success.status.to_string(), operation.answer.status[..3], "{}", operation.name());

        let received = server.take_received();
        let [request] = received.as_slice() else { panic!("{}: {received:?}", operation.name()) };
        let line = request.request_line();
        let mut path = operation.description.path.replace("{id}", "7");
        for name in operation.segments() {
            path = path.replace(&format!("{{{name}}}"), "bob");
        }
        let expected = format!("{} {path}", operation.description.http_method);
        assert!(line.starts_with(&expected), "{}: {line}", operation.name());
        let body = String::from_utf8_lossy(&request.body);
        assert_eq!(body.contains(CANARY), operation.carries_text, "{}: {body}", operation.name());
        let asks_for_a_secret = !operation.description.security.is_empty();
        let secret = request.head.iter().any(|line| line.contains("canarysecret"));
        assert_eq!(secret, asks_for_a_secret, "{}: {:?}", operation.name(), request.head);
    }
}
