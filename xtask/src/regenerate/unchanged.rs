//! What an earlier run made, so that the same need not be made again.
//!
//! Types and files of a client are taken from the disk where everything that they were made from is as it was (document,
//! overlay, the files that it refers to, extras, this very program and the lock file) and each file still is what was
//! made. Whatever is missing or does not match is made anew, so the file that this is kept in is never needed.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::pipeline::Generated;
use crate::emit::Files;

/// Where it is kept, below the root of the workspace.
const FILE: &str = "target/regenerate/cache.json";

/// What earlier runs of one generator made.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Unchanged {
    generator: String,
    clients: BTreeMap<String, Made>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Made {
    inputs: String,
    types: usize,
    files: BTreeMap<PathBuf, String>,
}

impl Unchanged {
    /// What is known of earlier runs of this very program; nothing after any change of it.
    pub(super) fn load(root: &Path) -> Self {
        let Some(generator) = generator(root) else { return Self::default() };
        let text = std::fs::read(root.join(FILE)).unwrap_or_default();
        let known: Self = serde_json::from_slice(&text).unwrap_or_default();
        if known.generator == generator { known } else { Self { generator, clients: BTreeMap::new() } }
    }

    /// Gives a client the files that an earlier run made. Answers whether that could be done.
    pub(super) fn restore(&self, root: &Path, generated: &mut Generated) -> bool {
        let Some(made) = self.clients.get(&generated.api.name).filter(|made| made.inputs == inputs(generated)) else {
            return false;
        };
        let mut files = Files::new();
        for (path, sum) in &made.files {
            match std::fs::read_to_string(root.join(path)) {
                Ok(text) if digest([text.as_bytes()]) == *sum => files.insert(path.clone(), text),
                _ => return false,
            };
        }
        generated.files = files;
        generated.types = Some(made.types);
        generated.unchanged = true;
        true
    }

    /// Keeps what this run made. Whether that succeeds makes no difference but in time.
    pub(super) fn keep(mut self, root: &Path, all: &[Generated]) {
        self.clients.retain(|name, _| all.iter().any(|generated| generated.api.name == *name));
        for generated in all.iter().filter(|generated| !generated.files.is_empty() && !generated.unchanged) {
            let files = generated.files.iter().map(|(path, text)| (path.clone(), digest([text.as_bytes()])));
            let made =
                Made { inputs: inputs(generated), types: generated.types.unwrap_or_default(), files: files.collect() };
            self.clients.insert(generated.api.name.clone(), made);
        }
        let path = root.join(FILE);
        let (Some(folder), Ok(text)) = (path.parent(), serde_json::to_vec(&self)) else { return };
        if self.generator.is_empty() || std::fs::create_dir_all(folder).is_err() {
            return;
        }
        // Renamed into its place, so that no run reads half of it.
        if let Ok(mut file) = tempfile::NamedTempFile::new_in(folder)
            && file.write_all(&text).is_ok()
        {
            let _ = file.persist(path);
        }
    }
}

/// The program that is running and the versions of what it is built from.
fn generator(root: &Path) -> Option<String> {
    let program = std::fs::read(std::env::current_exe().ok()?).ok()?;
    let lock = std::fs::read(root.join("Cargo.lock")).unwrap_or_default();
    Some(digest([program.as_slice(), lock.as_slice()]))
}

fn inputs(generated: &Generated) -> String {
    let about = format!("{:?} {:?}", generated.reading.source, generated.extras);
    let parts = generated.reading.contents.iter().map(Vec::as_slice);
    digest(std::iter::once(about.as_bytes()).chain(parts))
}

/// One sum of several parts, which says where each ends.
fn digest<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part.len().to_le_bytes());
        digest.update(part);
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
