//! Does curl send what the command sends, when it is asked to by what `--curl` prints?

use switchboard_tests::operations::Settings;
use switchboard_tests::scripted::Server;

use crate::arguments::{command_line, surroundings};
use crate::requests::{every, run, without};

/// What each program says by itself, and the key that each socket has for itself.
const OF_THE_PROGRAM: [&str; 4] = ["accept-encoding:", "sec-websocket-key:", "te:", "user-agent:"];

#[tokio::test]
#[allow(clippy::print_stderr, reason = "what was not asked is told")]
async fn curl_sends_the_same_request() {
    let path = std::env::var("PATH").unwrap_or_default();
    if std::process::Command::new("curl").arg("--version").output().is_err() {
        eprintln!("skipped: there is no curl here");
        return;
    }
    for (operation, answer) in every() {
        let server = Server::start(vec![answer]).await.unwrap();
        let settings = Settings::of(&format!("{}/prefix", server.url()));
        let switchboard = surroundings(&settings).set("PATH", path.as_str());
        let line = command_line(&operation);
        run(&switchboard, &line, &[]).await;
        let sent = server.take_received().remove(0);

        let shown = run(&switchboard, &line, &["--curl"]).await;
        assert_eq!(server.take_received(), [], "{} was sent", operation.name());
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
}
