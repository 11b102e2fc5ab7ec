//! A credential that is nowhere is asked for at a terminal.

use switchboard_sandbox::{hopr, joinself};
use switchboard_tests::command::Switchboard;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::switchboard;

/// What is asked, and what is answered.
enum Exchange<'a> {
    Open(&'a str, &'a str),
    /// The answer must not be seen.
    Hidden(&'a str, &'a str),
}
use Exchange::{Hidden, Open};

/// Runs the command at a terminal, which `script` of util-linux makes, and gives each answer when it is asked for. Gives
/// what the terminal showed, and the exit code; nothing where there is no such program.
#[allow(clippy::print_stderr, reason = "what was not asked is told")]
async fn at_a_terminal(
    switchboard: &Switchboard,
    line: &str,
    dialogue: &[Exchange<'_>],
) -> Option<(String, Option<i32>)> {
    let is_known = |output: std::process::Output| String::from_utf8_lossy(&output.stdout).contains("util-linux");
    if !std::process::Command::new("script").arg("--version").output().is_ok_and(is_known) {
        eprintln!("skipped: there is no `script` of util-linux here");
        return None;
    }
    let program = format!("tty; exec {} {line}", env!("CARGO_BIN_EXE_switchboard"));
    let path = std::env::var("PATH").unwrap_or_default();
    let mut command = switchboard.beside("script");
    command.env("PATH", path).args(["-q", "-e", "-c", &program, "/dev/null"]);
    let mut child = command.spawn().unwrap();
    let (mut input, mut output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut shown = Vec::new();
    for exchange in dialogue {
        let (Open(question, answer) | Hidden(question, answer)) = exchange;
        let is_asked = |shown: &[u8]| String::from_utf8_lossy(shown).contains(question);
        while !is_asked(&shown) {
            assert!(output.read_buf(&mut shown).await.unwrap() > 0, "{}", String::from_utf8_lossy(&shown));
        }
        // Nobody types so fast that it is seen before the terminal hides it.
        let terminal = String::from_utf8_lossy(&shown).lines().next().unwrap_or_default().trim().to_owned();
        while matches!(exchange, Hidden(..)) && !is_hidden(&terminal).await {}
        input.write_all(format!("{answer}\n").as_bytes()).await.unwrap();
    }
    output.read_to_end(&mut shown).await.unwrap();
    let code = child.wait().await.unwrap().code();
    Some((String::from_utf8_lossy(&shown).into_owned(), code))
}

/// Whether a terminal does not show what is typed.
async fn is_hidden(terminal: &str) -> bool {
    let state = tokio::process::Command::new("stty").args(["-F", terminal, "-a"]).output().await.unwrap();
    assert!(state.status.success(), "the terminal is gone: {}", String::from_utf8_lossy(&state.stderr));
    String::from_utf8_lossy(&state.stdout).contains(" -echo ")
}

#[tokio::test]
async fn a_token_is_asked_for_and_not_shown() {
    let node = hopr::Server::start().await.unwrap();
    node.receive(Some(5), "hello");
    let switchboard = switchboard().set("SWITCHBOARD_HOPR_BASE_URL", node.base_url());
    let dialogue = [Hidden("token of HOPRd", node.superuser_token())];
    let Some((shown, code)) = at_a_terminal(&switchboard, "hopr inbox-size --tag 5", &dialogue).await else { return };
    assert_eq!(code, Some(0), "{shown}");
    assert!(shown.contains("size") && shown.contains('│'), "a terminal has a table: {shown}");
    assert!(!shown.contains(node.superuser_token()), "{shown}");
}

#[tokio::test]
async fn a_user_name_and_a_password_are_asked_for_where_the_api_signs_in() {
    let server = joinself::Server::start().await.unwrap();
    server.add_connection("app", "1234567890");
    let switchboard = switchboard().set("SWITCHBOARD_JOINSELF_BASE_URL", server.base_url());
    let line = "joinself list-messages --app-id app --connection-id 1234567890";
    let dialogue = [Open("user name for", server.user_name()), Hidden("password of", server.password())];
    let Some((shown, code)) = at_a_terminal(&switchboard, line, &dialogue).await else { return };
    assert_eq!((code, server.logins()), (Some(0), 1), "{shown}");
    assert!(!shown.contains(server.password()), "{shown}");
}

#[tokio::test]
async fn the_password_of_a_sign_in_is_asked_for() {
    let server = switchboard_sandbox::slskd::Server::start().await.unwrap();
    let switchboard = switchboard().set("SWITCHBOARD_SLSKD_BASE_URL", server.http_url());
    let dialogue = [Hidden("password of slskd", server.password())];
    let line = format!("slskd create-session --username {}", server.user_name());
    let Some((shown, code)) = at_a_terminal(&switchboard, &line, &dialogue).await else { return };
    assert_eq!(code, Some(0), "{shown}");
    assert!(shown.contains("Bearer"), "{shown}");
}

#[tokio::test]
async fn who_gives_nothing_goes_without() {
    let node = hopr::Server::start().await.unwrap();
    let switchboard = switchboard().set("SWITCHBOARD_HOPR_BASE_URL", node.base_url());
    let dialogue = [Hidden("token of HOPRd", "")];
    let Some((shown, code)) = at_a_terminal(&switchboard, "hopr inbox-size --tag 5", &dialogue).await else { return };
    assert_eq!(code, Some(4), "{shown}");
}

#[tokio::test]
async fn nobody_is_asked_where_there_is_a_credential_or_a_flag_forbids_it() {
    let node = hopr::Server::start().await.unwrap();
    let bare = switchboard().set("SWITCHBOARD_HOPR_BASE_URL", node.base_url());
    let line = "hopr inbox-size --tag 5 --no-prompt";
    let Some((shown, code)) = at_a_terminal(&bare, line, &[]).await else { return };
    assert_eq!(code, Some(4), "{shown}");
    assert!(!shown.contains("nothing to go without"), "{shown}");

    let known = bare.set("SWITCHBOARD_HOPR_TOKEN", node.superuser_token());
    let Some((shown, code)) = at_a_terminal(&known, "hopr inbox-size --tag 5", &[]).await else { return };
    assert_eq!(code, Some(0), "{shown}");
    assert!(!shown.contains("nothing to go without"), "{shown}");
}
