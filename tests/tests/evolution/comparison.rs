//! Whether what comes out of a client is what went in.

use serde_json::Value;

/// Says where two values differ. Numbers are the same where their amounts are, whether or not they have a fraction, and
/// null says no more than a member that is not there.
pub(crate) fn difference(expected: &Value, found: &Value) -> Option<String> {
    match (expected, found) {
        (Value::Number(expected), Value::Number(found)) => {
            let is_same = expected == found || expected.as_f64() == found.as_f64();
            (!is_same).then(|| format!(": {expected} became {found}"))
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            let pairs = expected.iter().zip(found).enumerate();
            pairs
                .filter_map(|(index, (expected, found))| Some(format!("/{index}{}", difference(expected, found)?)))
                .next()
        }
        (Value::Object(expected), Value::Object(found)) => {
            let names = expected.keys().chain(found.keys().filter(|name| !expected.contains_key(*name)));
            let compared =
                |name| difference(expected.get(name).unwrap_or(&Value::Null), found.get(name).unwrap_or(&Value::Null));
            names.filter_map(|name| Some(format!("/{name}{}", compared(name)?))).next()
        }
        _ => (expected != found).then(|| format!(": {expected} became {found}")),
    }
}
