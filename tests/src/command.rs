//! Running the command `switchboard` as a process that sees nothing of this machine but what it is given.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;
use tokio::io::AsyncWriteExt as _;
use tokio::process::{Child, Command};

/// How long a run may take: long enough for any machine, and an end for what hangs.
const LIMIT: Duration = Duration::from_secs(120);

/// The command with an environment and a home of its own.
#[derive(Debug)]
pub struct Switchboard {
    program: PathBuf,
    home: TempDir,
    variables: Vec<(String, String)>,
    input: Vec<u8>,
}

/// What a run printed, and how it ended.
#[derive(Clone, Debug)]
pub struct Run {
    /// The exit code; nothing where a signal ended it.
    pub code: Option<i32>,
    /// What it printed.
    pub stdout: Vec<u8>,
    /// What it said beside that.
    pub stderr: String,
}

impl Switchboard {
    /// The command at this path, with an empty environment.
    ///
    /// # Errors
    /// Where no temporary folder can be made.
    pub fn new(program: &str) -> io::Result<Self> {
        let home = TempDir::new()?;
        Ok(Self { program: program.into(), home, variables: Vec::new(), input: Vec::new() })
    }

    /// The same with this variable.
    #[must_use]
    pub fn set(mut self, name: &str, value: impl Into<String>) -> Self {
        self.variables.push((name.to_owned(), value.into()));
        self
    }

    /// The same with this on its standard input.
    #[must_use]
    pub fn input(mut self, input: impl Into<Vec<u8>>) -> Self {
        self.input = input.into();
        self
    }

    /// The home of whoever runs it.
    #[must_use]
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Writes a file in the home, which others cannot read.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn write(&self, path: &str, contents: impl AsRef<[u8]>) -> io::Result<PathBuf> {
        let path = self.home().join(path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(&path, contents)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))?;
        }
        Ok(path)
    }

    /// Another program in the same surroundings.
    #[must_use]
    pub fn beside(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("HOME", self.home()).current_dir(self.home());
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        command
    }

    /// Starts it, to be talked to while it runs.
    ///
    /// # Errors
    /// Where it cannot be started.
    pub fn start(&self, arguments: &[&str]) -> io::Result<Child> {
        self.beside(&self.program.to_string_lossy()).args(arguments).spawn()
    }

    /// Runs it to its end.
    ///
    /// # Errors
    /// Where it cannot be run, or goes on for ever.
    pub async fn run(&self, arguments: &[&str]) -> io::Result<Run> {
        let child = self.start(arguments)?;
        self.finish(child).await
    }

    /// Gives a program its input, and waits until it has ended.
    ///
    /// # Errors
    /// Where that fails, or it goes on for ever.
    pub async fn finish(&self, mut child: Child) -> io::Result<Run> {
        if let Some(mut stdin) = child.stdin.take() {
            // Who does not read what is given has ended.
            let _ = stdin.write_all(&self.input).await;
        }
        let output: Output = tokio::time::timeout(LIMIT, child.wait_with_output()).await??;
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        Ok(Run { code: output.status.code(), stdout: output.stdout, stderr })
    }
}

impl Run {
    /// What it printed, as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }

    /// What it printed, as JSON; null where it printed nothing, or no JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.stdout).unwrap_or_default()
    }

    /// Everything that it said, to whomever.
    #[must_use]
    pub fn everything(&self) -> String {
        format!("{}{}", self.text(), self.stderr)
    }
}
