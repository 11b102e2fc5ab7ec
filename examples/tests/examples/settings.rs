//! What does an example say where a setting is missing?

use crate::process::run;

/// Nobody listens there, and nobody is asked.
const NOWHERE: &str = "http://127.0.0.1:9";

async fn names_what_is_missing(name: &str, settings: &[(&str, &str)], missing: &str) {
    let output = run(name, settings).await;
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{errors}");
    assert!(errors.starts_with(&format!("set {missing} to ")), "{errors}");
    assert!(output.stdout.is_empty());
}

#[tokio::test]
async fn a_credential_that_is_missing_is_named() {
    for (example, api, credential) in [
        ("echo-convore", "CONVORE", "TOKEN"),
        ("echo-hopr", "HOPR", "TOKEN"),
        ("echo-joinself", "JOINSELF", "USER"),
        ("echo-slskd", "SLSKD", "API_KEY"),
    ] {
        let base_url = format!("SWITCHBOARD_{api}_BASE_URL");
        names_what_is_missing(example, &[(&base_url, NOWHERE)], &format!("SWITCHBOARD_{api}_{credential}")).await;
    }
}

#[tokio::test]
async fn a_bridge_that_knows_one_end_only_is_not_played() {
    names_what_is_missing("bridge-hopr-slskd", &[("SWITCHBOARD_SLSKD_BASE_URL", NOWHERE)], "SWITCHBOARD_HOPR_BASE_URL")
        .await;
}
