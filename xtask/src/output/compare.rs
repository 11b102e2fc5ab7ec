//! How the disk differs from a tree.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::error::{OutputError, shown};
use super::signatures::{BreakingChange, Signatures};
use super::tree::{OwnedFolder, Tree};

/// One file that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The file, relative to the workspace's root.
    pub path: PathBuf,
    /// In what way it differs.
    pub kind: ChangeKind,
}

/// In what way a file differs from what is generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// The file has other contents.
    Changed {
        /// What is on disk; bytes that are not UTF-8 are replaced.
        old: String,
        /// What should be.
        new: String,
    },
    /// The file is not there.
    Missing {
        /// What should be.
        new: String,
    },
    /// The file is there, and nothing generates it.
    Orphaned {
        /// What is on disk; bytes that are not UTF-8 are replaced.
        old: String,
    },
}

/// All files that are not as they should be, ordered by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The files.
    pub files: Vec<Change>,
}

impl Changes {
    /// Whether the disk is exactly as the tree wants it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The public methods below a folder, such as one client's, that these changes take away or alter. A method that
    /// only moves from one file to another is not among them.
    #[must_use]
    pub fn breaking_below(&self, folder: &Path) -> Vec<BreakingChange> {
        let (mut before, mut after) = (Signatures::default(), Signatures::default());
        let is_rust = |path: &Path| path.extension().is_some_and(|extension| extension == "rs");
        for change in self.files.iter().filter(|change| change.path.starts_with(folder) && is_rust(&change.path)) {
            let (old, new) = match &change.kind {
                ChangeKind::Changed { old, new } => (Some(old), Some(new)),
                ChangeKind::Missing { new } => (None, Some(new)),
                ChangeKind::Orphaned { old } => (Some(old), None),
            };
            before.read(old.map_or("", String::as_str));
            after.read(new.map_or("", String::as_str));
        }
        before.broken_by(&after)
    }
}

/// Compares the disk below `root` with a tree. Nothing is written.
///
/// # Errors
///
/// Where something cannot be read, and where a symbolic link, or anything else that is neither file nor folder, stands
/// among generated files: following it could lead out of the workspace.
pub fn compare(root: &Path, tree: &Tree) -> Result<Changes, OutputError> {
    let mut on_disk = BTreeSet::new();
    for folder in tree.folders() {
        list(root, folder, &mut on_disk)?;
    }
    for file in tree.single_files() {
        if is_file(root, file)? {
            on_disk.insert(file.clone());
        }
    }
    let mut files = Vec::new();
    for (path, new) in tree.files() {
        if !on_disk.remove(path) {
            no_links(root, path)?;
            files.push(Change { path: path.to_owned(), kind: ChangeKind::Missing { new: new.to_owned() } });
            continue;
        }
        let old = read(root, path)?;
        if old != new.as_bytes() {
            let old = String::from_utf8_lossy(&old).into_owned();
            files.push(Change { path: path.to_owned(), kind: ChangeKind::Changed { old, new: new.to_owned() } });
        }
    }
    for path in on_disk {
        let old = String::from_utf8_lossy(&read(root, &path)?).into_owned();
        files.push(Change { path, kind: ChangeKind::Orphaned { old } });
    }
    files.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(Changes { files })
}

/// Adds all files of an owned folder that are ours.
fn list(root: &Path, folder: &OwnedFolder, on_disk: &mut BTreeSet<PathBuf>) -> Result<(), OutputError> {
    no_links(root, &folder.path)?;
    let top = root.join(&folder.path);
    match top.symlink_metadata() {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(OutputError::io("read", &folder.path, error)),
    }
    let relative = |path: &Path| path.strip_prefix(root).unwrap_or(path).to_owned();
    let entries = WalkDir::new(&top)
        .follow_links(false)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| !folder.leaves_alone(&relative(entry.path())));
    for entry in entries {
        let entry = entry.map_err(|error| OutputError::io("list", &folder.path, error.into()))?;
        let path = relative(entry.path());
        if entry.file_type().is_file() {
            on_disk.insert(path);
        } else if !entry.file_type().is_dir() {
            return Err(stray(&path));
        }
    }
    Ok(())
}

fn is_file(root: &Path, path: &Path) -> Result<bool, OutputError> {
    no_links(root, path)?;
    match root.join(path).symlink_metadata() {
        Ok(metadata) => Ok(metadata.is_file()),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(false),
        Err(error) => Err(OutputError::io("read", path, error)),
    }
}

/// Refuses a path that is, or leads through, a symbolic link.
fn no_links(root: &Path, path: &Path) -> Result<(), OutputError> {
    for part in path.ancestors().filter(|part| !part.as_os_str().is_empty()) {
        if root.join(part).symlink_metadata().is_ok_and(|metadata| metadata.is_symlink()) {
            return Err(stray(part));
        }
    }
    Ok(())
}

fn read(root: &Path, path: &Path) -> Result<Vec<u8>, OutputError> {
    fs::read(root.join(path)).map_err(|error| OutputError::io("read", path, error))
}

fn stray(path: &Path) -> OutputError {
    OutputError::new(
        format!("{} is a symbolic link or no regular file, where only generated files should be", shown(path)),
        "remove it; links are never followed, as they may lead out of the workspace",
    )
}
