//! Nothing that the command prints, and nothing that it takes as an argument, is a secret.

use std::collections::BTreeSet;

use switchboard_tests::command::Switchboard;
use switchboard_tests::scripted::Server;
use switchboard_tests::scripted::answer;

use crate::{SECRET, WAYS, Way, content, switchboard};

/// What gives away one of the secrets: itself, or as Basic encodes it.
const TRACES: [&str; 3] = ["canary", "Y2FuYXJ5", "%63anary"];

fn assert_secret(what: &str, text: &str) {
    assert!(!TRACES.iter().any(|trace| text.contains(trace)), "{what}: {text}");
}

fn with_credentials(way: &Way) -> Switchboard {
    way.settings
        .iter()
        .fold(switchboard(), |switchboard, (setting, value)| switchboard.set(&way.variable(setting), *value))
}

#[tokio::test]
async fn no_credential_is_printed_however_a_call_is_made_or_fails() {
    let server = content().await;
    let refusing = Server::start(vec![answer("403 Forbidden", &[("set-cookie", "id=canary")], b"no")]).await.unwrap();
    let undecodable = answer("200 OK", &[("content-type", "application/json")], b"{");
    let undecodable = Server::start(vec![undecodable]).await.unwrap();
    let (content, refusing, undecodable) = (server.url(), refusing.url(), undecodable.url());
    for way in WAYS {
        let switchboard = with_credentials(&way);
        for (url, more) in [
            (content, &["--verbose"][..]),
            (content, &["--dry-run"]),
            (content, &["--curl"]),
            (content, &["--help"]),
            (content, &["--output", "raw"]),
            (refusing, &["--verbose"]),
            (undecodable, &["--verbose"]),
        ] {
            let line = [&[way.api], way.operation, &["--base-url", url], more].concat();
            let run = switchboard.run(&line).await.unwrap();
            assert_secret(&format!("{line:?}"), &run.everything());
            // It says where the secret would come from.
            if more == ["--curl"] {
                assert!(run.text().contains(&format!("${{{}}}", way.variable(way.settings[0].0))), "{}", run.text());
            }
        }
    }
}

#[tokio::test]
async fn no_credential_is_printed_where_nobody_listens() {
    for way in &WAYS[2..4] {
        let line = [&[way.api], way.operation, &["--base-url", "http://127.0.0.1:1", "--verbose"]].concat();
        let run = with_credentials(way).run(&line).await.unwrap();
        assert_eq!(run.code, Some(7), "{}", run.stderr);
        assert_secret(way.api, &run.everything());
    }
}

#[tokio::test]
async fn credentials_that_cannot_be_used_are_told_by_name() {
    // Basic and the query encode whatever it is.
    for way in WAYS.iter().filter(|way| way.sent.contains("canary") && !way.sent.starts_with('?')) {
        let (setting, _) = way.settings[0];
        let switchboard = with_credentials(way).set(&way.variable(setting), "canary\u{1}secret\n");
        let run = switchboard.run(&[&[way.api], way.operation].concat()).await.unwrap();
        assert_eq!(run.code, Some(3), "{}", run.stderr);
        assert_secret(setting, &run.everything());
    }
    let run =
        switchboard().run(&["slskd", "check-session", "--base-url", "http://ann:canary@localhost/"]).await.unwrap();
    assert_eq!(run.code, Some(3), "{}", run.stderr);
    assert_secret("base URL", &run.everything());
}

#[tokio::test]
async fn no_flag_takes_a_secret() {
    let suspicious = ["password", "secret", "token", "api-key", "credential"];
    for table in switchboard::operation_tables() {
        for (_, entry) in table.operations() {
            let help = switchboard().run(&[table.api.name, entry.id, "--help"]).await.unwrap().text();
            let flags: BTreeSet<&str> = help.split_whitespace().filter(|word| word.starts_with("--")).collect();
            let found: Vec<_> = flags.iter().filter(|flag| suspicious.iter().any(|word| flag.contains(word))).collect();
            assert!(found.is_empty(), "{} {}: {found:?}", table.api.name, entry.id);
        }
    }
}

#[tokio::test]
async fn the_password_of_a_sign_in_comes_from_the_environment_and_is_shown_by_its_variable() {
    let server = content().await;
    let switchboard = switchboard()
        .set("SWITCHBOARD_SLSKD_BASE_URL", server.url())
        .set("SWITCHBOARD_SLSKD_USER", "ann")
        .set("SWITCHBOARD_SLSKD_PASSWORD", SECRET);
    let line = ["slskd", "create-session", "--username", "ann"];
    let run = switchboard.run(&[&line[..], &["--verbose"]].concat()).await.unwrap();
    let body = server.take_received().remove(0).body;
    assert_eq!(body, format!("{{\"username\":\"ann\",\"password\":\"{SECRET}\"}}").into_bytes());
    assert_secret("--verbose", &run.everything());
    assert!(run.stderr.contains("\"password\":\"$SWITCHBOARD_SLSKD_PASSWORD\""), "{}", run.stderr);
    for preview in ["--dry-run", "--curl", "--help"] {
        let run = switchboard.run(&[&line[..], &[preview]].concat()).await.unwrap();
        assert!(run.text().contains("SWITCHBOARD_SLSKD_PASSWORD"), "{}", run.text());
        assert_secret(preview, &run.everything());
    }
    assert_eq!(server.received(), []);
}

#[tokio::test]
async fn a_password_that_is_nowhere_is_asked_for_by_its_variable() {
    let run = switchboard().run(&["slskd", "create-session", "--username", "ann"]).await.unwrap();
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("SWITCHBOARD_SLSKD_PASSWORD"), "{}", run.stderr);
}

#[tokio::test]
async fn a_body_with_a_password_is_taken_from_a_file_or_the_input_and_from_no_argument() {
    let server = content().await;
    let body = format!("{{\"username\":\"ann\",\"password\":\"{SECRET}\"}}");
    let switchboard = switchboard().set("SWITCHBOARD_SLSKD_BASE_URL", server.url()).input(body.clone());
    switchboard.write("body.json", &body).unwrap();
    let line = ["slskd", "create-session", "--body"];
    let run = switchboard.run(&[&line[..], &[&body]].concat()).await.unwrap();
    assert_eq!((run.code, server.received().len()), (Some(2), 0));
    assert!(run.stderr.contains("`password` is a secret"), "{}", run.stderr);
    for place in ["@body.json", "-"] {
        let run = switchboard.run(&[&line[..], &[place, "--verbose"]].concat()).await.unwrap();
        assert_eq!(server.take_received().remove(0).body, body.as_bytes());
        assert_secret(place, &run.everything());
        let run = switchboard.run(&[&line[..], &[place, "--dry-run"]].concat()).await.unwrap();
        assert!(run.text().contains("$SWITCHBOARD_SLSKD_PASSWORD"), "{}", run.text());
        assert_secret(place, &run.everything());
    }
}
