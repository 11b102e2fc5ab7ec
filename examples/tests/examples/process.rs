//! An example, running.

use std::path::PathBuf;
use std::process::{ExitStatus, Output, Stdio};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::timeout;

/// No example needs more than a few seconds, even where everything else is slow.
const LONGEST: Duration = Duration::from_secs(120);

/// An example that runs until it is stopped.
pub(crate) struct Example {
    child: Child,
    printed: Lines<BufReader<ChildStdout>>,
}

impl Example {
    /// Starts an example with these environment variables, and no others that it would look at.
    pub(crate) fn start(name: &str, settings: &[(&str, &str)]) -> Self {
        let mut child = command(name, settings).spawn().unwrap();
        let printed = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, printed }
    }

    /// Waits until it prints a line that begins like this.
    pub(crate) async fn prints(&mut self, beginning: &str) {
        let line = async {
            while let Some(line) = self.printed.next_line().await.unwrap() {
                if line.starts_with(beginning) {
                    return;
                }
            }
            panic!("it ended without printing “{beginning}…”");
        };
        timeout(LONGEST, line).await.unwrap();
    }

    /// Presses Ctrl-C and waits for the end; gives what was printed as errors, too.
    pub(crate) async fn stop(mut self) -> (ExitStatus, String) {
        let id = self.child.id().unwrap().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().await.unwrap().success());
        let status = timeout(LONGEST, self.child.wait()).await.unwrap().unwrap();
        let mut errors = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut errors).await.unwrap();
        (status, errors)
    }
}

/// Runs an example to its end.
pub(crate) async fn run(name: &str, settings: &[(&str, &str)]) -> Output {
    timeout(LONGEST, command(name, settings).output()).await.unwrap().unwrap()
}

fn command(name: &str, settings: &[(&str, &str)]) -> Command {
    let executable = executable(name);
    assert!(executable.exists(), "build it first: cargo build -p switchboard-examples --examples");
    let mut command = Command::new(executable);
    for (variable, _) in std::env::vars_os() {
        if variable.to_string_lossy().starts_with("SWITCHBOARD_") {
            command.env_remove(variable);
        }
    }
    command.envs(settings.iter().copied()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    command
}

/// Examples lie beside the folder that the executable of this test is in.
fn executable(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let profile = test.parent().unwrap().parent().unwrap();
    profile.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
