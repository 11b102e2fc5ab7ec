//! Does curl send what the command sends, when it is asked to by what `--curl` prints?

use switchboard_tests::operations::Settings;
use switchboard_tests::scripted::{Server, answer};

use crate::arguments::{command_line, surroundings};
use crate::requests::{every, run, without};

/// What each program says by itself, and the key that each socket has for itself.
const OF_THE_PROGRAM: [&str; 4] = ["accept-encoding:", "sec-websocket-key:", "te:", "user-agent:"];

/// Whether there is curl here; where not, that is told.
#[allow(clippy::print_stderr, reason = "what was not asked is told")]
fn has_curl() -> bool {
    let is_there = std::process::Command::new("curl").arg("--version").output().is_ok();
    if !is_there {
        eprintln!("skipped: there is no curl here");
    }
    is_there
}

/// Whether curl sends what this command line sends.
async fn assert_same(line: &[String], answer: Vec<u8>) {
    let server = Server::start(vec![answer]).await.unwrap();
    let settings = Settings::of(&format!("{}/prefix", server.url()));
    let switchboard = surroundings(&settings).set("PATH", std::env::var("PATH").unwrap_or_default());
    run(&switchboard, line, &[]).await;
    let sent = server.take_received().remove(0);

    let shown = run(&switchboard, line, &["--curl"]).await;
    assert_eq!(server.take_received(), [], "{line:?} was sent");
    assert!(!shown.everything().contains(&settings.secret), "{}", shown.everything());
    let child = switchboard.beside("bash").args(["-c", &shown.text()]).spawn().unwrap();
    let curl = switchboard.finish(child).await.unwrap();
    assert_eq!(curl.code, Some(0), "{}: {}", shown.text(), curl.stderr);
    let received = server.take_received().remove(0);
    assert_eq!(received.request_line(), sent.request_line(), "{}", shown.text());
    let [received_headers, sent_headers] = [&received, &sent].map(|each| without(each.headers(), &OF_THE_PROGRAM));
    assert_eq!(received_headers, sent_headers, "{}", shown.text());
    assert_eq!(received.body, sent.body, "{}", shown.text());
}

#[tokio::test]
async fn curl_sends_the_same_request() {
    if !has_curl() {
        return;
    }
    for (operation, answer) in every() {
        assert_same(&command_line(&operation), answer).await;
    }
}

#[tokio::test]
async fn nothing_in_a_message_means_anything_to_the_shell_or_to_curl() {
    if !has_curl() {
        return;
    }
    for text in ["it's \"$HOME\" `id` \\ $(id) !\n\tend", "@/etc/passwd", "-d x", "{a,b}[1-3]", "é 😀 %41", "'", ""]
    {
        // A text that begins with @ is one.
        let text = text.replacen('@', "@@", usize::from(text.starts_with('@')));
        let body = format!("--body={text}");
        let line = ["slskd", "send-message", "--username", "o'b {r,s}[1-2] $i", &body].map(str::to_owned);
        assert_same(&line, answer("201 Created", &[], b"")).await;
    }
}
