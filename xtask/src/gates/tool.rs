use std::path::{Path, PathBuf};
use std::process::Command;

use miette::{IntoDiagnostic as _, Report, miette};

use super::command::{cargo, output, program as command, written};

/// A program that a gate needs, at the version that the gate was written for.
pub(super) struct Tool {
    pub(super) package: &'static str,
    pub(super) program: &'static str,
    pub(super) version: &'static str,
    pub(super) origin: Origin,
}

/// Where a program comes from.
#[derive(Clone, Copy)]
pub(super) enum Origin {
    /// crates.io: cargo builds it, without optimisation, which would take longer than all it ever does.
    Cargo,
    /// The Python Package Index, ready to run, where building it would take longer than asking for it.
    PyPi,
}

impl Tool {
    /// Where the program is: below `target/tools`, into which it is installed where it is not there yet.
    pub(super) fn path(&self, target: &Path) -> Result<PathBuf, Report> {
        // It is not there where this program was built elsewhere.
        std::fs::create_dir_all(target).into_diagnostic()?;
        let folder = target.join("tools").join(format!("{}-{}", self.package, self.version));
        let program = format!("{}{}", self.program, std::env::consts::EXE_SUFFIX);
        match self.origin {
            Origin::Cargo => {
                let mut install = cargo(target);
                install.args(["install", "--quiet", "--locked", "--debug", "--version", self.version, self.package]);
                self.install(install.arg("--root").arg(&folder).env("CARGO_PROFILE_DEV_DEBUG", "0"))?;
                Ok(folder.join("bin").join(program))
            }
            Origin::PyPi => {
                let scripts = folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
                let path = scripts.join(program);
                if !path.exists() {
                    self.install(command("python3", target).args(["-m", "venv"]).arg(&folder))?;
                    let wanted = format!("{}=={}", self.package, self.version);
                    let pip = scripts.join("python");
                    self.install(command(pip, target).args(["-m", "pip", "install", "--quiet", "--no-deps", &wanted]))?;
                }
                Ok(path)
            }
        }
    }

    fn install(&self, step: &mut Command) -> Result<(), Report> {
        let result = output(step)?;
        if result.status.success() {
            return Ok(());
        }
        let Self { package, version, .. } = self;
        Err(miette!(
            help = "it takes the network, once",
            "{package} {version} cannot be installed:\n{}",
            written(&result)
        ))
    }
}
