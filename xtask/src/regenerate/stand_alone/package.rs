//! The name of a package that stands alone.

use miette::{Report, miette};

use crate::names::is_keyword;

/// Names that its dependencies and Rust's own crates have.
const TAKEN: [&str; 13] = [
    "alloc",
    "chrono",
    "core",
    "proc-macro",
    "schemars",
    "serde",
    "serde-json",
    "std",
    "switchboard",
    "switchboard-core",
    "test",
    "uuid",
    "bytes",
];

/// Makes a package's name from the first text that has a letter or digit of ASCII in it.
pub(super) fn name<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let words = |text: &str| {
        let small = text.to_ascii_lowercase();
        let words: Vec<&str> =
            small.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
        words.join("-")
    };
    let mut name = texts.into_iter().map(words).find(|name| !name.is_empty()).unwrap_or_else(|| "client".to_owned());
    name.truncate(64);
    let name = name.trim_end_matches('-').to_owned();
    let name = if name.starts_with(|first: char| first.is_ascii_digit()) { format!("api-{name}") } else { name };
    if is_taken(&name) { format!("{name}-client") } else { name }
}

/// Refuses a name that no package can have.
pub(super) fn check(name: &str) -> Result<(), Report> {
    let help = "use lower-case letters, digits and hyphens, a letter first";
    let is_plain = name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-');
    if !is_plain || !name.starts_with(|first: char| first.is_ascii_lowercase()) || name.len() > 64 {
        return Err(miette!(help = help, "`{}` is not a name for a package", name.escape_debug()));
    }
    if is_taken(name) {
        return Err(miette!(
            help = format!("`{name}-client` would do"),
            "the name `{name}` is taken by something else"
        ));
    }
    Ok(())
}

fn is_taken(name: &str) -> bool {
    TAKEN.contains(&name) || is_keyword(&name.replace('-', "_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_folder_is_called_gives_a_name_that_a_package_can_have() {
        for (texts, expected) in [
            (["My API (v2)", ""], "my-api-v2"),
            (["3scale", ""], "api-3scale"),
            (["类型", "Größe ✓"], "gr-e"),
            (["…", ""], "client"),
            (["type", ""], "type-client"),
            (["serde_json", ""], "serde-json-client"),
        ] {
            let name = name(texts);
            assert_eq!(name, expected);
            assert!(check(&name).is_ok(), "{name}");
        }
        assert_eq!(name(["x".repeat(500).as_str()]).len(), 64);
    }

    #[test]
    fn a_name_that_no_package_can_have_is_refused() {
        for wrong in ["", "Pets", "1a", "a/b", "../a", "a\nb", "serde", "fn"] {
            assert!(check(wrong).is_err(), "{wrong}");
        }
    }
}
