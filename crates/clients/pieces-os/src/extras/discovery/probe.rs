use std::time::Duration;

use super::{Finding, base_url};
use crate::{Client, ConnectFailure, Error};

/// More than this is neither a state of health nor a version.
const LONGEST_ANSWER: usize = 1024;

/// Asks a port for the version of the Pieces OS that listens there.
pub(super) async fn ask(port: u16, limit: Duration) -> Result<String, Finding> {
    // The host is a loopback address, which the client reaches without a proxy.
    let builder = Client::builder().base_url(base_url(port)).timeout(limit).connect_timeout(limit);
    let client = builder.response_limit(LONGEST_ANSWER).build().map_err(|error| finding(&error))?;
    let health = client.health().send().await.map_err(|error| finding(&error))?;
    if !says_ok(&health) {
        return Err(Finding::AnotherProgram);
    }
    let version = client.version().send().await.map_err(|error| finding(&error))?.into_inner();
    let version = version.trim();
    if is_version(version) { Ok(version.to_owned()) } else { Err(Finding::AnotherProgram) }
}

fn finding(error: &Error) -> Finding {
    match error.connect_failure() {
        Some(ConnectFailure::Refused) => Finding::Nothing,
        _ if error.is_timeout() => Finding::NoAnswer,
        _ => Finding::AnotherProgram,
    }
}

fn says_ok(health: &str) -> bool {
    health.trim_start().get(..2).is_some_and(|beginning| beginning.eq_ignore_ascii_case("ok"))
}

/// Whether a text is a version as Pieces OS writes it: three numbers, and a suffix after a hyphen or a full stop.
fn is_version(text: &str) -> bool {
    let mut parts = text.splitn(3, '.');
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (Some(major), Some(minor), Some(rest)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let (patch, suffix) = match rest.split_once(['-', '.']) {
        Some((patch, suffix)) => (patch, Some(suffix)),
        None => (rest, None),
    };
    is_number(major)
        && is_number(minor)
        && is_number(patch)
        && suffix.is_none_or(|suffix| !suffix.is_empty() && !suffix.contains(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::{is_version, says_ok};

    #[test]
    fn versions_are_three_numbers_with_or_without_a_suffix() {
        for version in ["12.6.29", "12.6.29-staging", "1.0.0.beta", "1.0.0-rc.1"] {
            assert!(is_version(version), "{version}");
        }
        for text in ["", "12", "12.6", "12.6.", "v12.6.29", "12.6.x", "12.6.29-", "12.6.29 staging", "<html>"] {
            assert!(!is_version(text), "{text}");
        }
    }

    #[test]
    fn health_begins_with_ok_in_any_case() {
        for health in ["ok", "OK", "Ok, all is well", "ok:12"] {
            assert!(says_ok(health), "{health}");
        }
        for health in ["", "o", "not ok", "{\"status\":\"ok\"}", "ö"] {
            assert!(!says_ok(health), "{health}");
        }
    }
}
