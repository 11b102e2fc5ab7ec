//! Where things are: the workspace's root, and the specs in it.

mod inherited;

use std::path::{Path, PathBuf};

use crate::document::SpecError;
use crate::names::is_keyword;

pub use inherited::Inherited;

/// Names that a feature, module or package of the workspace already has, and those of Rust's own crates.
const TAKEN: [&str; 23] = [
    "alloc",
    "apis",
    "aws-lc",
    "benchmarks",
    "chrono",
    "cli",
    "completions",
    "core",
    "default",
    "examples",
    "full",
    "guide",
    "help",
    "http",
    "mock",
    "ring",
    "sandbox",
    "schemars",
    "secrecy",
    "std",
    "test",
    "tests",
    "tour",
];

/// One spec in `specs/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// Name of the API: that of the file, without its extension.
    pub name: String,
    /// The document.
    pub path: PathBuf,
    /// The document's path from the workspace's root, as people are told it.
    pub shown_as: String,
    /// The overlay beside it, where there is one.
    pub overlay: Option<PathBuf>,
}

/// The root of the workspace that a folder is in: the nearest one with `specs/` and `Cargo.toml`.
#[must_use]
pub fn root(from: &Path) -> Option<PathBuf> {
    from.ancestors()
        .find(|folder| folder.join("specs").is_dir() && folder.join("Cargo.toml").is_file())
        .map(Path::to_owned)
}

/// The specs of a workspace by name, so that every machine walks them in the same order.
///
/// # Errors
/// Where `specs/` cannot be read, or a file in it has a name that no package can have.
pub fn specs(root: &Path) -> Result<Vec<Spec>, SpecError> {
    let folder = root.join("specs");
    let unreadable = |error: std::io::Error| {
        SpecError::of_file(
            "specs/",
            format!("the folder cannot be read: {error}"),
            "run this in a checkout of the workspace",
        )
    };
    let mut found: Vec<Spec> = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let Some((stem, _)) = spec_name(&path) else { continue };
        if stem.ends_with(".overlay") {
            continue;
        }
        let shown_as = format!("specs/{}", path.file_name().unwrap_or_default().to_string_lossy());
        check_name(&stem, &shown_as)?;
        found.push(Spec { name: stem, overlay: overlay_beside(&path), path, shown_as });
    }
    found.sort_by(|left, right| left.shown_as.cmp(&right.shown_as));
    match found.iter().zip(found.iter().skip(1)).find(|(left, right)| left.name == right.name) {
        Some((left, right)) => Err(SpecError::of_file(
            &right.shown_as,
            format!("{} describes the same API", left.shown_as),
            "keep one of the two",
        )),
        None => Ok(found),
    }
}

/// The overlay that stands beside a document, where there is one.
#[must_use]
pub fn overlay_beside(document: &Path) -> Option<PathBuf> {
    let stem = document.file_stem()?.to_string_lossy();
    let overlays =
        ["yaml", "yml", "json"].map(|extension| document.with_file_name(format!("{stem}.overlay.{extension}")));
    overlays.into_iter().find(|path| path.is_file())
}

/// The name and extension of a file that is written like a spec.
fn spec_name(path: &Path) -> Option<(String, String)> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    let is_spec = matches!(extension.as_str(), "yaml" | "yml" | "json");
    is_spec.then(|| (path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), extension))
}

/// A name becomes a package, a feature, a folder and a module.
///
/// # Errors
/// Where it cannot be all of that.
pub fn check_name(name: &str, shown_as: &str) -> Result<(), SpecError> {
    let parts_are_words = name.split('-').all(|part| {
        !part.is_empty() && part.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
    });
    let help = "choose another name; it becomes a package, a feature and a module";
    if !parts_are_words || !name.starts_with(|first: char| first.is_ascii_lowercase()) {
        let message = format!("`{name}` is not a name for an API: use lower-case letters, digits and single hyphens");
        return Err(SpecError::of_file(shown_as, message, help));
    }
    if TAKEN.contains(&name) || is_keyword(&name.replace('-', "_")) {
        return Err(SpecError::of_file(shown_as, format!("the name `{name}` is taken by something else"), help));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_would_leave_the_tree_or_clash_is_refused() {
        for name in ["..", "a/b", "Slskd", "a--b", "-a", "a_b", "", "core", "tests", "std", "tour", "type", "1a", "a.b"]
        {
            assert!(check_name(name, "specs/x.yaml").is_err(), "{name}");
        }
        for name in ["slskd", "pieces-os", "v2"] {
            assert!(check_name(name, "specs/x.yaml").is_ok(), "{name}");
        }
    }
}
