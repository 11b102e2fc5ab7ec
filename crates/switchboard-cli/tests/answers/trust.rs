//! Servers with certificates of their own.

use switchboard_sandbox::slskd::Server;

use crate::switchboard;

#[tokio::test]
async fn an_unknown_certificate_is_told_with_what_trusts_it() {
    let server = Server::start().await.unwrap();
    let switchboard = switchboard()
        .set("SWITCHBOARD_SLSKD_BASE_URL", server.https_url())
        .set("SWITCHBOARD_SLSKD_API_KEY", server.api_key());
    switchboard.write("server.pem", server.certificate_pem()).unwrap();
    let line = ["slskd", "check-session"];

    let run = switchboard.run(&line).await.unwrap();
    assert_eq!(run.code, Some(7), "{}", run.stderr);
    assert!(run.stderr.contains("--accept-self-signed-on-loopback"), "{}", run.stderr);
    for more in [&["--accept-self-signed-on-loopback"][..], &["--root-certificate", "server.pem"]] {
        let run = switchboard.run(&[&line[..], more].concat()).await.unwrap();
        assert_eq!(run.code, Some(0), "{more:?}: {}", run.stderr);
    }
}

#[tokio::test]
async fn a_profile_says_whom_to_trust() {
    let server = Server::start().await.unwrap();
    for trust in ["accept-self-signed-on-loopback = true", "root-certificate = \"server.pem\""] {
        let switchboard = switchboard();
        let profile = format!(
            "[profiles.default.slskd]\nbase-url = \"{}\"\napi-key = \"{}\"\n{trust}\n",
            server.https_url(),
            server.api_key()
        );
        switchboard.write(".config/switchboard/config.toml", profile).unwrap();
        switchboard.write(".config/switchboard/server.pem", server.certificate_pem()).unwrap();
        let run = switchboard.run(&["slskd", "check-session"]).await.unwrap();
        assert_eq!(run.code, Some(0), "{trust}: {}", run.stderr);
    }
}
