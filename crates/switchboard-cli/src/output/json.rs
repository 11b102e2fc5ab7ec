use serde_json::Value;

use super::visible;

/// JSON for people and programs. Escapes of what a terminal would act on are JSON's own.
pub(super) fn pretty(value: &Value) -> String {
    visible(&format!("{value:#}")).into_owned()
}

/// The same in one line.
pub(super) fn compact(value: &Value) -> String {
    visible(&value.to_string()).into_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_printed_is_the_same_value() {
        let value = json!({"text": "a\u{9b}b\u{202e}\u{7f}\n", "list": [1, null, 1.5]});
        for printed in [pretty(&value), compact(&value)] {
            assert!(!printed.chars().any(|letter| letter == '\u{9b}' || letter == '\u{7f}'), "{printed:?}");
            assert_eq!(serde_json::from_str::<Value>(&printed).unwrap(), value);
        }
    }
}
