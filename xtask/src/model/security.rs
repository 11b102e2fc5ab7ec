use serde_json::Value;

use super::{Problem, SignIn, sign_in};
use crate::document::Pointer;
use crate::names::{Scope, snake};

/// A security scheme of an API.
#[derive(Clone, Debug)]
pub struct SecurityScheme {
    /// Name under which operations refer to it.
    pub name: String,
    /// Name of the builder's method that takes its credential.
    pub method: String,
    /// Where the credential goes.
    pub placement: Placement,
    /// What the document says of it.
    pub description: String,
    /// The scheme whose credential it carries too (`x-credential-of`); it has no method of its own then.
    pub credential_of: Option<String>,
    /// How its tokens are got, where the client can do that itself.
    pub sign_in: Option<SignIn>,
}

/// Where a credential goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placement {
    /// In the named header.
    Header(String),
    /// In the named query parameter.
    Query(String),
    /// In the named cookie.
    Cookie(String),
    /// `Authorization: Bearer`.
    Bearer,
    /// `Authorization: Basic`.
    Basic,
}

impl Placement {
    /// How it is described to people.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Header(name) => format!("header `{name}`"),
            Self::Query(name) => format!("query parameter `{name}`"),
            Self::Cookie(name) => format!("cookie `{name}`"),
            Self::Bearer => "header `Authorization: Bearer`".to_owned(),
            Self::Basic => "header `Authorization: Basic`".to_owned(),
        }
    }
}

/// Methods of the builder that a credential's method must not be named like.
const TAKEN: [&str; 15] = [
    "connector",
    "retry",
    "interceptor",
    "rate_limit",
    "proxy",
    "base_url",
    "add_root_certificate",
    "accept_self_signed_on_loopback",
    "connect_timeout",
    "timeout",
    "stall_limit",
    "response_limit",
    "proxy_from_environment",
    "build",
    "new",
];

pub(super) fn schemes(document: &Value, problems: &mut Vec<Problem>) -> Vec<SecurityScheme> {
    let mut scope = Scope::with_reserved(TAKEN);
    let sign_ins = sign_in::methods(document);
    sign_ins.iter().for_each(|(_, method)| scope.reserve(method));
    let at = Pointer::root().join("components").join("securitySchemes");
    let declared = document.pointer("/components/securitySchemes").and_then(Value::as_object);
    let mut found = Vec::new();
    for (name, scheme) in declared.into_iter().flatten() {
        let text = |key: &str| scheme.get(key).and_then(Value::as_str).unwrap_or_default();
        let Some(placement) = placement(scheme) else {
            problems.push(Problem::new(
                at.join(name),
                format!("the security scheme `{name}` is of no kind that a client can send"),
                "use apiKey in header, query or cookie, http with bearer or basic, oauth2 or openIdConnect",
            ));
            continue;
        };
        let wanted = scheme.get("x-method").and_then(Value::as_str).map_or_else(|| snake(name), snake);
        let owner = scheme.get("x-credential-of").map(|owner| owner.as_str().unwrap_or_default());
        if let Some(owner) = owner.filter(|owner| declared.is_none_or(|all| !all.contains_key(*owner))) {
            problems.push(Problem::new(
                at.join(name).join("x-credential-of"),
                format!("there is no security scheme `{owner}` whose credential `{name}` could carry"),
                "name a scheme of this document",
            ));
        }
        found.push(SecurityScheme {
            name: name.clone(),
            method: scope.claim_method(&wanted),
            placement,
            description: text("description").to_owned(),
            sign_in: sign_in::read(scheme, method_of(&sign_ins, name)),
            credential_of: scheme.get("x-credential-of").and_then(Value::as_str).map(str::to_owned),
        });
    }
    found
}

fn method_of<'a>(sign_ins: &'a [(String, String)], scheme: &str) -> Option<&'a str> {
    sign_ins.iter().find(|(name, _)| name == scheme).map(|(_, method)| method.as_str())
}

fn placement(scheme: &Value) -> Option<Placement> {
    let text = |key: &str| scheme.get(key).and_then(Value::as_str);
    match (text("type")?, text("in"), text("scheme").map(str::to_ascii_lowercase).as_deref()) {
        ("apiKey", Some("header"), _) => Some(Placement::Header(text("name")?.to_owned())),
        ("apiKey", Some("query"), _) => Some(Placement::Query(text("name")?.to_owned())),
        ("apiKey", Some("cookie"), _) => Some(Placement::Cookie(text("name")?.to_owned())),
        ("http", _, Some("basic")) => Some(Placement::Basic),
        // What these flows give out is sent as a bearer token (RFC 6750); getting it is the caller's business.
        ("http", _, Some("bearer")) | ("oauth2" | "openIdConnect", ..) => Some(Placement::Bearer),
        _ => None,
    }
}

/// Alternatives of an operation, each a list of schemes: its own, or the document's where it says nothing.
pub(super) fn requirements(document: &Value, operation: &Value) -> Vec<Vec<String>> {
    let declared = operation.get("security").or_else(|| document.get("security")).and_then(Value::as_array);
    let alternatives = declared.into_iter().flatten().filter_map(Value::as_object);
    alternatives
        .map(|schemes| schemes.keys().cloned().collect::<Vec<_>>())
        .filter(|schemes| !schemes.is_empty())
        .collect()
}
