use std::path::PathBuf;

use crate::workspace::Inherited;

/// Where a client crate lives, which decides what its manifest and its texts say.
#[derive(Clone, Debug)]
pub enum Home {
    /// In the workspace, behind the facade.
    Workspace,
    /// In a folder of its own, outside of the workspace that it was generated in.
    StandAlone {
        /// The folder, relative to where the files are written.
        folder: PathBuf,
        /// What its manifest would inherit in the workspace.
        inherited: Inherited,
    },
}

impl Home {
    /// Whether the crate stands outside of the workspace.
    #[must_use]
    pub fn stands_alone(&self) -> bool {
        matches!(self, Self::StandAlone { .. })
    }

    /// A line of `[package]` whose value is the workspace's.
    pub(super) fn package_line(&self, key: &str) -> Result<String, String> {
        match self {
            Self::Workspace => Ok(format!("{key}.workspace = true\n")),
            Self::StandAlone { inherited, .. } => inherited.package_line(key),
        }
    }

    /// A dependency that is used as the workspace names it.
    pub(super) fn dependency(&self, name: &str) -> Result<String, String> {
        match self {
            Self::Workspace => Ok(format!("{name}.workspace = true\n")),
            Self::StandAlone { inherited, .. } => inherited.dependency_line(name, &[], false),
        }
    }

    /// A dependency that a feature switches on, with features of its own beside those that the workspace names.
    pub(super) fn optional_dependency(&self, name: &str, features: &[&str]) -> Result<String, String> {
        match (self, features) {
            (Self::Workspace, []) => Ok(format!("{name} = {{ workspace = true, optional = true }}\n")),
            (Self::Workspace, features) => {
                Ok(format!("{name} = {{ workspace = true, optional = true, features = {features:?} }}\n"))
            }
            (Self::StandAlone { inherited, .. }, features) => inherited.dependency_line(name, features, true),
        }
    }
}
