use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Failure, setting};

/// Where a bot goes on after a restart.
#[derive(Clone, Debug)]
pub enum Bookmark {
    /// In this file, which need not be there yet.
    File(PathBuf),
    /// With what comes in from now on: nothing is kept.
    Now,
    /// With the first message that the server has, as if the bot had been down since: nothing is kept.
    Beginning,
}

impl Bookmark {
    /// In the file that an environment variable names; without it, with what comes in from now on.
    #[must_use]
    pub fn named_by(variable: &str) -> Self {
        setting(variable).map_or(Self::Now, |file| Self::File(file.into()))
    }

    /// The position that was kept last; `None` is from now on.
    ///
    /// # Errors
    /// Where the file cannot be read, or holds something else.
    pub fn read<P: Default + DeserializeOwned>(&self) -> Result<Option<P>, Failure> {
        match self {
            Self::Now => Ok(None),
            Self::Beginning => Ok(Some(P::default())),
            Self::File(file) => match fs::read(file) {
                Ok(json) => Ok(Some(serde_json::from_slice(&json)?)),
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
                Err(error) => Err(format!("{} cannot be read: {error}", file.display()).into()),
            },
        }
    }

    /// Keeps a position. Whoever dies while writing leaves the one before.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn write<P: Serialize>(&self, position: &P) -> Result<(), Failure> {
        let Self::File(file) = self else { return Ok(()) };
        let mut new = file.clone().into_os_string();
        new.push(".new");
        fs::write(&new, serde_json::to_vec(position)?)
            .and_then(|()| fs::rename(&new, file))
            .map_err(|error| format!("{} cannot be written: {error}", file.display()).into())
    }
}
