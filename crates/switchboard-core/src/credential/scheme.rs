use secrecy::SecretString;

/// A security scheme that a spec declares.
#[derive(Debug)]
pub struct SecurityScheme {
    /// Name under which operations refer to it.
    pub name: &'static str,
    /// Where its credential goes.
    pub placement: Placement,
}

/// Where a credential goes in a request.
#[derive(Debug)]
pub enum Placement {
    /// As it is, in the named header (OpenAPI `apiKey` in `header`).
    Header(&'static str),
    /// In the query parameter of this name (OpenAPI `apiKey` in `query`).
    Query(&'static str),
    /// In the cookie of this name (OpenAPI `apiKey` in `cookie`).
    Cookie(&'static str),
    /// As `Authorization: Bearer <token>` (RFC 6750).
    Bearer,
    /// As `Authorization: Basic <base64 of user:password>` (RFC 7617).
    Basic,
}

/// A secret of the caller's.
#[derive(Clone)]
pub enum Credential {
    /// A key or token that is sent on its own.
    Token(SecretString),
    /// A user name with a password, for Basic.
    UserPassword {
        /// The user name. Some APIs carry their token here, so it is a secret too.
        user: SecretString,
        /// The password; may be empty.
        password: SecretString,
    },
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Credential([redacted])")
    }
}
