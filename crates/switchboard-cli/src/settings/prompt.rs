//! Asking a person at a terminal, who can also say nothing and go without.

use std::io::{IsTerminal as _, Write as _};

use switchboard_core::secrecy::SecretString;

use crate::failure::Failure;

/// Whether there is somebody to ask.
pub(super) fn is_possible() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// A key or token.
pub(super) fn token(api: &str, setting: &str) -> Result<Option<SecretString>, Failure> {
    hidden(&format!("{} of {api} (nothing to go without): ", setting.replace('-', " ")))
}

/// A user name and a password.
pub(super) fn pair(api: &str) -> Result<Option<(SecretString, SecretString)>, Failure> {
    let mut console = std::io::stderr().lock();
    write!(console, "user name for {api} (nothing to go without): ")
        .and_then(|()| console.flush())
        .map_err(unreadable)?;
    let mut user = String::new();
    std::io::stdin().read_line(&mut user).map_err(unreadable)?;
    let user = user.trim_end_matches(['\r', '\n']);
    if user.is_empty() {
        return Ok(None);
    }
    let password = hidden(&format!("password of {user}: "))?.unwrap_or_default();
    Ok(Some((SecretString::from(user.to_owned()), password)))
}

fn hidden(prompt: &str) -> Result<Option<SecretString>, Failure> {
    let text = rpassword::prompt_password(prompt).map_err(unreadable)?;
    Ok(if text.is_empty() { None } else { Some(SecretString::from(text)) })
}

fn unreadable(error: std::io::Error) -> Failure {
    Failure::configuration(format!("the credential cannot be read from the terminal: {error}"))
}
