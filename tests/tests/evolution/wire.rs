//! Bodies as servers write them.

use fastrand::Rng;
use serde_json::Value;

/// A text that begins with this is written as it is, without it and without quotes: JSON has more numbers than a
/// [`Value`] can hold.
const AS_IT_IS: char = '\u{FDD0}';

/// What is written like this, although no value is.
pub(crate) fn raw(json: &str) -> Value {
    format!("{AS_IT_IS}{json}").into()
}

/// Writes a value; with the members of its objects in any order where there is randomness.
pub(crate) fn written(value: &Value, random: &mut Option<&mut Rng>) -> String {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            if let Some(random) = random {
                random.shuffle(&mut members);
            }
            let members = members
                .into_iter()
                .map(|(name, member)| format!("{}:{}", Value::from(name.as_str()), written(member, random)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| written(item, random)).collect();
            format!("[{}]", items.join(","))
        }
        Value::String(text) => text.strip_prefix(AS_IT_IS).map_or_else(|| value.to_string(), str::to_owned),
        other => other.to_string(),
    }
}
