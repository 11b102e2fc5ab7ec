use std::path::{Path, PathBuf};

use switchboard_core::generated::Api;
use switchboard_core::secrecy::SecretString;

use super::{Profile, variables};
use crate::failure::Failure;

/// Where settings come from: the environment, then a profile; a profile that was asked for goes first.
#[derive(Debug)]
pub(super) struct Source {
    api: &'static Api,
    profile: Profile,
    profile_goes_first: bool,
}

impl Source {
    pub(super) fn open(api: &'static Api, file: Option<&Path>, profile: Option<&str>) -> Result<Self, Failure> {
        let of_environment = std::env::var(variables::PROFILE).ok().filter(|name| !name.is_empty());
        let name = profile.or(of_environment.as_deref());
        Ok(Self { api, profile: Profile::read(file, name, api.name)?, profile_goes_first: profile.is_some() })
    }

    pub(super) fn profile(&self) -> &Profile {
        &self.profile
    }

    /// A setting that is no secret.
    pub(super) fn text(&self, setting: &str) -> Result<Option<String>, Failure> {
        let variable = environment(&variables::of(self.api, setting))?;
        let profile = self.profile.text(setting)?;
        Ok(if self.profile_goes_first { profile.or(variable) } else { variable.or(profile) })
    }

    /// A secret, given as it is or by the name of a file.
    pub(super) fn secret(&self, setting: &str) -> Result<Option<SecretString>, Failure> {
        let from_environment = || {
            let name = variables::of(self.api, setting);
            let file = environment(&format!("{name}{}", variables::FILE))?;
            either(environment(&name)?, file.map(PathBuf::from))
        };
        let from_profile = || {
            let value = self.profile.text(setting)?.filter(|value| !value.is_empty());
            if value.is_some() && self.profile.is_open_to_others() {
                crate::console::warn(&format!(
                    "others on this machine can read {}, which holds a secret; chmod 600 keeps them out",
                    self.profile.file().display()
                ));
            }
            either(value, self.profile.path(&format!("{setting}-file"))?)
        };
        if self.profile_goes_first {
            return Ok(match from_profile()? {
                None => from_environment()?,
                found => found,
            });
        }
        Ok(match from_environment()? {
            None => from_profile()?,
            found => found,
        })
    }
}

/// A variable that is set to something.
fn environment(name: &str) -> Result<Option<String>, Failure> {
    match std::env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => {
            Err(Failure::configuration(format!("the environment variable {name} is not UTF-8")))
        }
    }
}

/// The value, or what stands in the file, without the line break at its end.
fn either(value: Option<String>, file: Option<PathBuf>) -> Result<Option<SecretString>, Failure> {
    let (None, Some(path)) = (&value, file) else { return Ok(value.map(SecretString::from)) };
    let text = std::fs::read_to_string(&path).map_err(|error| {
        Failure::configuration(format!("the credential in {} cannot be read: {error}", path.display()))
    })?;
    match text.trim_end_matches(['\r', '\n']) {
        "" => Err(Failure::configuration(format!("there is no credential in {}: it is empty", path.display()))),
        text => Ok(Some(SecretString::from(text.to_owned()))),
    }
}
