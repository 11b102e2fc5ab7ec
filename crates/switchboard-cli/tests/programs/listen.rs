//! Messages as they come in.

use std::time::Duration;

use serde_json::Value;
use switchboard_sandbox::{convore, hopr, joinself, pieces_os, slskd};
use switchboard_tests::command::{Run, Switchboard};

use crate::switchboard;

/// Listens until one message has come, which somebody writes again and again: a stream begins when it begins.
async fn first(switchboard: &Switchboard, arguments: &[&str], write: impl Fn()) -> Run {
    let child = switchboard.start(&[arguments, &["--count", "1"]].concat()).unwrap();
    let ended = switchboard.finish(child);
    let writing = async {
        let mut moments = tokio::time::interval(Duration::from_millis(50));
        loop {
            moments.tick().await;
            write();
        }
    };
    tokio::select! {
        run = ended => run.unwrap(),
        () = writing => panic!("somebody stopped to write"),
    }
}

/// What was printed: one line, with this text.
fn message(run: &Run, text: &str) -> Value {
    assert_eq!(run.code, Some(0), "{}", run.everything());
    assert_eq!(run.text().lines().count(), 1, "{}", run.text());
    let message = run.json();
    assert!(message["text"].as_str().unwrap().contains(text), "{message}");
    message
}

#[tokio::test]
async fn of_convore() {
    let server = convore::Server::start().await.unwrap();
    let switchboard = switchboard()
        .set("SWITCHBOARD_CONVORE_BASE_URL", server.base_url())
        .set("SWITCHBOARD_CONVORE_TOKEN", server.api_key());
    let write = || drop(server.receive("bob@example.com", "lunch", "at noon?"));
    let run = first(&switchboard, &["convore", "listen"], write).await;
    assert_eq!(message(&run, "at noon?")["sender"], "bob@example.com");
}

#[tokio::test]
async fn of_hopr_at_its_socket_or_in_its_inbox() {
    let node = hopr::Server::start().await.unwrap();
    let switchboard = switchboard()
        .set("SWITCHBOARD_HOPR_BASE_URL", node.base_url())
        .set("SWITCHBOARD_HOPR_TOKEN", node.superuser_token());
    let run = first(&switchboard, &["hopr", "listen"], || node.receive(None, "over the socket")).await;
    assert_eq!(message(&run, "over the socket")["sender"], Value::Null);
    let run = first(&switchboard, &["hopr", "listen", "--tag", "5"], || node.receive(Some(5), "in the inbox")).await;
    message(&run, "in the inbox");
}

#[tokio::test]
async fn of_hopr_with_its_other_credentials() {
    let node = hopr::Server::start().await.unwrap();
    let at = |credential: &str| {
        switchboard().set("SWITCHBOARD_HOPR_BASE_URL", node.base_url()).set(credential, node.superuser_token())
    };
    let basic = at("SWITCHBOARD_HOPR_BASIC_USER");
    message(&first(&basic, &["hopr", "listen", "--tag", "5"], || node.receive(Some(5), "basic")).await, "basic");
    let query = at("SWITCHBOARD_HOPR_SOCKET_TOKEN_IN_QUERY");
    message(&first(&query, &["hopr", "listen"], || node.receive(None, "query")).await, "query");
}

#[tokio::test]
async fn of_joinself() {
    let server = joinself::Server::start().await.unwrap();
    server.add_connection("app", "1234567890");
    let switchboard = switchboard()
        .set("SWITCHBOARD_JOINSELF_BASE_URL", server.base_url())
        .set("SWITCHBOARD_JOINSELF_USER", server.user_name())
        .set("SWITCHBOARD_JOINSELF_PASSWORD", server.password());
    let line = ["joinself", "listen", "--app-id", "app", "--connection-id", "1234567890"];
    let run = first(&switchboard, &line, || drop(server.receive("app", "1234567890", "hello"))).await;
    assert_eq!(message(&run, "hello")["sender"], "1234567890");
}

#[tokio::test]
async fn of_pieces_os_but_for_ones_own() {
    let server = pieces_os::Server::start().await.unwrap();
    let switchboard = switchboard()
        .set("SWITCHBOARD_PIECES_OS_BASE_URL", server.base_url())
        .set("SWITCHBOARD_PIECES_OS_APPLICATION", server.application_id());
    let write = || {
        server.receive_from_user("conversation", "my question");
        server.receive("conversation", "its answer");
    };
    message(&first(&switchboard, &["pieces-os", "listen"], write).await, "its answer");
    let other = ["pieces-os", "listen", "--own-role", "ASSISTANT"];
    message(&first(&switchboard, &other, write).await, "my question");
}

#[tokio::test]
async fn of_slskd_acknowledged_when_asked_to() {
    for (more, acknowledged) in [(&[][..], false), (&["--acknowledge"], true)] {
        let server = slskd::Server::start().await.unwrap();
        server.receive("bob", "hello");
        let switchboard = switchboard()
            .set("SWITCHBOARD_SLSKD_BASE_URL", server.http_url())
            .set("SWITCHBOARD_SLSKD_API_KEY", server.api_key());
        let run = first(&switchboard, &[&["slskd", "listen"], more].concat(), || ()).await;
        assert_eq!(message(&run, "hello")["sender"], "bob");
        let list = switchboard.run(&["slskd", "list-messages", "--username", "bob"]).await.unwrap();
        assert_eq!(list.json()[0]["isAcknowledged"], acknowledged, "{}", list.text());
    }
}

#[tokio::test]
async fn for_people_with_the_sender_before_and_nothing_that_steers() {
    let server = slskd::Server::start().await.unwrap();
    server.receive("bob", "hel\u{1b}[2Jlo\nann: hi");
    let switchboard = switchboard()
        .set("SWITCHBOARD_SLSKD_BASE_URL", server.http_url())
        .set("SWITCHBOARD_SLSKD_API_KEY", server.api_key());
    let run = first(&switchboard, &["slskd", "listen", "--output", "table"], || ()).await;
    assert!(run.text().ends_with("  bob: hel\\u001b[2Jlo\n    ann: hi\n"), "{:?}", run.text());
}

#[tokio::test]
async fn the_words_with_which_a_server_closes_its_socket_are_told_and_steer_nothing() {
    let node = hopr::Server::start().await.unwrap();
    let switchboard = switchboard()
        .set("SWITCHBOARD_HOPR_BASE_URL", node.base_url())
        .set("SWITCHBOARD_HOPR_TOKEN", node.superuser_token());
    let is_closed = std::cell::Cell::new(false);
    let run = first(&switchboard, &["hopr", "message-socket"], || {
        if is_closed.get() {
            node.receive(None, "afterwards");
        } else if node.faults().open_sockets() > 0 {
            node.faults().close_sockets(1012, "back\u{1b}[2J soon");
            is_closed.set(true);
        }
    });
    let run = run.await;
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("the server said: back\\u001b[2J soon\n"), "{:?}", run.stderr);
}

#[tokio::test]
async fn a_refusal_that_will_not_heal_ends_it() {
    let server = slskd::Server::start().await.unwrap();
    let switchboard = switchboard().set("SWITCHBOARD_SLSKD_BASE_URL", server.http_url());
    let run = switchboard.run(&["slskd", "listen"]).await.unwrap();
    assert_eq!((run.code, run.text().as_str()), (Some(4), ""), "{}", run.stderr);
    assert!(run.stderr.contains("401"), "{}", run.stderr);
}
