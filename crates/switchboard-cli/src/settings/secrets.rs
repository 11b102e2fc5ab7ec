use heck::ToKebabCase;
use serde_json::{Map, Value};
use switchboard_core::operation_table::{FieldEntry, OperationEntry, OperationTable, ValueKind};
use switchboard_core::secrecy::{ExposeSecret as _, SecretString};

use super::{Connection, Identity, prompt, variables};
use crate::failure::Failure;

/// The secrets among the properties of a body, such as the password that a sign-in takes. They come from where
/// credentials come from, and from no argument.
pub(crate) struct Secrets {
    secrets: Vec<Secret>,
    identity: Identity,
}

#[derive(Clone)]
struct Secret {
    field: &'static FieldEntry,
    variable: String,
    value: Option<SecretString>,
}

impl Secrets {
    /// What the environment and the profile have, and where `asks` is set, what a person at the terminal says.
    pub(crate) fn find(
        connection: &Connection<'_>,
        entry: &'static OperationEntry,
        asks: bool,
    ) -> Result<Self, Failure> {
        let mut secrets = Vec::new();
        for field in sensitive(entry) {
            let setting = field.name.to_kebab_case();
            let mut value = connection.source().secret(&setting)?;
            if value.is_none() && field.required && asks && prompt::is_possible() {
                value = prompt::token(connection.title(), &setting)?;
            }
            secrets.push(Secret { field, variable: variables::of(connection.api(), &setting), value });
        }
        Ok(Self { secrets, identity: Identity::Caller })
    }

    /// The same with the names of variables in place of the secrets, for requests that are shown.
    pub(crate) fn shown(&self) -> Self {
        Self { secrets: self.secrets.clone(), identity: Identity::Shown }
    }

    /// The variables whose names stand for secrets in a body that is shown.
    pub(crate) fn variables(&self) -> impl Iterator<Item = &String> {
        self.secrets.iter().map(|secret| &secret.variable)
    }

    /// The variable of a property, where that is secret.
    pub(crate) fn variable(&self, field: &FieldEntry) -> Option<&str> {
        let secret = self.secrets.iter().find(|secret| std::ptr::eq(secret.field, field))?;
        Some(&secret.variable)
    }

    /// Completes a body. One that was given as a whole has what it is to have.
    pub(crate) fn put_into(&self, body: &mut Map<String, Value>, is_whole: bool) {
        for Secret { field, variable, value } in &self.secrets {
            let has = if is_whole { body.contains_key(field.name) } else { field.required || value.is_some() };
            let put = match self.identity {
                Identity::Shown => has.then(|| Value::String(variable.clone())),
                Identity::Caller if is_whole => None,
                Identity::Caller => value.as_ref().map(|value| read(field, value.expose_secret())),
            };
            body.extend(put.map(|value| (field.name.to_owned(), value)));
        }
    }

    /// A secret that stands in a body.
    pub(crate) fn in_body(&self, body: &Map<String, Value>) -> Option<&'static str> {
        let given = |name: &&str| body.get(*name).is_some_and(|value| !value.is_null());
        self.secrets.iter().map(|secret| secret.field.name).find(given)
    }
}

/// The value that a text stands for.
fn read(field: &FieldEntry, text: &str) -> Value {
    let read = (field.kind != ValueKind::Text).then(|| serde_json::from_str(text).ok()).flatten();
    read.unwrap_or_else(|| Value::String(text.to_owned()))
}

fn sensitive(entry: &'static OperationEntry) -> impl Iterator<Item = &'static FieldEntry> {
    entry.body.iter().flat_map(|body| body.fields).filter(|field| field.sensitive)
}

/// The properties of a body that are secret, with the variable of each.
pub(crate) fn variables_of(
    table: &OperationTable,
    entry: &'static OperationEntry,
) -> Vec<(&'static FieldEntry, String)> {
    sensitive(entry).map(|field| (field, variables::of(table.api, &field.name.to_kebab_case()))).collect()
}

/// The settings that a profile may have for them.
pub(super) fn settings(table: &OperationTable) -> Vec<String> {
    let names = table.operations().flat_map(|(_, entry)| sensitive(entry)).map(|field| field.name.to_kebab_case());
    names.flat_map(|name| [format!("{name}-file"), name]).collect()
}
