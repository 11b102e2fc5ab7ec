//! Reading integers of a query.

use url::form_urlencoded;

/// The integer `name` of a raw query; `otherwise` where it is missing or no integer, about which the server is silent.
pub(crate) fn integer(query: Option<&str>, name: &str, otherwise: i64) -> i64 {
    let mut pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    let value = pairs.find(|(key, _)| key == name).and_then(|(_, value)| value.parse().ok());
    value.unwrap_or(otherwise)
}
