use serde_json::Value;

use crate::names::{Scope, snake};

/// How the tokens of a security scheme are got (`x-sign-in`). Places are JSON pointers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// Name of the builder's method that takes user name and password, and of the client's that signs in.
    pub method: String,
    /// The `operationId` of the operation that gives the token.
    pub operation: String,
    /// Where the user name goes in its body.
    pub user: String,
    /// Where the password goes.
    pub password: String,
    /// Where a refresh token goes, in place of the two.
    pub refresh_token: Option<String>,
    /// Where the token stands in its answer.
    pub token: String,
    /// Where a refresh token stands.
    pub new_refresh_token: Option<String>,
    /// What tells for how long the token is good.
    pub lifetime: TokenLifetime,
}

/// What tells for how long a token is good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenLifetime {
    /// Nothing.
    Unknown,
    /// The token itself, a JWT.
    Jwt,
    /// Two members of the answer, in Unix seconds.
    Times {
        /// Where the answer says when the token was issued.
        issued: String,
        /// Where the answer says when it expires.
        expires: String,
    },
}

/// Names of the methods that sign in, by security scheme: with one scheme there is nothing to tell apart.
pub(super) fn methods(document: &Value) -> Vec<(String, String)> {
    let schemes = document.pointer("/components/securitySchemes").and_then(Value::as_object);
    let schemes = schemes.into_iter().flatten().filter(|(_, scheme)| scheme.get("x-sign-in").is_some());
    let schemes: Vec<&String> = schemes.map(|(name, _)| name).collect();
    if let [only] = schemes.as_slice() {
        return vec![((*only).clone(), "sign_in".to_owned())];
    }
    let mut scope = Scope::default();
    schemes.into_iter().map(|name| (name.clone(), scope.claim_method(&format!("sign_in_{}", snake(name))))).collect()
}

/// Reads the extension. The lint has made sure that it says what it must.
pub(super) fn read(scheme: &Value, method: Option<&str>) -> Option<SignIn> {
    let extension = scheme.get("x-sign-in")?;
    let text = |pointer: &str| extension.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    Some(SignIn {
        method: method?.to_owned(),
        operation: text("/operation")?,
        user: text("/request/user")?,
        password: text("/request/password")?,
        refresh_token: text("/request/refreshToken"),
        token: text("/answer/token")?,
        new_refresh_token: text("/answer/refreshToken"),
        lifetime: match (text("/answer/issued"), text("/answer/expires")) {
            (Some(issued), Some(expires)) => TokenLifetime::Times { issued, expires },
            (None, Some(_)) => TokenLifetime::Jwt,
            _ => TokenLifetime::Unknown,
        },
    })
}
