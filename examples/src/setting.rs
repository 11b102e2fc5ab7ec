use crate::Failure;

/// What an environment variable holds; nothing where it is not set or empty.
#[must_use]
pub fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// What an environment variable holds that there must be.
///
/// # Errors
/// Where it is not set or empty; the message says what it is for.
pub fn required(name: &str, what: &str) -> Result<String, Failure> {
    setting(name).ok_or_else(|| format!("set {name} to {what}").into())
}
