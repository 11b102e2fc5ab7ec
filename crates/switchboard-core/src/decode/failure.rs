use serde_path_to_error::Segment;

/// What serde says of a field that is not there, before its name.
const MISSING: &str = "missing field `";

/// Why a body could not be decoded: where in the document, and what was expected there, but never the value.
#[derive(Clone, Debug)]
pub struct DecodeFailure {
    path: Option<String>,
    why: String,
}

impl DecodeFailure {
    /// Says what is expected and what was found, without repeating a value.
    #[must_use]
    pub fn new(why: impl Into<String>) -> Self {
        Self::whole(why)
    }

    pub(crate) fn whole(why: impl Into<String>) -> Self {
        Self { path: None, why: why.into() }
    }

    /// Where in the document: the names of fields and the numbers of items. A key of a map is data, and cannot be told
    /// from a field but by its look: one that no field would be named like is left out. A field that is missing stands
    /// where it should be.
    pub(crate) fn at(path: &serde_path_to_error::Path, why: String) -> Self {
        let mut text = String::new();
        for segment in path {
            match segment {
                Segment::Seq { index } => text += &format!("[{index}]"),
                Segment::Map { key } if looks_like_a_field(key) => {
                    let dot = if text.is_empty() { "" } else { "." };
                    text += &format!("{dot}{key}");
                }
                Segment::Map { .. } => text += "{key}",
                Segment::Enum { .. } | Segment::Unknown => text += "?",
            }
        }
        if let Some(missing) = why.strip_prefix(MISSING).and_then(|name| name.strip_suffix('`')) {
            let dot = if text.is_empty() { "" } else { "." };
            text += &format!("{dot}{missing}");
        }
        Self { path: Some(text).filter(|text| !text.is_empty()), why }
    }

    pub(crate) fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// What a decoder says, without the value it quotes.
    pub(crate) fn without_value(error: &serde_json::Error) -> String {
        let position = match (error.line(), error.column()) {
            (0, _) => String::new(),
            (line, column) => format!(" at line {line} column {column}"),
        };
        if error.is_eof() {
            return format!("the JSON ends too early{position}");
        }
        if error.to_string().starts_with("recursion limit exceeded") {
            return format!("it is nested more than 128 levels deep{position}");
        }
        if is_out_of_range(error) {
            return "it is beyond all numbers that can be read".to_owned();
        }
        if error.is_syntax() {
            return format!("it is not JSON{position}");
        }
        let message = error.to_string();
        redact(message.strip_suffix(&position).unwrap_or(&message))
    }
}

/// Whether a number is beyond `f64`. That is no error of syntax: whether it is one at all is up to the type.
pub(super) fn is_out_of_range(error: &serde_json::Error) -> bool {
    error.to_string().starts_with("number out of range")
}

fn looks_like_a_field(key: &str) -> bool {
    /// Some fields have names of more than 50 letters. A digest in hexadecimal, which is data, has 64.
    const LONGEST: usize = 60;
    key.len() <= LONGEST
        && key.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '$'))
}

/// Keeps the parts of a data error that the type alone decides. The messages are those of `serde::de::Error`'s own
/// constructors; the expectation stands last, so that nothing in a quoted value can be taken for it.
fn redact(message: &str) -> String {
    const FROM_TYPE_ALONE: [&str; 2] = [MISSING, "duplicate field `"];
    if FROM_TYPE_ALONE.iter().any(|start| message.starts_with(start)) {
        return message.to_owned();
    }
    let expected = message.rsplit_once(", expected ").map(|(_, expected)| expected);
    let found = ["null", "string", "integer", "floating point", "boolean", "map", "sequence"]
        .into_iter()
        .find(|kind| message.strip_prefix("invalid type: ").is_some_and(|rest| rest.starts_with(kind)));
    match (found, expected) {
        (Some(found), Some(expected)) => format!("expected {expected}, found {found}"),
        (None, Some(expected)) => format!("expected {expected}"),
        _ => "the value is not what the API declares".to_owned(),
    }
}

impl std::fmt::Display for DecodeFailure {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.path {
            Some(path) => write!(formatter, "at `{path}`: {}", self.why),
            None => formatter.write_str(&self.why),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_expectation_is_kept_and_the_value_is_not() {
        for (message, kept) in [
            ("missing field `id`", "missing field `id`"),
            ("invalid type: string \"canary\", expected i32", "expected i32, found string"),
            ("invalid type: string \"canary, expected canary\", expected i32", "expected i32, found string"),
            ("invalid value: integer `70000`, expected u16", "expected u16"),
            ("canary is no date", "the value is not what the API declares"),
        ] {
            assert_eq!(redact(message), kept);
        }
    }
}
