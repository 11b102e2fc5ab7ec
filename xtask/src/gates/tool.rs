use std::path::{Path, PathBuf};

use miette::{Report, miette};

use super::command::{cargo, output, written};

/// A program that a gate needs, at the version that the gate was written for.
pub(super) struct Tool {
    pub(super) package: &'static str,
    pub(super) program: &'static str,
    pub(super) version: &'static str,
}

impl Tool {
    /// Where the program is. cargo builds it below `target/tools` where it is not there yet, without optimisation, which
    /// would take longer than all it ever does.
    pub(super) fn path(&self, target: &Path) -> Result<PathBuf, Report> {
        let Self { package, program, version } = self;
        let folder = target.join("tools");
        let mut install = cargo(target);
        install.args(["install", "--quiet", "--locked", "--debug", "--version", version, package, "--root"]);
        let result = output(install.arg(&folder).env("CARGO_PROFILE_DEV_DEBUG", "0"))?;
        if !result.status.success() {
            return Err(miette!(
                help = "it takes the network, once",
                "{package} {version} cannot be installed:\n{}",
                written(&result)
            ));
        }
        Ok(folder.join("bin").join(format!("{program}{}", std::env::consts::EXE_SUFFIX)))
    }
}
