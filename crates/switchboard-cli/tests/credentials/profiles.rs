//! Profiles of the configuration file.

use switchboard_tests::command::{Run, Switchboard};
use switchboard_tests::scripted::Server;

use crate::{SECRET, WAYS, content, switchboard};

const PLACE: &str = ".config/switchboard/config.toml";
const CHECK: [&str; 2] = ["slskd", "check-session"];

/// The command with this configuration at its usual place.
fn configured(text: &str) -> Switchboard {
    let switchboard = switchboard();
    switchboard.write(PLACE, text).unwrap();
    switchboard
}

/// A configuration with these profiles, all at one server.
fn keys(server: &Server, keys: &[(&str, &str)]) -> String {
    let profile = |(name, key): &(&str, &str)| {
        format!("[profiles.{name}.slskd]\nbase-url = \"{}\"\napi-key = \"{key}\"\n", server.url())
    };
    keys.iter().map(profile).collect()
}

/// The key of the last request.
fn last_key(server: &Server) -> Option<String> {
    server.take_received().last()?.header("x-api-key").map(str::to_owned)
}

async fn refused(configuration: &str, arguments: &[&str]) -> Run {
    let run = configured(configuration).run(&[&CHECK, arguments].concat()).await.unwrap();
    assert_eq!(run.code, Some(3), "{}", run.everything());
    run
}

#[tokio::test]
async fn the_default_profile_gives_each_credential_without_being_asked_for() {
    for way in WAYS {
        let server = content().await;
        let mut text = format!("[profiles.default.{}]\nbase-url = \"{}\"\n", way.api, server.url());
        way.settings.iter().for_each(|(setting, value)| text += &format!("{setting} = \"{value}\"\n"));
        configured(&text).run(&[&[way.api], way.operation].concat()).await.unwrap();
        assert!(way.is_in(&server.only_request().unwrap()), "{}: {:?}", way.sent, server.received());
    }
}

#[tokio::test]
async fn a_named_profile_is_used_by_flag_or_variable_and_the_flag_goes_first() {
    let server = content().await;
    let text =
        keys(&server, &[("default", "key-of-default00"), ("work", "key-of-work00000"), ("home", "key-of-home00000")]);
    configured(&text).run(&CHECK).await.unwrap();
    assert_eq!(last_key(&server).as_deref(), Some("key-of-default00"));

    let by_variable = configured(&text).set("SWITCHBOARD_PROFILE", "work");
    by_variable.run(&CHECK).await.unwrap();
    assert_eq!(last_key(&server).as_deref(), Some("key-of-work00000"));
    by_variable.run(&[&CHECK[..], &["--profile", "home"]].concat()).await.unwrap();
    assert_eq!(last_key(&server).as_deref(), Some("key-of-home00000"));
}

#[tokio::test]
async fn the_environment_goes_before_a_profile_unless_a_flag_asks_for_it() {
    let server = content().await;
    let text = keys(&server, &[("default", "key-of-default00"), ("work", "key-of-work00000")]);
    let switchboard = configured(&text).set("SWITCHBOARD_SLSKD_API_KEY", "key-of-variable0");
    switchboard.run(&CHECK).await.unwrap();
    assert_eq!(last_key(&server).as_deref(), Some("key-of-variable0"));
    switchboard.run(&[&CHECK[..], &["--profile", "work"]].concat()).await.unwrap();
    assert_eq!(last_key(&server).as_deref(), Some("key-of-work00000"));

    // Where the API is, too.
    let other = content().await;
    let switchboard = switchboard.set("SWITCHBOARD_SLSKD_BASE_URL", other.url());
    switchboard.run(&CHECK).await.unwrap();
    assert_eq!((other.take_received().len(), server.take_received().len()), (1, 0));
    switchboard.run(&[&CHECK[..], &["--profile", "work"]].concat()).await.unwrap();
    assert_eq!((other.take_received().len(), server.take_received().len()), (0, 1));
}

#[tokio::test]
async fn another_file_is_read_where_a_flag_or_the_platform_says_so() {
    let server = content().await;
    let switchboard = switchboard();
    let file =
        switchboard.write("elsewhere/switchboard/config.toml", keys(&server, &[("default", "key-of-elsewhere")]));
    let file = file.unwrap();
    switchboard.run(&[&CHECK[..], &["--config", file.to_str().unwrap()]].concat()).await.unwrap();
    assert_eq!(last_key(&server).as_deref(), Some("key-of-elsewhere"));

    let folder = file.parent().unwrap().parent().unwrap().to_str().unwrap();
    let switchboard = switchboard.set("XDG_CONFIG_HOME", folder);
    if cfg!(target_os = "linux") {
        switchboard.run(&CHECK).await.unwrap();
        assert_eq!(last_key(&server).as_deref(), Some("key-of-elsewhere"));
    }
}

#[tokio::test]
async fn a_relative_file_stands_beside_the_configuration() {
    let server = content().await;
    let text = format!("[profiles.default.slskd]\nbase-url = \"{}\"\napi-key-file = \"keys/slskd\"\n", server.url());
    let switchboard = configured(&text);
    switchboard.write(".config/switchboard/keys/slskd", format!("{SECRET}\r\n")).unwrap();
    switchboard.run(&CHECK).await.unwrap();
    assert_eq!(last_key(&server).as_deref(), Some(SECRET));
}

#[tokio::test]
async fn a_profile_that_is_not_there_is_told_with_how_to_write_it() {
    for run in [
        refused("[profiles.work.slskd]\n", &["--profile", "wrok"]).await,
        switchboard().set("SWITCHBOARD_PROFILE", "wrok").run(&CHECK).await.unwrap(),
        switchboard().run(&[&CHECK[..], &["--config", "nowhere.toml"]].concat()).await.unwrap(),
    ] {
        assert_eq!(run.code, Some(3), "{}", run.stderr);
        assert!(run.stderr.contains(".toml"), "{}", run.stderr);
    }
    let run = refused("[profiles.work.slskd]\n", &["--profile", "wrok"]).await;
    assert!(run.stderr.contains("[profiles.wrok.slskd]"), "{}", run.stderr);
}

#[tokio::test]
async fn a_misspelt_setting_is_told_with_those_that_there_are() {
    let run = refused(&format!("[profiles.default.slskd]\napikey = \"{SECRET}\"\n"), &[]).await;
    assert!(run.stderr.contains("`apikey`") && run.stderr.contains("api-key-file"), "{}", run.stderr);
    assert!(!run.everything().contains(SECRET));
}

#[tokio::test]
async fn a_file_that_is_no_toml_is_told_by_its_line_whose_secret_is_not_repeated() {
    for broken in [
        format!("[profiles.default.slskd]\napi-key = {SECRET}\n"),
        format!("[profiles.default.slskd]\napi-key = \"{SECRET}\n"),
        format!("[profiles.default.slskd]\napi-key: \"{SECRET}\"\n"),
        format!("[profiles.default.slskd]\napi-key = \"{SECRET}\" \"{SECRET}\"\n"),
        format!("[profiles.default.slskd]\napi-key = \"{SECRET}\\q\"\n"),
    ] {
        let run = refused(&broken, &[]).await;
        assert!(run.stderr.contains("config.toml, line 2"), "{}", run.stderr);
        assert!(!run.everything().contains("canary"), "{}", run.everything());
    }
}

#[tokio::test]
async fn a_setting_of_another_type_is_told_without_its_value() {
    for value in [format!("[\"{SECRET}\"]"), "17".to_owned(), "true".to_owned()] {
        let run = refused(&format!("[profiles.default.slskd]\napi-key = {value}\n"), &[]).await;
        assert!(run.stderr.contains("`api-key`") && !run.stderr.contains("canary"), "{}", run.stderr);
    }
    let run = refused("[profiles.default.slskd]\naccept-self-signed-on-loopback = \"yes\"\n", &[]).await;
    assert!(run.stderr.contains("true or false"), "{}", run.stderr);
}

#[cfg(unix)]
#[tokio::test]
async fn a_secret_in_a_file_that_others_can_read_is_warned_of() {
    use std::os::unix::fs::PermissionsExt as _;

    let server = content().await;
    let switchboard = configured(&keys(&server, &[("default", SECRET)]));
    let run = switchboard.run(&CHECK).await.unwrap();
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let file = switchboard.home().join(PLACE);
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o644)).unwrap();
    let run = switchboard.run(&CHECK).await.unwrap();
    assert_eq!(run.code, Some(0));
    assert!(run.stderr.contains("warning: ") && run.stderr.contains("chmod 600"), "{}", run.stderr);
    assert_eq!(run.stderr.matches("warning").count(), 1, "{}", run.stderr);
    assert!(!run.everything().contains(SECRET));
}

#[cfg(unix)]
#[tokio::test]
async fn a_service_without_a_home_has_no_configuration() {
    for home in ["", "/dev/null", "/nonexistent"] {
        let line = ["slskd", "list-conversations", "--dry-run"];
        let run = switchboard().set("HOME", home).run(&line).await.unwrap();
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{home}: {}", run.stderr);
    }
}

#[tokio::test]
async fn help_says_where_the_configuration_is() {
    let switchboard = switchboard();
    let help = switchboard.run(&["--help"]).await.unwrap().text();
    // Long paths are broken into lines.
    let help: String = help.split_whitespace().collect();
    assert!(help.contains("switchboard/config.toml"), "{help}");
}
