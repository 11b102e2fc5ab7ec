use std::path::Path;

use crate::model::Api;

/// What stands in a client's `src/extras/`, written by hand.
#[derive(Clone, Debug, Default)]
pub struct Extras {
    /// Whether there is a module to declare (`src/extras/mod.rs`).
    pub module: bool,
    /// What the module depends on (`src/extras/dependencies.toml`).
    pub dependencies: Vec<Dependency>,
}

/// One line of `dependencies.toml`, with the comment above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// Name of the package, and of the feature where it is optional.
    pub name: String,
    /// The line as it stands there.
    pub line: String,
    /// Whether it is a feature, off by default.
    pub optional: bool,
    /// What the comment above it says: what the feature is for.
    pub comment: String,
}

impl Extras {
    /// Reads what stands in the folder of a client.
    ///
    /// # Errors
    /// Where a file cannot be read, or a line is not understood.
    pub fn read(client: &Path) -> Result<Self, String> {
        let folder = client.join("src/extras");
        let text = match std::fs::read_to_string(folder.join("dependencies.toml")) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            other => other.map_err(|error| format!("src/extras/dependencies.toml cannot be read: {error}"))?,
        };
        Ok(Self { module: folder.join("mod.rs").is_file(), dependencies: dependencies(&text)? })
    }

    /// The dependencies that are features.
    pub fn features(&self) -> impl Iterator<Item = &Dependency> {
        self.dependencies.iter().filter(|dependency| dependency.optional)
    }

    /// Refuses a feature that the client has already: cargo could not read such a manifest.
    ///
    /// # Errors
    /// Names the feature.
    pub fn check(&self, api: &Api) -> Result<(), String> {
        let taken = |name: &str| {
            matches!(name, "default" | "ring" | "aws-lc" | "schemars" | "cli" | "mock")
                || api.tags.iter().any(|tag| tag.feature == name)
        };
        match self.features().find(|dependency| taken(&dependency.name)) {
            Some(twice) => Err(format!("the optional dependency `{0}` would be a second feature `{0}`", twice.name)),
            None => Ok(()),
        }
    }
}

/// One dependency a line, so that a feature has one comment and no dependency is written twice.
fn dependencies(text: &str) -> Result<Vec<Dependency>, String> {
    let mut found: Vec<Dependency> = Vec::new();
    let mut comment = Vec::new();
    for line in text.lines().map(str::trim) {
        if let Some(words) = line.strip_prefix('#') {
            comment.push(words.trim());
            continue;
        }
        if !line.is_empty() {
            let name: String = line.chars().take_while(|letter| !matches!(letter, '.' | '=' | ' ')).collect();
            let is_name = name.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'));
            let is_closed = line.matches('{').count() == line.matches('}').count();
            if name.is_empty() || !is_name || !is_closed || !line.contains('=') {
                return Err(format!("in src/extras/dependencies.toml, `{line}` is not one dependency in one line"));
            }
            if found.iter().any(|known| known.name == name) {
                return Err(format!("src/extras/dependencies.toml names `{name}` twice"));
            }
            let optional = line.split_whitespace().collect::<String>().contains("optional=true");
            if optional && comment.is_empty() {
                return Err(format!(
                    "in src/extras/dependencies.toml, `{name}` is a feature: say in a comment above it what it is for"
                ));
            }
            found.push(Dependency { name, line: line.to_owned(), optional, comment: comment.join(" ") });
        }
        comment.clear();
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_optional_dependency_is_told_by_its_line_and_explained_by_the_comment_above() {
        let text = "serde_json.workspace = true\n\n# Somewhere else.\n\n# What it\n# is for.\naxum = { workspace = true, optional = true }\n";
        let found = dependencies(text).unwrap();
        let told: Vec<_> =
            found.iter().map(|each| (each.name.as_str(), each.optional, each.comment.as_str())).collect();
        assert_eq!(told, [("serde_json", false, ""), ("axum", true, "What it is for.")]);
    }

    #[test]
    fn what_is_not_one_dependency_in_one_line_is_refused() {
        for text in [
            "[dependencies]",
            "axum = { optional = true }",
            "axum = {",
            "axum",
            "= true",
            "a b",
            "serde.workspace = true\nserde = \"1\"",
        ] {
            assert!(dependencies(text).is_err(), "{text}");
        }
    }
}
