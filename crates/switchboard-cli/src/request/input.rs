use std::io::Read as _;

use crate::failure::Failure;

/// What `--body` gives.
pub(super) struct Input {
    pub(super) bytes: Vec<u8>,
    /// Whether it is the argument itself, and not the contents of a file or the standard input.
    pub(super) is_argument: bool,
}

impl Input {
    /// Reads what the argument says.
    pub(super) fn read(argument: &str) -> Result<Self, Failure> {
        if argument == "-" {
            let mut bytes = Vec::new();
            std::io::stdin()
                .lock()
                .read_to_end(&mut bytes)
                .map_err(|error| unreadable("the standard input", &error))?;
            return Ok(Self { bytes, is_argument: false });
        }
        let argument = match argument.strip_prefix('@') {
            Some(text) if text.starts_with('@') => text,
            Some("") => return Err(Failure::Arguments("--body @ names no file; --body @@ is the text @".to_owned())),
            Some(path) => return Ok(Self { bytes: file(path)?, is_argument: false }),
            None => argument,
        };
        Ok(Self { bytes: argument.as_bytes().to_vec(), is_argument: true })
    }

    /// The text. The line break that ends a file, or what another command prints, is no part of a message.
    pub(super) fn text(&self) -> Result<&str, Failure> {
        let text = std::str::from_utf8(&self.bytes)
            .map_err(|_| Failure::Arguments("the text of the body is not UTF-8".to_owned()))?;
        if self.is_argument {
            return Ok(text);
        }
        Ok(text.strip_suffix('\n').map_or(text, |text| text.strip_suffix('\r').unwrap_or(text)))
    }
}

/// The contents of a file.
pub(super) fn file(path: &str) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| unreadable(path, &error))
}

fn unreadable(what: &str, error: &std::io::Error) -> Failure {
    Failure::Arguments(format!("{what} cannot be read: {error}"))
}
