use http::{Method, StatusCode};

use crate::credential::SecurityScheme;
use crate::error::Error;

/// What a generated client says of its API as a whole.
#[derive(Debug)]
pub struct Api {
    /// Name of the API as it is used in features and packages, such as `slskd`.
    pub name: &'static str,
    /// Sent as `User-Agent`: package name and version of the client.
    pub user_agent: &'static str,
    /// Where the API is found unless the caller says otherwise: the first absolute URL among the spec's `servers`.
    pub default_base_url: Option<&'static str>,
    /// The path every base URL of this API usually ends in, such as `/api/v0`; empty where there is none.
    pub usual_prefix: &'static str,
    /// The security schemes the spec declares.
    pub security_schemes: &'static [SecurityScheme],
}

impl Api {
    /// The security scheme of this name.
    pub(crate) fn security_scheme(&self, name: &str) -> Result<&'static SecurityScheme, Error> {
        let scheme = self.security_schemes.iter().find(|scheme| scheme.name == name);
        scheme.ok_or_else(|| Error::configuration(format!("{} has no security scheme named {name}", self.name)))
    }
}

/// What a generated client says of one operation.
#[derive(Debug)]
pub struct Operation {
    /// The API it belongs to.
    pub api: &'static Api,
    /// The spec's `operationId`, as it stands there.
    pub id: &'static str,
    /// Name of the Rust method.
    pub method_name: &'static str,
    /// HTTP method.
    pub http_method: Method,
    /// Path template relative to the base URL, such as `/conversations/{username}`.
    pub path: &'static str,
    /// Whether the call may be repeated when nobody knows whether it arrived.
    pub idempotent: bool,
    /// What is sent as `Accept`: the media types of the declared responses.
    pub accept: &'static str,
    /// Alternatives, each a list of security schemes that are applied together. Empty: no credential is sent.
    pub security: &'static [&'static [&'static str]],
    /// Whether a success is declared with a body. Where none is, whatever the server sends is ignored.
    pub answers_with_body: bool,
    /// Redirection statuses that the spec declares as answers of this operation.
    pub declared_redirects: &'static [u16],
}

impl Operation {
    /// Whether a status is an answer to decode: the whole 2xx class, and the redirections that are declared.
    pub(crate) fn is_answer(&self, status: StatusCode) -> bool {
        status.is_success() || self.declared_redirects.contains(&status.as_u16())
    }
}
