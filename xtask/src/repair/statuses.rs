use serde_json::{Map, Value};

use super::{operations, path_items, remove, update};
use crate::overlay::Correction;

/// Statuses that are written oddly, such as `2xx` or `200 OK`, and numbers that HTTP does not have. A word that is no
/// status is for lint to tell.
pub(super) fn search(document: &Value) -> Vec<Correction> {
    let mut corrections = Vec::new();
    for (_, at, item) in path_items(document) {
        for (method, operation) in operations(item) {
            let at = at.join(method).join("responses");
            let Some(responses) = operation.get("responses").and_then(Value::as_object) else { continue };
            for (key, response) in responses.iter().filter(|(key, _)| !key.starts_with("x-")) {
                let Some(meant) = meaning(key).filter(|meant| meant != key) else { continue };
                let sentence = match meant.as_str() {
                    "" => format!("{key:?} is no status that HTTP has"),
                    meant => format!("{key:?} means {meant}"),
                };
                corrections.push(remove(at.join(key), sentence.clone()));
                if !meant.is_empty() && !responses.contains_key(&meant) {
                    let renamed = Map::from_iter([(meant, response.clone())]);
                    corrections.push(update(at.clone(), Value::Object(renamed), sentence));
                }
            }
        }
    }
    corrections
}

/// The status that is meant; nothing for a word, and no text for a number that is none.
fn meaning(key: &str) -> Option<String> {
    let text = key.trim().to_ascii_uppercase();
    if text == "DEFAULT" {
        return Some("default".to_owned());
    }
    let number: String = text.chars().take_while(char::is_ascii_digit).collect();
    match (number.len(), text.as_bytes()) {
        (1, [b'1'..=b'5', b'X', b'X']) => Some(text),
        (2, [b'1'..=b'5', _, b'X']) => Some(format!("{}XX", text.chars().next()?)),
        (3, [b'1'..=b'5', ..]) => Some(number),
        (1.., _) if number.len() == text.len() => Some(String::new()),
        _ if text.strip_prefix('-').is_some_and(|rest| rest.parse::<u32>().is_ok()) => Some(String::new()),
        _ => None,
    }
}
