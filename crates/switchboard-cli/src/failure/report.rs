use std::fmt::{Display, Formatter, Result};

use switchboard_core::http::StatusCode;
use switchboard_core::{Delivery, Error};

use super::Failure;

/// How much of what the server said is repeated.
const REPEATED: usize = 2000;

impl Display for Failure {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        match self {
            Self::Usage(error) => write!(formatter, "{error}"),
            Self::Arguments(what) | Self::Configuration(what) | Self::Answer(what) => {
                write!(formatter, "error: {what}")
            }
            #[cfg(feature = "apis")]
            Self::Stopped(what) => write!(formatter, "error: {what}"),
            Self::Output(error) => write!(formatter, "error: the output cannot be written: {error}"),
            Self::Call(error, meaning) => call(formatter, error, *meaning),
        }
    }
}

/// What happened, what the server said, and what to do.
fn call(formatter: &mut Formatter<'_>, error: &Error, meaning: Option<&str>) -> Result {
    match error.status().filter(|_| error.is_status()) {
        // What the error says of `body()` is for programs; people get the body itself.
        Some(status) => write!(formatter, "error: the server answered {status}")?,
        None => write!(formatter, "error: {error}")?,
    }
    if error.is_status() && error.attempts() > 1 {
        write!(formatter, ", {} times", error.attempts())?;
    }
    let failed = error.sign_in_failure().unwrap_or(error);
    if !failed.body().is_empty() {
        let said = String::from_utf8_lossy(failed.body());
        let beginning: String = said.trim().chars().take(REPEATED).collect();
        let more = if beginning.len() < said.trim().len() { " …" } else { "" };
        write!(formatter, "\nthe server said: {beginning}{more}")?;
    }
    if let Some(meaning) = meaning.and_then(|meaning| meaning.lines().next()) {
        write!(formatter, "\nwhich means: {meaning}")?;
    }
    if let Some(advice) = advice(error) {
        write!(formatter, "\nwhat to do: {advice}")?;
    }
    Ok(())
}

fn advice(error: &Error) -> Option<&'static str> {
    if error.is_sign_in() {
        return Some("check the user name and the password, and that the server is up");
    }
    if error.tls_failure().is_some() {
        return Some(
            "--root-certificate FILE trusts an authority, --accept-self-signed-on-loopback this machine's own server",
        );
    }
    if error.connect_failure().is_some() {
        return Some("check that the server is running, and the address: --base-url, or SWITCHBOARD_<API>_BASE_URL");
    }
    match error.status() {
        Some(StatusCode::UNAUTHORIZED) => {
            Some("give a credential that the server knows; `switchboard <API> --help` names the environment variables")
        }
        Some(StatusCode::FORBIDDEN) => Some("the credential is known and may not do this; use one that may"),
        Some(StatusCode::NOT_FOUND) => {
            Some("check what the call names, and that the base URL ends in the API's prefix, such as /api/v3")
        }
        Some(StatusCode::TOO_MANY_REQUESTS) => Some("wait, and ask less often"),
        Some(status) if status.is_client_error() => {
            Some("mend what the server objects to; --dry-run shows the request")
        }
        Some(status) if status.is_server_error() => Some("look at the server's log; the call may have had an effect"),
        _ => match error.delivery() {
            Delivery::MaybeSent => Some("look whether the server acted on the call before sending it again"),
            _ => None,
        },
    }
}
