//! Servers of single paths and operations.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::document::Pointer;
use crate::normalise::METHODS;
use crate::report::Report;

/// Takes `servers` out of paths and operations: a client has one base URL. Where the document has none itself, those of
/// most operations become its own. An operation that has others says so in its documentation, so that its users know to
/// build a client with that base URL.
pub(super) fn run(root: &mut Value, report: &mut Report) {
    let Some(root) = root.as_object_mut() else { return };
    let mut own = Vec::new();
    for (path, item) in root.get_mut("paths").and_then(Value::as_object_mut).into_iter().flatten() {
        let Some(item) = item.as_object_mut() else { continue };
        let of_path = servers(item);
        for method in METHODS {
            let Some(operation) = item.get_mut(method).and_then(Value::as_object_mut) else { continue };
            let servers = servers(operation).or_else(|| of_path.clone());
            own.push((path.clone(), method, servers));
        }
    }
    let is_said = root.get("servers").and_then(Value::as_array).is_some_and(|servers| !servers.is_empty());
    if !is_said && let Some(usual) = most_common(&own) {
        root.insert("servers".to_owned(), usual);
        report.changed("/servers", "are those of most operations");
    }
    let usual = urls(root.get("servers"));
    let at = Pointer::root().join("paths");
    for (path, method, servers) in own {
        let urls = urls(servers.as_ref());
        let Some(url) = urls.first().filter(|_| urls != usual) else { continue };
        let sentence = format!("The document says that this call has a server of its own: `{url}`.");
        report.lost(at.join(&path).join(method).as_str(), "server of its own", format!("is to be called at {url}"));
        let operation = root.get_mut("paths").and_then(|paths| paths.get_mut(&path)?.get_mut(method)?.as_object_mut());
        let Some(operation) = operation else { continue };
        let description = match operation.get("description").and_then(Value::as_str) {
            Some(known) if !known.trim().is_empty() => format!("{}\n\n{sentence}", known.trim_end()),
            _ => sentence,
        };
        operation.insert("description".to_owned(), Value::String(description));
    }
}

/// Takes the servers of a path or an operation. An empty list says nothing.
fn servers(holder: &mut Map<String, Value>) -> Option<Value> {
    holder.shift_remove("servers").filter(|servers| servers.as_array().is_some_and(|servers| !servers.is_empty()))
}

fn urls(servers: Option<&Value>) -> Vec<String> {
    let servers = servers.and_then(Value::as_array).into_iter().flatten();
    let urls = servers.filter_map(|server| server.get("url")?.as_str());
    urls.map(|url| url.trim_end_matches('/').to_owned()).collect()
}

/// The servers that most operations have; those of the first of them where several are as common.
fn most_common(own: &[(String, &'static str, Option<Value>)]) -> Option<Value> {
    let mut counts: HashMap<Vec<String>, usize> = HashMap::new();
    for (_, _, servers) in own {
        *counts.entry(urls(servers.as_ref())).or_default() += 1;
    }
    let most = counts.iter().filter(|(urls, _)| !urls.is_empty()).map(|(_, count)| *count).max()?;
    own.iter()
        .find(|(_, _, servers)| counts.get(&urls(servers.as_ref())) == Some(&most) && servers.is_some())?
        .2
        .clone()
}
