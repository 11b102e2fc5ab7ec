use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output};

use miette::{IntoDiagnostic as _, Report, WrapErr as _};

/// What cargo tells the program that it runs, and build scripts would take for changes of their own surroundings.
const OF_THE_RUN: [&str; 5] =
    ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_CRATE_NAME", "CARGO_BIN_NAME", "CARGO_PRIMARY_PACKAGE"];

/// A program, run at the workspace's root as if from a shell.
pub(super) fn program(name: impl AsRef<OsStr>, root: &Path) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root);
    for (variable, _) in std::env::vars_os() {
        if OF_THE_RUN.iter().any(|start| variable.to_string_lossy().starts_with(start)) {
            command.env_remove(variable);
        }
    }
    command
}

/// The cargo that runs this program.
pub(super) fn cargo(root: &Path) -> Command {
    let mut command = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()), root);
    command.env("CARGO_TERM_COLOR", "never");
    command
}

/// Runs a command to its end.
pub(super) fn output(command: &mut Command) -> Result<Output, Report> {
    let shown = shown(command);
    command.output().into_diagnostic().wrap_err_with(|| format!("{shown} could not be run"))
}

/// What a command wrote, both ways.
pub(super) fn written(output: &Output) -> String {
    let parts = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).trim().to_owned());
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("\n")
}

/// A command as it can be typed.
pub(super) fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
