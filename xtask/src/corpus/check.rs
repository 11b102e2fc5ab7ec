//! Whether cargo takes a crate.

use std::path::Path;
use std::process::Command;

/// Where all crates are built, below the root of the workspace: what they share is built once.
const TARGET: &str = "target/corpus";

/// Runs `cargo check` on a crate, without the network. Gives the first complaint.
pub(super) fn check(root: &Path, folder: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("it could not be run: {error}");
    // The workspace's versions, which are on this machine already. cargo takes out what the crate does not need.
    std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).map_err(failed)?;
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["check", "--quiet", "--offline", "--color", "never", "--manifest-path"])
        .arg(folder.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(root.join(TARGET))
        .output()
        .map_err(failed)?;
    if output.status.success() {
        return Ok(());
    }
    let words = String::from_utf8_lossy(&output.stderr);
    let is_error = |line: &&str| line.starts_with("error");
    let count = words.lines().filter(is_error).count().saturating_sub(1).max(1);
    Err(format!("{count} errors, first {}", words.lines().find(is_error).unwrap_or("without a word")))
}
