use crate::session::SignIn;

/// How a credential is asked for.
#[derive(Debug)]
pub struct SchemeEntry {
    /// Name of the security scheme.
    pub name: &'static str,
    /// Other schemes that carry the same credential.
    pub others: &'static [&'static str],
    /// What a configuration calls it, in kebab-case: `api-key`. Of a user name and a password it is what stands before
    /// `user` and `password`, and may be empty.
    pub setting: &'static str,
    /// What the document says of it.
    pub description: &'static str,
    /// How its tokens are got for a user name and a password, where the API gives some.
    pub sign_in: Option<&'static SignIn>,
    /// The same as `setting`, for the user name and the password of `sign_in`.
    pub sign_in_setting: &'static str,
}

impl SchemeEntry {
    /// Whether its credential is that of the scheme of this name.
    #[must_use]
    pub fn carries(&self, name: &str) -> bool {
        self.name == name || self.others.contains(&name)
    }
}
