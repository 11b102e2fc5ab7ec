//! Small valid documents, one for each thing that a document may hold, from which others are made.

use xtask::document::Syntax;

macro_rules! seeds {
    ($($name:literal),* $(,)?) => {
        /// Each by its file's name.
        pub(crate) const ALL: &[(&str, &str)] = &[$(($name, include_str!(concat!("seeds/", $name)))),*];
    };
}

seeds![
    "all_of.yaml",
    "cycles.yaml",
    "discriminator.yaml",
    "empty.yaml",
    "enums.yaml",
    "forms.yaml",
    "keywords.yaml",
    "nested.yaml",
    "nullable.yaml",
    "parameters.yaml",
    "references.yaml",
    "security.yaml",
    "statuses.yaml",
    "swagger.json",
    "unicode.yaml",
    "unions.yaml",
    "version_3_1.yaml",
    "websocket.yaml",
];

/// What a seed is written in.
pub(crate) fn syntax(name: &str) -> Syntax {
    Syntax::of(name.as_ref()).unwrap_or(Syntax::Json)
}
