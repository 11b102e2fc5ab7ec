use std::path::{Path, PathBuf};

use cargo_metadata::{Metadata, MetadataCommand, Package};
use miette::{IntoDiagnostic as _, Report, WrapErr as _};

/// The packages of the workspace, as cargo knows them, and everything that they depend on.
pub(super) struct Members {
    root: PathBuf,
    metadata: Metadata,
}

impl Members {
    /// Lets cargo read the workspace.
    pub(super) fn read(root: &Path) -> Result<Self, Report> {
        let mut command = MetadataCommand::new();
        command.manifest_path(root.join("Cargo.toml")).features(cargo_metadata::CargoOpt::AllFeatures);
        let metadata = command.exec().into_diagnostic().wrap_err("cargo cannot read the workspace")?;
        Ok(Self { root: root.to_owned(), metadata })
    }

    /// The workspace's root.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Where cargo builds.
    pub(super) fn target(&self) -> &Path {
        self.metadata.target_directory.as_std_path()
    }

    /// What cargo knows.
    pub(super) fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// All members, by name.
    pub(super) fn all(&self) -> Vec<&Package> {
        let mut all = self.metadata.workspace_packages();
        all.sort_by(|left, right| left.name.cmp(&right.name));
        all
    }

    /// The members that can be published, by name.
    pub(super) fn published(&self) -> Vec<&Package> {
        self.all().into_iter().filter(|package| is_published(package)).collect()
    }

    /// The names of the libraries that can be published, as Rust knows them.
    pub(super) fn libraries(&self) -> Vec<String> {
        let targets = self.published().into_iter().flat_map(|package| &package.targets);
        targets.filter(|target| target.is_lib()).map(|target| target.name.replace('-', "_")).collect()
    }

    /// `--workspace` but for what is never published, as arguments of cargo.
    pub(super) fn published_only(&self) -> Vec<String> {
        let others = self.all().into_iter().filter(|package| !is_published(package));
        std::iter::once("--workspace".to_owned())
            .chain(others.flat_map(|package| ["--exclude".to_owned(), package.name.to_string()]))
            .collect()
    }
}

fn is_published(package: &Package) -> bool {
    package.publish.as_ref().is_none_or(|registries| !registries.is_empty())
}
