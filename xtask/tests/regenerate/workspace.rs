use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use walkdir::WalkDir;

/// A document in which there is one of everything.
pub(crate) const LENDING: &str = include_str!("../fixtures/lending.yaml");

/// A small document in which nothing is wrong and nothing is lost.
pub(crate) const SOUND: &str = include_str!("../fixtures/sound.yaml");

/// A workspace in a temporary folder, with nothing but specs at first.
pub(crate) struct Workspace {
    folder: TempDir,
}

/// What a run printed, and how it ended.
pub(crate) struct Run {
    pub(crate) succeeded: bool,
    pub(crate) text: String,
}

/// Every file but the specs.
pub(crate) type Snapshot = BTreeMap<PathBuf, Vec<u8>>;

impl Workspace {
    pub(crate) fn with(specs: &[(&str, &[u8])]) -> Self {
        let workspace = Self { folder: TempDir::new().unwrap() };
        workspace.write("Cargo.toml", b"[workspace]\n");
        for (name, contents) in specs {
            workspace.write(&format!("specs/{name}"), contents);
        }
        workspace
    }

    /// One that has been generated from [`LENDING`].
    pub(crate) fn generated() -> Self {
        let workspace = Self::with(&[("lending.yaml", LENDING.as_bytes())]);
        let run = workspace.regenerate(&[]);
        assert!(run.succeeded, "{}", run.text);
        workspace
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn regenerate(&self, arguments: &[&str]) -> Run {
        self.run(&[&["regenerate"], arguments].concat())
    }

    /// Regenerates with so much memory at most, where the system has such a limit.
    pub(crate) fn regenerate_within(&self, kilobytes: u32) -> Run {
        if !cfg!(target_os = "linux") {
            return self.regenerate(&[]);
        }
        let mut limited = Command::new("sh");
        limited.args(["-c", "ulimit -v \"$1\" && exec \"$2\" regenerate", "sh"]);
        finish(limited.arg(kilobytes.to_string()).arg(env!("CARGO_BIN_EXE_xtask")).current_dir(self.root()))
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        run_in(self.root(), arguments)
    }

    pub(crate) fn write(&self, path: &str, contents: &[u8]) {
        let path = self.root().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, contents).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.root().join(path)).unwrap()
    }

    pub(crate) fn remove(&self, path: &str) {
        std::fs::remove_file(self.root().join(path)).unwrap();
    }

    pub(crate) fn snapshot(&self) -> Snapshot {
        let mut files = self.everything();
        files.retain(|path, _| !path.starts_with("specs"));
        files
    }

    /// Every file, the specs among them. What a run keeps for the next one is no part of the workspace.
    pub(crate) fn everything(&self) -> Snapshot {
        let mut files = snapshot_of(self.root());
        files.retain(|path, _| !path.starts_with("target"));
        files
    }
}

/// Every file below a folder, by its path from there.
pub(crate) fn snapshot_of(folder: &Path) -> Snapshot {
    let files = WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| (entry.path().strip_prefix(folder).unwrap().to_owned(), std::fs::read(entry.path()).unwrap()))
        .collect()
}

/// Runs the program in a folder.
pub(crate) fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    finish(Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).current_dir(folder))
}

fn finish(command: &mut Command) -> Run {
    let output = command.env("NO_COLOR", "1").output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    Run { succeeded: output.status.success(), text: String::from_utf8(text).unwrap() }
}

impl Run {
    /// The text on one line, as it was before it was fitted to a terminal.
    pub(crate) fn words(&self) -> String {
        self.text.replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
