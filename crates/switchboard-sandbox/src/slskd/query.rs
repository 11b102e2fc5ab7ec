//! Reading booleans of a query.

use url::form_urlencoded;

use crate::slskd::refusal::Refusal;

/// The boolean `name` of a raw query, or `default` without one. Names and values are read in any case.
pub(crate) fn boolean(query: Option<&str>, name: &'static str, default: bool) -> Result<bool, Refusal> {
    let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    let mut values = pairs.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value);
    let Some(value) = values.next() else {
        return Ok(default);
    };
    match value.trim().to_ascii_lowercase().as_str() {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(invalid(name, &value)),
    }
}

/// The refusal of a value that is not of its parameter's type.
pub(crate) fn invalid(field: &'static str, value: &str) -> Refusal {
    Refusal::Invalid { field, message: format!("The value '{value}' is not valid.") }
}
