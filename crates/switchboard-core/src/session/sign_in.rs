use crate::request::Operation;

/// How an API gives tokens for a user name and a password. Places are JSON pointers (RFC 6901).
#[derive(Debug)]
pub struct SignIn {
    /// Name of the security scheme whose credential the token is.
    pub scheme: &'static str,
    /// The operation that gives it. It is called without a session.
    pub operation: &'static Operation,
    /// What goes where in its body.
    pub request: SignInRequest,
    /// What stands where in its answer.
    pub answer: SignInAnswer,
}

/// What goes where in the body of a request for a token.
#[derive(Debug)]
pub struct SignInRequest {
    /// Where the user name goes.
    pub user: &'static str,
    /// Where the password goes.
    pub password: &'static str,
    /// Where a refresh token goes, in place of the two, for APIs that have such tokens.
    pub refresh_token: Option<&'static str>,
}

/// What stands where in the answer.
#[derive(Debug)]
pub struct SignInAnswer {
    /// Where the token stands.
    pub token: &'static str,
    /// Where a refresh token stands, for APIs that have such tokens. A server need not give one.
    pub refresh_token: Option<&'static str>,
    /// What tells for how long the token is good.
    pub lifetime: TokenLifetime,
}

/// What tells for how long a token is good. Only differences of the server's own times are used, so that it does not
/// matter what either clock shows.
#[derive(Debug)]
pub enum TokenLifetime {
    /// Nothing: the token is used until the server refuses it.
    Unknown,
    /// The token itself, a JWT with the claims `iat` and `exp` (RFC 7519, section 4.1).
    Jwt,
    /// Two members of the answer, in Unix seconds.
    Times {
        /// Where the answer says when the token was issued.
        issued: &'static str,
        /// Where the answer says when it expires.
        expires: &'static str,
    },
}
