//! Names of environment variables.

use heck::ToShoutySnakeCase;
use switchboard_core::generated::{Api, Placement};
use switchboard_core::operation_table::SchemeEntry;

/// The profile to use.
pub(crate) const PROFILE: &str = "SWITCHBOARD_PROFILE";

/// What is added to the name of a variable for the one that names a file with its value.
pub(super) const FILE: &str = "_FILE";

/// Where an API is.
pub(crate) fn base_url(api: &Api) -> String {
    of(api, "base-url")
}

/// The variable of a setting, which is named in kebab-case.
pub(super) fn of(api: &Api, setting: &str) -> String {
    named(api.name, setting)
}

/// The same by the name of the API.
pub(crate) fn named(api: &str, setting: &str) -> String {
    format!("SWITCHBOARD_{}_{}", api.to_shouty_snake_case(), setting.to_shouty_snake_case())
}

/// The variables of a scheme, for people: each item is one way to give its credential.
pub(crate) fn of_scheme(api: &Api, scheme: &SchemeEntry) -> Vec<String> {
    let pair = |prefix: &str| {
        let [user, password] = user_and_password(prefix).map(|setting| of(api, &setting));
        format!("{user} and {password}")
    };
    let own = if is_pair(api, scheme) { pair(scheme.setting) } else { of(api, scheme.setting) };
    let sign_in = scheme.sign_in.map(|_| pair(scheme.sign_in_setting));
    std::iter::once(own).chain(sign_in).collect()
}

/// The settings of a user name and a password.
pub(super) fn user_and_password(prefix: &str) -> [String; 2] {
    ["user", "password"].map(|name| if prefix.is_empty() { name.to_owned() } else { format!("{prefix}-{name}") })
}

/// Whether the credential of a scheme is a user name and a password.
pub(super) fn is_pair(api: &Api, scheme: &SchemeEntry) -> bool {
    let declared = api.security_schemes.iter().find(|declared| declared.name == scheme.name);
    declared.is_some_and(|declared| matches!(declared.placement, Placement::Basic))
}
