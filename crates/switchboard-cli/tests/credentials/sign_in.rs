//! User names and passwords.

use switchboard_sandbox::{joinself, slskd};

use crate::{SECRET, switchboard};

const LIST: [&str; 6] = ["joinself", "list-messages", "--app-id", "app", "--connection-id", "1234567890"];

#[tokio::test]
async fn a_user_name_and_a_password_sign_in_when_a_call_needs_it() {
    let server = joinself::Server::start().await.unwrap();
    server.add_connection("app", "1234567890");
    let switchboard = switchboard()
        .set("SWITCHBOARD_JOINSELF_BASE_URL", server.base_url())
        .set("SWITCHBOARD_JOINSELF_USER", server.user_name())
        .set("SWITCHBOARD_JOINSELF_PASSWORD", server.password());
    let run = switchboard.run(&LIST).await.unwrap();
    assert_eq!((run.code, server.logins()), (Some(0), 1), "{}", run.stderr);
    assert_eq!(run.json()["total_count"], 0);
}

#[tokio::test]
async fn they_may_stand_in_files_and_in_a_profile() {
    let server = slskd::Server::start().await.unwrap();
    let switchboard = switchboard().set("SWITCHBOARD_SLSKD_PASSWORD_FILE", "password");
    switchboard.write("password", server.password()).unwrap();
    let profile = format!("[profiles.default.slskd]\nbase-url = \"{}\"\nuser = \"slskd\"\n", server.http_url());
    switchboard.write(".config/switchboard/config.toml", profile).unwrap();
    let run = switchboard.run(&["slskd", "list-conversations"]).await.unwrap();
    assert_eq!((run.code, server.logins()), (Some(0), 1), "{}", run.stderr);
}

#[tokio::test]
async fn curl_needs_the_token_that_signing_in_gives_and_who_lacks_it_is_told() {
    let switchboard =
        switchboard().set("SWITCHBOARD_JOINSELF_USER", "ann").set("SWITCHBOARD_JOINSELF_PASSWORD", SECRET);
    let run = switchboard.run(&[&LIST[..], &["--curl"]].concat()).await.unwrap();
    assert!(run.text().contains("\"authorization: Bearer ${SWITCHBOARD_JOINSELF_TOKEN}\""), "{}", run.text());
    assert!(run.stderr.contains("SWITCHBOARD_JOINSELF_TOKEN is not set"), "{}", run.stderr);
    let run =
        switchboard.set("SWITCHBOARD_JOINSELF_TOKEN", SECRET).run(&[&LIST[..], &["--curl"]].concat()).await.unwrap();
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
}

#[tokio::test]
async fn a_wrong_password_is_told_by_its_exit_code_and_never_repeated() {
    let server = joinself::Server::start().await.unwrap();
    let switchboard = switchboard()
        .set("SWITCHBOARD_JOINSELF_BASE_URL", server.base_url())
        .set("SWITCHBOARD_JOINSELF_USER", server.user_name())
        .set("SWITCHBOARD_JOINSELF_PASSWORD", SECRET);
    let run = switchboard.run(&[&LIST[..], &["--verbose"]].concat()).await.unwrap();
    assert_eq!(run.code, Some(4), "{}", run.stderr);
    assert!(run.stderr.contains("check the user name and the password"), "{}", run.stderr);
    assert!(!run.everything().contains(SECRET), "{}", run.everything());
}
