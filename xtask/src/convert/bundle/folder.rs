//! The folder that a document may take files from.

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::document::limits::{MAXIMUM_EXPANDED_SIZE, MAXIMUM_NODES};
use crate::document::{Document, Pointer, SpecError};

/// Files beside the document itself; real ones are split into a few hundred.
const MAXIMUM_FILES: usize = 10_000;

/// What is wrong, and what to do.
pub(super) type Refusal = (String, &'static str);

/// Why a file could not be read.
pub(super) enum Problem {
    /// To be told where the reference stands.
    Refused(Refusal),
    /// The file has its own place to complain of.
    InFile(SpecError),
}

impl Problem {
    pub(super) fn at(self, file: &Document, at: &Pointer) -> SpecError {
        match self {
            Self::Refused((message, help)) => file.error_at(at, message, help),
            Self::InFile(error) => error,
        }
    }
}

/// What is known of a file.
pub(super) enum Found {
    New(Box<Document>),
    Known,
    /// There is none: lint tells that of the reference.
    Missing,
}

/// The folder, with what was read from it.
pub(super) struct Folder {
    root: PathBuf,
    main: String,
    known: HashSet<String>,
    bytes: usize,
    nodes: usize,
}

/// Whether a reference leads to another machine. It is left for lint to refuse.
pub(super) fn is_remote(path: &str) -> bool {
    path.contains("://") || path.starts_with("//") || path.starts_with("urn:")
}

impl Folder {
    pub(super) fn open(folder: &Path, main: &Document) -> Result<Self, Refusal> {
        // The folder of a file that is named without one.
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let root = folder.canonicalize().map_err(|error| {
            (format!("the folder of the document cannot be read: {error}"), "check that it exists and may be read")
        })?;
        let main = Path::new(main.shown_as()).file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { root, known: HashSet::from([main.clone()]), main, bytes: 0, nodes: 0 })
    }

    pub(super) fn is_main(&self, name: &str) -> bool {
        name == self.main
    }

    /// A path as a reference in the file `name` writes it, from the folder's root.
    pub(super) fn resolve(&self, name: &str, path: &str) -> Result<String, Refusal> {
        const HELP: &str = "move the file into the document's own folder, and refer to it by its path from there";
        let outside = || (format!("$ref leads to {path:?}, which is outside of the document's folder"), HELP);
        let decoded = percent_decode_str(path).decode_utf8().map_err(|_| outside())?;
        if decoded.contains(['\\', '\0', '#']) {
            return Err(outside());
        }
        let mut steps: Vec<&str> = name.split('/').collect();
        steps.pop();
        for component in Path::new(decoded.as_ref()).components() {
            match component {
                Component::CurDir => {}
                Component::Normal(step) => steps.push(step.to_str().ok_or_else(outside)?),
                // Up is fine as long as it stays inside: files in folders refer to each other so.
                Component::ParentDir => drop(steps.pop().ok_or_else(outside)?),
                Component::RootDir | Component::Prefix(_) => return Err(outside()),
            }
        }
        Ok(steps.join("/"))
    }

    /// Reads a file that was not read before.
    pub(super) fn read(&mut self, name: &str, main: &Document) -> Result<Found, Problem> {
        if self.known.contains(name) {
            return Ok(Found::Known);
        }
        let refuse = |message: String, help| Err(Problem::Refused((message, help)));
        let Ok(path) = self.root.join(name).canonicalize() else { return Ok(Found::Missing) };
        // A link may lead anywhere.
        if !path.starts_with(&self.root) {
            let message = format!("$ref leads to {name:?}, which is a link out of the document's folder");
            return refuse(message, "put the file itself into the folder");
        }
        let shown_as = match Path::new(main.shown_as()).parent().filter(|parent| !parent.as_os_str().is_empty()) {
            Some(parent) => format!("{}/{name}", parent.display()),
            None => name.to_owned(),
        };
        let document = Document::load(&path, &shown_as).map_err(Problem::InFile)?;
        self.known.insert(name.to_owned());
        self.bytes += document.text().len();
        self.nodes += count(document.value());
        if self.known.len() > MAXIMUM_FILES || self.bytes > MAXIMUM_EXPANDED_SIZE || self.nodes > MAXIMUM_NODES {
            return refuse(
                format!("with {name:?} the files of the document are too many, or too large together"),
                "keep what the API needs in fewer and smaller files",
            );
        }
        Ok(Found::New(Box::new(document)))
    }
}

/// The depth is bounded by that of a loaded file.
fn count(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(count).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(count).sum::<usize>(),
        _ => 1,
    }
}
