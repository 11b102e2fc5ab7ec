//! Some JSON libraries write every number with a fraction. Fields of type `f64` read integers too, so nothing is lost
//! where whole numbers become integers.

use serde_json::{Number, Value};

/// Beyond 2^53 a float no longer names one integer.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Writes the whole numbers of a document without a fraction, whatever their size.
pub(super) fn without_fractions(document: &str) -> String {
    let mut written = String::with_capacity(document.len());
    let mut rest = document;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => length_of_string(rest.as_bytes()),
            '-' | '0'..='9' => length_of_number(rest.as_bytes()),
            other => other.len_utf8(),
        };
        // Strings and numbers end between letters.
        let (token, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
        match Some(token).filter(|_| first != '"').and_then(integer) {
            Some(integer) => written.push_str(&integer),
            None => written.push_str(token),
        }
        rest = behind;
    }
    written
}

fn length_of_string(text: &[u8]) -> usize {
    let mut is_escaped = false;
    let is_end = |byte: &u8| {
        let ends = *byte == b'"' && !is_escaped;
        is_escaped = *byte == b'\\' && !is_escaped;
        ends
    };
    // The quotes at both ends.
    text.iter().skip(1).position(is_end).map_or(text.len(), |inside| inside + 2)
}

fn length_of_number(text: &[u8]) -> usize {
    let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
    text.iter().position(|byte| !is_part(byte)).unwrap_or(text.len())
}

/// The integer that a number with a fraction or an exponent is; nothing where it has neither, or is no integer.
fn integer(number: &str) -> Option<String> {
    if let Some((whole, fraction)) = number.split_once('.')
        && !fraction.is_empty()
        && fraction.bytes().all(|digit| digit == b'0')
    {
        return Some(if whole == "-0" { "0" } else { whole }.to_owned());
    }
    if !number.contains(['.', 'e', 'E']) {
        return None;
    }
    of_float(number.parse().ok()?).map(|integer| integer.to_string())
}

fn of_float(float: f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "whole, and below 2^53")]
    let integer = float as i64;
    (float.fract() == 0.0 && float.abs() < EXACT).then_some(integer)
}

/// Makes integers of the whole numbers of a value.
pub(crate) fn make_whole_numbers_integers(value: &mut Value) {
    match value {
        Value::Number(number) if number.is_f64() => {
            if let Some(integer) = number.as_f64().and_then(of_float) {
                *number = Number::from(integer);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(make_whole_numbers_integers),
        Value::Object(fields) => fields.values_mut().for_each(make_whole_numbers_integers),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_lose_their_fraction_and_nothing_else_changes() {
        for (text, expected) in [
            ("1.0", "1"),
            ("-1.000", "-1"),
            ("-0.0", "0"),
            ("1e2", "100"),
            ("1.5E+1", "15"),
            ("9223372036854775807.0", "9223372036854775807"),
            ("-123456789012345678901234567890.0", "-123456789012345678901234567890"),
            ("1.5", "1.5"),
            ("1e400", "1e400"),
            ("1e-400", "0"),
            ("7", "7"),
            (r#"{"a\"1.0":["1.0","\\",1.0,{"b":1.0}],"1.0":null}"#, r#"{"a\"1.0":["1.0","\\",1,{"b":1}],"1.0":null}"#),
            (r#""1.0"#, r#""1.0"#),
            ("\"ü1.0\" 1.0é", "\"ü1.0\" 1é"),
            ("[1.0 , 2.0\n,3.5]", "[1 , 2\n,3.5]"),
        ] {
            assert_eq!(without_fractions(text), expected, "{text}");
        }
    }
}
