//! Problem details (RFC 7807), as ASP.NET Core writes them.

use std::collections::BTreeMap;

use http::StatusCode;
use serde::Serialize;
use uuid::Uuid;

/// A 4xx with a body. The one with `errors` is .NET's `ValidationProblemDetails`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProblemDetails {
    r#type: &'static str,
    title: &'static str,
    status: u16,
    trace_id: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    errors: BTreeMap<String, Vec<String>>,
}

impl ProblemDetails {
    /// The problem of a bare status.
    pub(crate) fn of(status: StatusCode) -> Self {
        let (r#type, title) = match status {
            StatusCode::UNAUTHORIZED => ("https://tools.ietf.org/html/rfc7235#section-3.1", "Unauthorized"),
            StatusCode::NOT_FOUND => ("https://tools.ietf.org/html/rfc7231#section-6.5.4", "Not Found"),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => {
                ("https://tools.ietf.org/html/rfc7231#section-6.5.13", "Unsupported Media Type")
            }
            _ => ("https://tools.ietf.org/html/rfc7231#section-6.5.1", "Bad Request"),
        };
        Self { r#type, title, status: status.as_u16(), trace_id: trace_id(), errors: BTreeMap::new() }
    }

    /// The problem of a request whose `field` could not be read. The body itself is the field "", its JSON is "$".
    pub(crate) fn validation(field: &str, message: String) -> Self {
        Self {
            title: "One or more validation errors occurred.",
            errors: BTreeMap::from([(field.to_owned(), vec![message])]),
            ..Self::of(StatusCode::BAD_REQUEST)
        }
    }
}

/// A W3C trace id: version, 16 bytes of trace, 8 bytes of span, flags.
fn trace_id() -> String {
    let (span, _) = Uuid::new_v4().as_u64_pair();
    format!("00-{}-{span:016x}-00", Uuid::new_v4().simple())
}
