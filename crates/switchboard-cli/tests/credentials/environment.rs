//! Credentials of the environment: as they are, or by the name of a file.

use crate::{WAYS, Way, content, switchboard};

/// The command line of a way at a server.
fn line<'a>(way: &Way, url: &'a str) -> Vec<&'a str> {
    [&[way.api], way.operation, &["--base-url", url]].concat()
}

#[tokio::test]
async fn each_variable_gives_its_credential() {
    for way in WAYS {
        let server = content().await;
        let mut switchboard = switchboard();
        for (setting, value) in way.settings {
            switchboard = switchboard.set(&way.variable(setting), *value);
        }
        switchboard.run(&line(&way, server.url())).await.unwrap();
        assert!(way.is_in(&server.only_request().unwrap()), "{}: {:?}", way.sent, server.received());
    }
}

#[tokio::test]
async fn each_variable_may_name_a_file_with_the_credential() {
    for way in WAYS {
        let server = content().await;
        let mut switchboard = switchboard();
        for (setting, value) in way.settings {
            // Editors end a file with a line break.
            let file = switchboard.write(setting, format!("{value}\n")).unwrap();
            switchboard = switchboard.set(&format!("{}_FILE", way.variable(setting)), file.to_str().unwrap());
        }
        switchboard.run(&line(&way, server.url())).await.unwrap();
        assert!(way.is_in(&server.only_request().unwrap()), "{}: {:?}", way.sent, server.received());
    }
}

#[tokio::test]
async fn the_base_url_comes_from_the_flag_before_the_environment() {
    let (one, other) = (content().await, content().await);
    let switchboard = switchboard().set("SWITCHBOARD_SLSKD_BASE_URL", one.url());
    switchboard.run(&["slskd", "check-session"]).await.unwrap();
    assert!(one.only_request().is_some());
    switchboard.run(&["--base-url", other.url(), "slskd", "check-session"]).await.unwrap();
    assert!(other.only_request().is_some() && one.only_request().is_some());
}

#[tokio::test]
async fn a_file_that_is_not_there_is_told_and_nothing_is_sent() {
    let server = content().await;
    let switchboard = switchboard().set("SWITCHBOARD_SLSKD_API_KEY_FILE", "/nowhere/key");
    let run = switchboard.run(&["slskd", "check-session", "--base-url", server.url()]).await.unwrap();
    assert_eq!(run.code, Some(3));
    assert!(run.stderr.contains("/nowhere/key"), "{}", run.stderr);
    assert_eq!(server.received(), []);
}

#[tokio::test]
async fn a_file_that_is_empty_is_told_and_nothing_is_sent() {
    let server = content().await;
    let switchboard = switchboard();
    let file = switchboard.write("key", "\n").unwrap();
    let switchboard = switchboard.set("SWITCHBOARD_SLSKD_API_KEY_FILE", file.to_str().unwrap());
    let run = switchboard.run(&["slskd", "check-session", "--base-url", server.url()]).await.unwrap();
    assert_eq!(run.code, Some(3), "{}", run.stderr);
    assert!(run.stderr.contains("it is empty"), "{}", run.stderr);
    assert_eq!(server.received(), []);
}

#[tokio::test]
async fn a_password_without_a_user_name_is_told() {
    let switchboard = switchboard().set("SWITCHBOARD_JOINSELF_PASSWORD", "canarypassword");
    let run = switchboard.run(&["joinself", "list-messages", "--app-id", "a", "--connection-id", "b"]).await.unwrap();
    assert_eq!(run.code, Some(3));
    assert!(run.stderr.contains("SWITCHBOARD_JOINSELF_USER"), "{}", run.stderr);
}

#[tokio::test]
async fn help_names_each_variable() {
    for way in WAYS {
        let help = switchboard().run(&[way.api, "--help"]).await.unwrap();
        for (setting, _) in way.settings {
            assert!(help.text().contains(&way.variable(setting)), "{setting}: {}", help.text());
        }
    }
}
