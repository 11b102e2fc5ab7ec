use serde_json::{Map, Value, json};

use super::{operations, path_items, remove, update};
use crate::document::Pointer;
use crate::overlay::Correction;

/// Paths that hold more than a path: a query becomes query parameters, blanks around it go, which some tell apart two
/// operations of one path by, and a missing slash is put in front. A fragment
/// stays: it tells apart two operations that are the same request, and is not sent.
pub(super) fn search(document: &Value) -> Vec<Correction> {
    let mut corrections = Vec::new();
    let mut added: Vec<String> = Vec::new();
    let paths_at = Pointer::root().join("paths");
    for (path, at, item) in path_items(document) {
        let (whole, fragment) = path.split_once('#').map_or((path.as_str(), ""), |(whole, rest)| (whole, rest));
        let (plain, query) = whole.split_once('?').map_or((whole, ""), |(plain, query)| (plain, query));
        let has_blanks = plain.trim() != plain;
        let plain = plain.trim();
        let slash = if plain.starts_with('/') { "" } else { "/" };
        if slash.is_empty() && !whole.contains('?') && !has_blanks {
            continue;
        }
        let mut name = format!("{slash}{plain}");
        let is_taken = |name: &String| {
            added.contains(name) || document.get("paths").is_some_and(|paths| paths.get(name).is_some())
        };
        if !fragment.is_empty() || is_taken(&name) {
            // The same path with another query is another key, and the same request.
            name = format!(
                "{name}#{}",
                [fragment, query, "2"].into_iter().find(|text| !text.is_empty()).unwrap_or_default()
            );
        }
        if is_taken(&name) {
            continue;
        }
        added.push(name.clone());
        let mut item = item.clone();
        for (parameter, value) in query.split('&').filter(|pair| !pair.is_empty()).map(split_pair) {
            move_to_query(&mut item, parameter, value);
        }
        let sentence = match whole.contains('?') {
            true => format!("the path {path:?} is {name:?}, and what stands behind it is a query"),
            false => format!("the path {path:?} is {name:?}"),
        };
        let moved = Some((at.clone(), paths_at.join(&name)));
        corrections.push(remove(at, sentence.clone()));
        let added = update(paths_at.clone(), Value::Object(Map::from_iter([(name, item)])), sentence);
        corrections.push(Correction { moved, ..added });
    }
    corrections
}

fn split_pair(pair: &str) -> (&str, &str) {
    pair.split_once('=').unwrap_or((pair, ""))
}

/// Makes a query parameter of what the template names, or of the one value that it fixes.
fn move_to_query(item: &mut Value, written: &str, value: &str) {
    let strip = |text: &str| text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).map(str::to_owned);
    let template = strip(value).or_else(|| strip(written));
    let name = strip(written).unwrap_or_else(|| written.to_owned());
    let names = |parameter: &Value| {
        let declared = parameter.get("name").and_then(Value::as_str);
        declared.is_some() && (declared == Some(name.as_str()) || declared == template.as_deref())
    };
    let methods: Vec<&'static str> = operations(item).map(|(method, _)| method).collect();
    let mut is_declared = false;
    let holders = std::iter::once(None).chain(methods.iter().copied().map(Some));
    for holder in holders {
        let holder = match holder {
            Some(method) => item.get_mut(method),
            None => Some(&mut *item),
        };
        let list = holder.and_then(|holder| holder.get_mut("parameters")).and_then(Value::as_array_mut);
        for parameter in list.into_iter().flatten().filter(|parameter| names(parameter)) {
            if let Some(parameter) = parameter.as_object_mut() {
                parameter.insert("in".to_owned(), Value::from("query"));
                parameter.insert("name".to_owned(), Value::from(name.as_str()));
                is_declared = true;
            }
        }
    }
    if is_declared {
        return;
    }
    let schema = match template {
        None if !value.is_empty() => json!({"type": "string", "enum": [value]}),
        _ => json!({"type": "string"}),
    };
    let parameter = json!({"name": name, "in": "query", "required": true, "schema": schema});
    let list = item.as_object_mut().map(|item| item.entry("parameters").or_insert_with(|| json!([])));
    if let Some(Value::Array(list)) = list {
        list.push(parameter);
    }
}
