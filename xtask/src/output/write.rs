//! Making the disk what a tree wants, wholly or not at all.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::compare::{ChangeKind, Changes};
use super::error::{OutputError, shown};

/// What a run wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or have new contents, relative to the root.
    pub written: Vec<PathBuf>,
    /// Orphaned files that are gone, relative to the root.
    pub removed: Vec<PathBuf>,
}

/// Makes the disk below `root` what the compared tree wants: orphans go, with the folders they leave empty; each other
/// file is written beside its place and renamed into it, so that nobody ever sees half a file.
///
/// # Errors
///
/// Where any step fails. Everything done before is then put back, and the error says so; should that fail too, it says
/// what is not as it was and where the old files are.
pub fn write(root: &Path, changes: &Changes) -> Result<Written, OutputError> {
    write_within(root, Path::new(""), changes)
}

/// The same where every change is in one folder. Where it is there, nothing is written beside it: what stands above may
/// be another disk, or somebody else's.
///
/// # Errors
///
/// Like [`write()`].
pub fn write_within(root: &Path, folder: &Path, changes: &Changes) -> Result<Written, OutputError> {
    let mut run = Run::start(root, folder)?;
    match run.all(changes) {
        Ok(written) => Ok(written),
        Err(error) => Err(error.after(&run.put_back())),
    }
}

/// How one step is undone.
enum Undo {
    /// Moves the old file back over whatever is there now.
    Restore {
        backup: PathBuf,
        path: PathBuf,
    },
    RemoveFile(PathBuf),
    RemoveFolder(PathBuf),
    CreateFolder(PathBuf),
}

struct Run<'r> {
    root: &'r Path,
    /// Old files, where the new ones are, so that moving one back is a rename and needs no space.
    backups: TempDir,
    done: Vec<Undo>,
}

impl<'r> Run<'r> {
    fn start(root: &'r Path, folder: &Path) -> Result<Self, OutputError> {
        let whole = root.join(folder);
        let place = if whole.is_dir() { &whole } else { root };
        let backups = tempfile::Builder::new()
            .prefix(".regenerate-")
            .tempdir_in(place)
            .map_err(|error| OutputError::io("write to", place, error))?;
        Ok(Self { root, backups, done: Vec::new() })
    }

    fn all(&mut self, changes: &Changes) -> Result<Written, OutputError> {
        let mut written = Written::default();
        // Orphans first: one may stand where a new file needs a folder.
        for change in &changes.files {
            if matches!(change.kind, ChangeKind::Orphaned { .. }) {
                self.remove(&change.path).map_err(|error| OutputError::io("remove", &change.path, error))?;
                written.removed.push(change.path.clone());
            }
        }
        for change in &changes.files {
            if let ChangeKind::Changed { new, .. } | ChangeKind::Missing { new } = &change.kind {
                self.place(&change.path, new).map_err(|error| OutputError::io("write", &change.path, error))?;
                written.written.push(change.path.clone());
            }
        }
        Ok(written)
    }

    fn backup(&self) -> PathBuf {
        self.backups.path().join(self.done.len().to_string())
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        let file = self.root.join(path);
        let backup = self.backup();
        fs::rename(&file, &backup)?;
        self.done.push(Undo::Restore { backup, path: file });
        for folder in path.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty()) {
            let folder = self.root.join(folder);
            // A folder that something is left in ends the way up.
            if fs::remove_dir(&folder).is_err() {
                break;
            }
            self.done.push(Undo::CreateFolder(folder));
        }
        Ok(())
    }

    fn place(&mut self, path: &Path, contents: &str) -> io::Result<()> {
        let file = self.root.join(path);
        let folder = file.parent().unwrap_or(self.root);
        self.create_folders(folder)?;
        let mut sibling = new_file_builder().tempfile_in(folder)?;
        sibling.write_all(contents.as_bytes())?;
        sibling.flush()?;
        let undo = if file.is_file() {
            let backup = self.backup();
            fs::copy(&file, &backup)?;
            Undo::Restore { backup, path: file.clone() }
        } else {
            Undo::RemoveFile(file.clone())
        };
        sibling.persist(&file).map_err(|error| error.error)?;
        self.done.push(undo);
        Ok(())
    }

    fn create_folders(&mut self, folder: &Path) -> io::Result<()> {
        let missing: Vec<&Path> = folder.ancestors().take_while(|folder| !folder.is_dir()).collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(folder)?;
            self.done.push(Undo::RemoveFolder(folder.to_owned()));
        }
        Ok(())
    }

    /// Undoes everything, the last step first. Answers what to tell about it.
    fn put_back(mut self) -> String {
        let mut failed = Vec::new();
        for undo in self.done.drain(..).rev() {
            let (path, result) = match undo {
                Undo::Restore { backup, path } => {
                    let result = fs::rename(backup, &path);
                    (path, result)
                }
                Undo::RemoveFile(path) => {
                    let result = fs::remove_file(&path);
                    (path, result)
                }
                Undo::RemoveFolder(path) => {
                    let result = fs::remove_dir(&path);
                    (path, result)
                }
                Undo::CreateFolder(path) => {
                    let result = fs::create_dir(&path);
                    (path, result)
                }
            };
            if result.is_err() {
                failed.push(shown(path.strip_prefix(self.root).unwrap_or(&path)));
            }
        }
        if failed.is_empty() {
            return "everything is as it was before".to_owned();
        }
        let backups = self.backups.keep();
        format!("these could not be put back: {}; their old contents are in {}", failed.join(", "), shown(&backups))
    }
}

/// Temporary files are private by default; these become files of the repository, with the rights that others have.
fn new_file_builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".regenerate-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
}
