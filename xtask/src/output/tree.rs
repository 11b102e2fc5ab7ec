//! What one run wants on disk.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use super::error::{OutputError, shown};

/// The folder of build results that cargo may put beside a manifest. It is never ours.
const BUILD_RESULTS: &str = "target";

/// A folder in which every file is generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnedFolder {
    /// The folder, relative to the workspace's root.
    pub path: PathBuf,
    /// Folders inside it that are written by hand, relative to it, such as `src/extras`.
    pub kept: Vec<PathBuf>,
}

impl OwnedFolder {
    /// Whether a path, relative to the workspace's root, is inside the folder but not ours: kept, or build results.
    pub(super) fn leaves_alone(&self, path: &Path) -> bool {
        path.strip_prefix(&self.path).is_ok_and(|inside| {
            inside.starts_with(BUILD_RESULTS) || self.kept.iter().any(|kept| inside.starts_with(kept))
        })
    }

    fn owns(&self, path: &Path) -> bool {
        path != self.path && path.starts_with(&self.path) && !self.leaves_alone(path)
    }
}

/// Everything that one run wants on disk: paths relative to the workspace's root, with their contents.
///
/// A file on disk that is below an owned folder, but not in the tree, is an orphan.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    files: BTreeMap<PathBuf, String>,
    folders: Vec<OwnedFolder>,
    single_files: BTreeSet<PathBuf>,
    /// Each path in small letters, to notice two that are one on Windows and macOS.
    spellings: BTreeMap<String, PathBuf>,
}

impl Tree {
    /// A tree that wants nothing and owns nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes a folder ours: every file below it, `kept` folders and a `target` at its top apart, is generated.
    ///
    /// # Errors
    ///
    /// Where one of the paths is absolute or has `..` in it.
    pub fn own_folder(&mut self, path: impl Into<PathBuf>, kept: &[&str]) -> Result<(), OutputError> {
        let path = path.into();
        let kept: Vec<PathBuf> = kept.iter().map(PathBuf::from).collect();
        std::iter::once(&path).chain(&kept).try_for_each(|path| check_inside(path))?;
        self.folders.push(OwnedFolder { path, kept });
        Ok(())
    }

    /// Makes one file ours whose folder is not.
    ///
    /// # Errors
    ///
    /// Where the path is absolute or has `..` in it.
    pub fn own_file(&mut self, path: impl Into<PathBuf>) -> Result<(), OutputError> {
        let path = path.into();
        check_inside(&path)?;
        self.single_files.insert(path);
        Ok(())
    }

    /// Adds a file.
    ///
    /// # Errors
    ///
    /// Where the path is absolute, has `..` in it, is not ours (see [`Tree::own_folder`] and [`Tree::own_file`]), is in
    /// the tree already, also with other capitals, or where one file would have to be another one's folder.
    pub fn insert(&mut self, path: impl Into<PathBuf>, contents: impl Into<String>) -> Result<(), OutputError> {
        let path = path.into();
        check_inside(&path)?;
        if !self.single_files.contains(&path) && !self.folders.iter().any(|folder| folder.owns(&path)) {
            return Err(refused(&path, "is in no folder that is generated, or in one that is written by hand"));
        }
        let spelling = path.to_string_lossy().to_lowercase();
        if let Some(taken) = self.spellings.get(&spelling) {
            return Err(refused(&path, &format!("is {} already", shown(taken))));
        }
        let is_folder = self.files.range(path.clone()..).next().is_some_and(|(next, _)| next.starts_with(&path));
        let is_below_a_file = path.ancestors().skip(1).any(|folder| self.files.contains_key(folder));
        if is_folder || is_below_a_file {
            return Err(refused(&path, "would be a file and a folder at once"));
        }
        self.spellings.insert(spelling, path.clone());
        self.files.insert(path, contents.into());
        Ok(())
    }

    /// The files, ordered by path.
    pub fn files(&self) -> impl Iterator<Item = (&Path, &str)> {
        self.files.iter().map(|(path, contents)| (path.as_path(), contents.as_str()))
    }

    /// The contents of one file.
    #[must_use]
    pub fn get(&self, path: &Path) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    pub(super) fn folders(&self) -> &[OwnedFolder] {
        &self.folders
    }

    pub(super) fn single_files(&self) -> impl Iterator<Item = &PathBuf> {
        self.single_files.iter()
    }
}

/// Only names, so that a path cannot lead out of the root.
fn check_inside(path: &Path) -> Result<(), OutputError> {
    let plain = path.components().all(|component| match component {
        Component::Normal(name) => {
            name.to_str().is_some_and(|name| !name.contains(['\\', ':']) && !name.chars().any(char::is_control))
        }
        _ => false,
    });
    if plain && path.components().next().is_some() {
        Ok(())
    } else {
        Err(refused(path, "is no path inside the workspace"))
    }
}

fn refused(path: &Path, why: &str) -> OutputError {
    OutputError::new(
        format!("the generated file {:?} {why}", path.to_string_lossy()),
        "rename what it is generated from: a tag, a schema or an operation of the spec",
    )
}
