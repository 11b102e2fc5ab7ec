//! What does a shell get: of answers, of failures, and of what a server does that it should not?

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod bodies;
mod exit_codes;
mod formats;
mod hostile;
mod pages;
mod repeats;
mod trust;
mod values;

use switchboard_tests::command::{Run, Switchboard};
use switchboard_tests::scripted::{Received, Server, answer, json};

fn switchboard() -> Switchboard {
    Switchboard::new(env!("CARGO_BIN_EXE_switchboard")).unwrap()
}

/// Runs the command at a server that answers this.
async fn answered(answer: Vec<u8>, arguments: &[&str]) -> Run {
    let server = Server::start(vec![answer]).await.unwrap();
    switchboard().run(&[arguments, &["--base-url", server.url()]].concat()).await.unwrap()
}

/// An answer of 200 with this body, which says that it is of this type.
fn typed(media_type: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    answer("200 OK", &[("content-type", media_type)], body.as_ref())
}

/// What the command sends, which has to be taken.
async fn sent(switchboard: &Switchboard, arguments: &[&str]) -> Received {
    let server = Server::start(vec![json("{}")]).await.unwrap();
    let run = switchboard.run(&[arguments, &["--base-url", server.url()]].concat()).await.unwrap();
    assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.everything());
    server.only_request().unwrap()
}

/// What the command says of arguments that it does not take. Nothing is sent.
async fn refused(arguments: &[&str]) -> String {
    let server = Server::start(vec![json("{}")]).await.unwrap();
    let run = switchboard().run(&[arguments, &["--base-url", server.url()]].concat()).await.unwrap();
    assert_eq!((run.code, server.received().len()), (Some(2), 0), "{arguments:?}: {}", run.everything());
    assert_eq!(run.text(), "");
    run.stderr
}
