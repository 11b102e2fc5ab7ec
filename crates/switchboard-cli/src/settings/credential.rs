use switchboard_core::generated::{Api, ClientBuilder, Credential, Operation, SignIn};
use switchboard_core::operation_table::{OperationTable, SchemeEntry};
use switchboard_core::secrecy::SecretString;

use super::{Source, prompt, variables};
use crate::failure::Failure;

/// The credentials of a caller, by scheme.
#[derive(Clone, Debug, Default)]
pub(crate) struct Credentials {
    given: Vec<Given>,
}

#[derive(Clone, Debug)]
struct Given {
    scheme: &'static SchemeEntry,
    form: Form,
}

#[derive(Clone, Debug)]
enum Form {
    Token(SecretString),
    Pair(SecretString, SecretString),
    SignIn(&'static SignIn, SecretString, SecretString),
}

impl Credentials {
    /// What the environment and the profile have.
    pub(super) fn find(table: &OperationTable, source: &Source) -> Result<Self, Failure> {
        let mut given = Vec::new();
        for scheme in table.schemes {
            if let Some(form) = Form::find(table.api, scheme, source)? {
                given.push(Given { scheme, form });
            }
        }
        Ok(Self { given })
    }

    /// Asks for the first credential that an operation could do with, where it has none.
    pub(super) fn ask_for(&mut self, table: &OperationTable, operation: &Operation) -> Result<(), Failure> {
        let has = |name: &&str| self.given.iter().any(|given| given.scheme.carries(name));
        let is_open = operation.security.iter().any(|alternative| alternative.iter().all(has));
        if operation.security.is_empty() || is_open || !prompt::is_possible() {
            return Ok(());
        }
        let wanted = operation.security.iter().flat_map(|alternative| alternative.iter());
        let Some(scheme) = wanted.filter_map(|name| table.schemes.iter().find(|scheme| scheme.carries(name))).next()
        else {
            return Ok(());
        };
        let form = match scheme.sign_in {
            Some(sign_in) => prompt::pair(table.title)?.map(|(user, password)| Form::SignIn(sign_in, user, password)),
            None if variables::is_pair(table.api, scheme) => {
                prompt::pair(table.title)?.map(|(user, password)| Form::Pair(user, password))
            }
            None => prompt::token(table.title, scheme.setting)?.map(Form::Token),
        };
        self.given.extend(form.map(|form| Given { scheme, form }));
        Ok(())
    }

    /// Gives them to a client.
    pub(crate) fn give_to(&self, mut builder: ClientBuilder) -> ClientBuilder {
        for Given { scheme, form } in &self.given {
            for name in std::iter::once(&scheme.name).chain(scheme.others) {
                builder = match form.clone() {
                    Form::Token(token) => builder.credential(name, Credential::Token(token)),
                    Form::Pair(user, password) => builder.credential(name, Credential::UserPassword { user, password }),
                    Form::SignIn(sign_in, user, password) => builder.sign_in(sign_in, user, password),
                };
            }
        }
        builder
    }

    /// The same credentials with the names of their environment variables in place of the secrets, for requests that are
    /// shown.
    pub(crate) fn shown(&self, api: &Api) -> Self {
        let name = |setting: &str| SecretString::from(variables::of(api, setting));
        let shown = |Given { scheme, form }: &Given| {
            let form = match form {
                Form::Token(_) | Form::SignIn(..) => Form::Token(name(scheme.setting)),
                Form::Pair(..) => {
                    let [user, password] = variables::user_and_password(scheme.setting).map(|setting| name(&setting));
                    Form::Pair(user, password)
                }
            };
            Given { scheme, form }
        };
        Self { given: self.given.iter().map(shown).collect() }
    }

    /// The names of the environment variables that stand for secrets in what is shown.
    pub(crate) fn variables(&self, api: &Api) -> Vec<String> {
        let of = |Given { scheme, form }: &Given| match form {
            Form::Token(_) | Form::SignIn(..) => vec![variables::of(api, scheme.setting)],
            Form::Pair(..) => {
                variables::user_and_password(scheme.setting).map(|setting| variables::of(api, &setting)).into()
            }
        };
        self.given.iter().flat_map(of).collect()
    }
}

/// For the builders of typed clients.
#[cfg(feature = "apis")]
impl Credentials {
    /// A token by the name of its setting.
    pub(crate) fn token(&self, setting: &str) -> Option<SecretString> {
        self.given.iter().find_map(|given| match &given.form {
            Form::Token(token) if given.scheme.setting == setting => Some(token.clone()),
            _ => None,
        })
    }

    /// The user name and the password of a setting.
    pub(crate) fn pair(&self, setting: &str) -> Option<(SecretString, SecretString)> {
        self.given.iter().find_map(|given| match &given.form {
            Form::Pair(user, password) if given.scheme.setting == setting => Some((user.clone(), password.clone())),
            _ => None,
        })
    }

    /// The user name and the password to sign in with.
    pub(crate) fn sign_in(&self) -> Option<(SecretString, SecretString)> {
        self.given.iter().find_map(|given| match &given.form {
            Form::SignIn(_, user, password) => Some((user.clone(), password.clone())),
            _ => None,
        })
    }
}

impl Form {
    fn find(api: &'static Api, scheme: &'static SchemeEntry, source: &Source) -> Result<Option<Self>, Failure> {
        let pair = |prefix: &str| -> Result<Option<(SecretString, SecretString)>, Failure> {
            let [user_setting, password_setting] = variables::user_and_password(prefix);
            match (source.secret(&user_setting)?, source.secret(&password_setting)?) {
                (Some(user), password) => Ok(Some((user, password.unwrap_or_default()))),
                (None, None) => Ok(None),
                (None, Some(_)) => Err(Failure::configuration(format!(
                    "there is a password without a user name; set {} too",
                    variables::of(api, &user_setting)
                ))),
            }
        };
        if variables::is_pair(api, scheme) {
            return Ok(pair(scheme.setting)?.map(|(user, password)| Self::Pair(user, password)));
        }
        if let Some(token) = source.secret(scheme.setting)? {
            return Ok(Some(Self::Token(token)));
        }
        let Some(sign_in) = scheme.sign_in else { return Ok(None) };
        let found = pair(scheme.sign_in_setting)?;
        Ok(found.map(|(user, password)| Self::SignIn(sign_in, user, password)))
    }

    /// The settings by which a profile can give the credential of a scheme.
    pub(super) fn settings(api: &Api, scheme: &SchemeEntry) -> Vec<String> {
        let mut settings = match variables::is_pair(api, scheme) {
            true => variables::user_and_password(scheme.setting).to_vec(),
            false => vec![scheme.setting.to_owned()],
        };
        if scheme.sign_in.is_some() {
            settings.extend(variables::user_and_password(scheme.sign_in_setting));
        }
        settings.iter().flat_map(|setting| [setting.clone(), format!("{setting}-file")]).collect()
    }
}

/// The settings that a profile may have for credentials.
pub(super) fn settings(table: &OperationTable) -> Vec<String> {
    table.schemes.iter().flat_map(|scheme| Form::settings(table.api, scheme)).collect()
}
