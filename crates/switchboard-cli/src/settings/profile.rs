use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;
use toml::{Table, Value};

use crate::failure::Failure;

/// The profile that is used unless another one is named.
const DEFAULT: &str = "default";

/// The part of the configuration file that counts for one API:
///
/// ```toml
/// [profiles.default.slskd]
/// base-url = "http://localhost:5030/api/v0"
/// api-key-file = "/run/secrets/slskd"
/// ```
#[derive(Debug, Default)]
pub(super) struct Profile {
    values: Table,
    file: PathBuf,
}

impl Profile {
    /// Reads what the file says of an API. Without a file there is nothing; a file or a profile that was asked for has to
    /// be there.
    pub(super) fn read(file: Option<&Path>, name: Option<&str>, api: &str) -> Result<Self, Failure> {
        let path = match file {
            Some(path) => path.to_owned(),
            None => match usual_place() {
                Some(path) => path,
                None => return Ok(Self::default()),
            },
        };
        let is_asked_for = file.is_some() || name.is_some();
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if is_absent(&error) && !is_asked_for => return Ok(Self::default()),
            Err(error) => {
                return Err(Failure::configuration(format!("{} cannot be read: {error}", path.display())));
            }
        };
        // The whole error would quote the line, which may hold a secret.
        let all: Table = toml::from_str(&text).map_err(|error: toml::de::Error| {
            let line = error.span().map_or(1, |span| text.get(..span.start).unwrap_or_default().lines().count().max(1));
            Failure::configuration(format!("{}, line {line}: {}", path.display(), error.message()))
        })?;
        let table = |from: &Table, key: &str| from.get(key).and_then(Value::as_table).cloned();
        let profile = table(&all, "profiles").and_then(|profiles| table(&profiles, name.unwrap_or(DEFAULT)));
        if let (None, Some(name)) = (&profile, name) {
            let what = format!("{} has no profile named {name}: write one as [profiles.{name}.{api}]", path.display());
            return Err(Failure::configuration(what));
        }
        let values = profile.and_then(|profile| table(&profile, api)).unwrap_or_default();
        Ok(Self { values, file: path })
    }

    /// Refuses settings that nobody reads: most are misspelt.
    pub(super) fn check(&self, known: &[String]) -> Result<(), Failure> {
        let Some(unknown) = self.values.keys().find(|key| !known.contains(key)) else { return Ok(()) };
        let what = format!("{} has a setting `{unknown}`; known are {}", self.file.display(), known.join(", "));
        Err(Failure::configuration(what))
    }

    pub(super) fn text(&self, key: &str) -> Result<Option<String>, Failure> {
        match self.values.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(self.refuse(key, "a text")),
        }
    }

    pub(super) fn flag(&self, key: &str) -> Result<bool, Failure> {
        match self.values.get(key) {
            None => Ok(false),
            Some(Value::Boolean(flag)) => Ok(*flag),
            Some(_) => Err(self.refuse(key, "true or false")),
        }
    }

    /// A path; a relative one stands beside the file.
    pub(super) fn path(&self, key: &str) -> Result<Option<PathBuf>, Failure> {
        let folder = self.file.parent().unwrap_or(Path::new(""));
        Ok(self.text(key)?.map(|path| folder.join(path)))
    }

    /// Whether others on this machine can read the file.
    pub(super) fn is_open_to_others(&self) -> bool {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::metadata(&self.file).is_ok_and(|file| file.permissions().mode() & 0o077 != 0)
        }
        #[cfg(not(unix))]
        false
    }

    pub(super) fn file(&self) -> &Path {
        &self.file
    }

    fn refuse(&self, key: &str, what: &str) -> Failure {
        Failure::configuration(format!("`{key}` in {} is not {what}", self.file.display()))
    }
}

/// Whether there is no such file. The home of a service may be no folder, as `/dev/null` is none.
fn is_absent(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory)
}

/// Where the platform keeps configuration: `~/.config/switchboard/config.toml` on Linux.
pub(crate) fn usual_place() -> Option<PathBuf> {
    let strategy = etcetera::base_strategy::choose_native_strategy().ok()?;
    Some(strategy.config_dir().join("switchboard").join("config.toml"))
}
