//! What client crates take over from the workspace's manifest, for a crate that stands outside of it.

use std::path::Path;

use toml::{Table, Value};

use crate::document::SpecError;

const MANIFEST: &str = "Cargo.toml";

/// `[workspace.package]` and `[workspace.dependencies]`.
#[derive(Clone, Debug)]
pub struct Inherited {
    package: Table,
    dependencies: Table,
}

impl Inherited {
    /// Reads the manifest of a workspace. Paths in it are made absolute, so that they hold anywhere on this machine.
    ///
    /// # Errors
    /// Where the manifest cannot be read, or has not what is looked for.
    pub fn read(root: &Path) -> Result<Self, SpecError> {
        let failed = |why: String| SpecError::of_file(MANIFEST, why, "run this in a checkout of the workspace");
        let text = std::fs::read_to_string(root.join(MANIFEST))
            .map_err(|error| failed(format!("the workspace's manifest cannot be read: {error}")))?;
        let manifest: Table =
            text.parse().map_err(|error| failed(format!("the workspace's manifest is no TOML: {error}")))?;
        let part = |name: &str| {
            let found = manifest.get("workspace").and_then(|workspace| workspace.get(name)).and_then(Value::as_table);
            found.cloned().ok_or_else(|| failed(format!("the workspace's manifest has no [workspace.{name}]")))
        };
        let (package, mut dependencies) = (part("package")?, part("dependencies")?);
        for dependency in dependencies.iter_mut().filter_map(|(_, value)| value.as_table_mut()) {
            if let Some(Value::String(path)) = dependency.get_mut("path") {
                let whole = root.join(&*path).canonicalize();
                let whole =
                    whole.map_err(|error| failed(format!("{path}, which it names, cannot be found: {error}")))?;
                *path = whole.to_string_lossy().into_owned();
            }
        }
        Ok(Self { package, dependencies })
    }

    /// A line of `[package]`, such as `edition = "2024"`.
    ///
    /// # Errors
    /// Where the workspace has no such key.
    pub fn package_line(&self, key: &str) -> Result<String, String> {
        let value = self.package.get(key).ok_or_else(|| format!("[workspace.package] has no `{key}`"))?;
        Ok(format!("{key} = {value}\n"))
    }

    /// A line of `[dependencies]`, with features beside those that the workspace names.
    ///
    /// # Errors
    /// Where the workspace has no such dependency.
    pub fn dependency_line(&self, name: &str, features: &[&str], optional: bool) -> Result<String, String> {
        let value =
            self.dependencies.get(name).ok_or_else(|| format!("[workspace.dependencies] has no `{name}`"))?.clone();
        let mut table = match value {
            Value::Table(table) => table,
            version => Table::from_iter([("version".to_owned(), version)]),
        };
        if !features.is_empty() {
            let known = table.entry("features").or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(known) = known {
                known.extend(features.iter().map(|feature| Value::from(*feature)));
            }
        }
        if optional {
            table.insert("optional".to_owned(), Value::Boolean(true));
        }
        Ok(format!("{name} = {}\n", Value::Table(table)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inherited(dependencies: &str) -> Result<Inherited, SpecError> {
        let folder = tempfile::TempDir::new().unwrap();
        std::fs::create_dir(folder.path().join("core")).unwrap();
        let text = format!(
            "[workspace.package]\nedition = \"2024\"\n[workspace.dependencies]\n{dependencies}\n[profile.dev]\n"
        );
        std::fs::write(folder.path().join(MANIFEST), text).unwrap();
        Inherited::read(folder.path())
    }

    #[test]
    fn what_a_client_inherits_is_written_out() {
        let workspace = inherited("serde = { version = \"1.0.2\", features = [\"std\"] }\nuuid = \"1\"").unwrap();
        assert_eq!(workspace.package_line("edition").unwrap(), "edition = \"2024\"\n");
        let line = workspace.dependency_line("serde", &["derive"], true).unwrap();
        assert_eq!(
            line.parse::<Table>().unwrap(),
            "serde = { version = \"1.0.2\", features = [\"std\", \"derive\"], optional = true }".parse().unwrap()
        );
        assert_eq!(workspace.dependency_line("uuid", &[], false).unwrap(), "uuid = { version = \"1\" }\n");
    }

    #[test]
    fn a_path_holds_from_anywhere_and_one_that_leads_nowhere_is_an_error() {
        let workspace = inherited("core = { path = \"core\" }").unwrap();
        let line: Table = workspace.dependency_line("core", &[], false).unwrap().parse().unwrap();
        let path = line.get("core").and_then(|core| core.get("path")).and_then(Value::as_str).unwrap();
        assert!(Path::new(path).is_absolute() && path.ends_with("core"), "{path}");
        assert!(inherited("core = { path = \"gone\" }").unwrap_err().to_string().contains("gone"));
    }

    #[test]
    fn what_the_workspace_does_not_name_is_told_by_its_name() {
        let workspace = inherited("uuid = \"1\"").unwrap();
        assert!(workspace.package_line("license").unwrap_err().contains("`license`"));
        assert!(workspace.dependency_line("serde", &[], false).unwrap_err().contains("`serde`"));
    }
}
