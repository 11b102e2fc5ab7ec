//! From a path to text: reading a file with a limit, decoding it, and counting its lines.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::limits::MAXIMUM_FILE_SIZE;
use super::spec_error::{Fault, SpecError};

/// Reads a whole file, but never more than the limit, whatever its metadata promises.
pub(super) fn read(path: &Path, shown_as: &str) -> Result<Vec<u8>, SpecError> {
    let unreadable = |error: &io::Error| match error.kind() {
        io::ErrorKind::NotFound => SpecError::of_file(
            shown_as,
            format!("{shown_as} does not exist"),
            "check the path; specs stand in the folder specs/ at the root of the workspace",
        ),
        _ => SpecError::of_file(
            shown_as,
            format!("{shown_as} cannot be read: {error}"),
            "check the permissions of the file and of the folders above it",
        ),
    };
    let metadata = path.metadata().map_err(|error| unreadable(&error))?;
    if metadata.is_dir() {
        return Err(SpecError::of_file(
            shown_as,
            format!("{shown_as} is a folder"),
            "name the document itself, such as specs/slskd.yaml",
        ));
    }
    // Opening a pipe or a device would wait for somebody to write to it.
    if !metadata.is_file() {
        return Err(SpecError::of_file(
            shown_as,
            format!("{shown_as} is not a regular file"),
            "write the document to a file first",
        ));
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MAXIMUM_FILE_SIZE + 1).read_to_end(&mut bytes))
        .map_err(|error| unreadable(&error))?;
    Ok(bytes)
}

/// The bytes as text, without a byte order mark.
pub(super) fn decode<'b>(bytes: &'b [u8], shown_as: &str) -> Result<&'b str, SpecError> {
    if bytes.len() as u64 > MAXIMUM_FILE_SIZE {
        return Err(SpecError::of_file(
            shown_as,
            format!("{shown_as} is larger than {} MiB", MAXIMUM_FILE_SIZE / (1024 * 1024)),
            "check that this is the API's document; a real one is far smaller",
        ));
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let offset = error.valid_up_to();
            // Every invalid sequence becomes one replacement character: what stands before it keeps its offset.
            let readable = String::from_utf8_lossy(bytes);
            let byte = bytes.get(offset).copied().unwrap_or_default();
            return Err(Fault::new(
                offset..offset + char::REPLACEMENT_CHARACTER.len_utf8(),
                format!("{shown_as} is not UTF-8: byte {offset} is 0x{byte:02X}"),
                "save the file as UTF-8",
            )
            .label("not UTF-8")
            .in_text(shown_as, &readable));
        }
    };
    if text.trim().is_empty() {
        return Err(SpecError::of_file(
            shown_as,
            format!("{shown_as} is empty"),
            "an OpenAPI document starts with `openapi: 3.0.3`",
        ));
    }
    // The YAML scanner takes a NUL for the end of its input and would silently drop what follows.
    if let Some(offset) = text.find('\0') {
        let message = format!("{shown_as} holds a NUL character");
        return Err(Fault::new(offset..offset + 1, message, "remove it; neither YAML nor JSON allows one")
            .label("NUL")
            .in_text(shown_as, text));
    }
    Ok(text)
}

/// Where each line of a text starts.
#[derive(Clone, Debug)]
pub(super) struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    pub(super) fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let breaks = bytes.iter().enumerate().filter_map(|(offset, &byte)| match byte {
            b'\n' => Some(offset + 1),
            b'\r' if bytes.get(offset + 1) != Some(&b'\n') => Some(offset + 1),
            _ => None,
        });
        Self { starts: std::iter::once(0).chain(breaks).collect() }
    }

    /// Line and column of a byte, both from 1, the column in characters.
    pub(super) fn line_and_column(&self, text: &str, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|&start| start <= offset);
        let start = line.checked_sub(1).and_then(|index| self.starts.get(index)).copied().unwrap_or(0);
        let column = text.get(start..offset).map_or(1, |before| before.chars().count() + 1);
        (line, column)
    }
}
