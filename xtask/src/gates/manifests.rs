use cargo_metadata::Package;
use miette::Report;

use super::Verdict;
use super::members::Members;

/// The registry takes no more keywords and categories than this.
const MOST: usize = 5;

/// The registry takes no longer keyword than this.
const LONGEST_KEYWORD: usize = 20;

pub(super) fn ask(members: &Members) -> Result<Verdict, Report> {
    let published = members.published();
    let problems: Vec<String> = published.iter().flat_map(|package| missing(package)).collect();
    Ok(Verdict::of(&problems, format!("{} packages that can be published", published.len())))
}

/// What a package lacks.
fn missing(package: &Package) -> Vec<String> {
    let fits = |count: usize| (1..=MOST).contains(&count);
    let is_keyword = |word: &String| word.len() <= LONGEST_KEYWORD && !word.contains(char::is_whitespace);
    let has_page = package.documentation.is_some() || package.homepage.is_some() || package.repository.is_some();
    let all_features = package.metadata.pointer("/docs/rs/all-features").and_then(serde_json::Value::as_bool);
    let has_library = package.targets.iter().any(cargo_metadata::Target::is_lib);
    let wanted = [
        (package.description.as_ref().is_some_and(|text| !text.trim().is_empty()), "description"),
        (package.license.is_some() || package.license_file.is_some(), "license"),
        (package.readme.is_some(), "readme"),
        (package.rust_version.is_some(), "rust-version"),
        (fits(package.keywords.len()) && package.keywords.iter().all(is_keyword), "keywords: one to five words"),
        (fits(package.categories.len()), "categories: one to five"),
        (has_page, "documentation, homepage or repository"),
        (!has_library || all_features == Some(true), "[package.metadata.docs.rs] with all-features = true"),
    ];
    let missing = wanted.into_iter().filter(|(is_there, _)| !is_there);
    missing.map(|(_, key)| format!("{} lacks {key} in {}", package.name, package.manifest_path)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(more: &str) -> Package {
        let text = format!(
            r#"{{"name": "lending", "version": "0.1.0", "id": "lending", "dependencies": [], "targets": [], "features": {{}},
            "manifest_path": "/lending/Cargo.toml", "description": "Lends.", "license": "MIT", "readme": "README.md",
            "rust_version": "1.89", "categories": ["api-bindings"], "documentation": "https://docs.rs/lending", {more}}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn a_package_with_everything_lacks_nothing() {
        assert_eq!(missing(&package(r#""keywords": ["books"]"#)), Vec::<String>::new());
    }

    #[test]
    fn what_is_missing_or_too_much_for_the_registry_is_told() {
        for keywords in ["[]", r#"["a", "b", "c", "d", "e", "f"]"#, r#"["a word with spaces"]"#] {
            let missing = missing(&package(&format!(r#""keywords": {keywords}"#)));
            assert_eq!(missing, ["lending lacks keywords: one to five words in /lending/Cargo.toml"], "{keywords}");
        }
        let mut bare = package(r#""keywords": ["books"]"#);
        bare.description = None;
        bare.readme = None;
        assert_eq!(missing(&bare).len(), 2);
    }
}
