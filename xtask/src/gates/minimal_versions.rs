use std::process::Command;

use miette::{IntoDiagnostic as _, Report};

use super::Verdict;
use super::command::{output, written};
use super::members::Members;
use super::toolchain::Toolchain;

/// A lock file of its own has the oldest version of whatever a manifest of ours names; the workspace's stays as it is.
/// What others depend on is as new as ever: that their manifests tell too little is not ours to mend.
pub(super) fn ask(members: &Members) -> Result<Verdict, Report> {
    let toolchain = match Toolchain::find("nightly", members.root()) {
        Ok(toolchain) => toolchain,
        Err(why) => return Ok(Verdict::NotRun(why)),
    };
    let folder = members.target().join("minimal-versions");
    std::fs::create_dir_all(&folder).into_diagnostic()?;
    let lock = folder.join("Cargo.lock");
    let of_this_lock = |command: &mut Command| {
        command.arg("--config").arg(format!("resolver.lockfile-path={:?}", lock.display().to_string()));
    };
    if lock.exists() {
        std::fs::remove_file(&lock).into_diagnostic()?;
    }
    let mut resolve = toolchain.cargo(members.root());
    of_this_lock(resolve.args(["generate-lockfile", "-Z", "direct-minimal-versions"]));
    let mut check = toolchain.cargo(members.root());
    of_this_lock(check.args(["check", "--quiet", "--all-features", "--target-dir"]).arg(&folder));
    check.args(members.published_only());
    for command in [&mut resolve, &mut check] {
        let result = output(command)?;
        if !result.status.success() {
            return Ok(Verdict::Failed(written(&result)));
        }
    }
    Ok(Verdict::Passed("the oldest versions that the manifests allow".to_owned()))
}
