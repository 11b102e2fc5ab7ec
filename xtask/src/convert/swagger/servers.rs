//! Where the API is.

use serde_json::{Map, Value, json};

/// Makes `servers` of `host`, `basePath` and `schemes`. What is encrypted comes first, since the first is the default.
pub(super) fn run(root: &mut Map<String, Value>) {
    let text = |value: Option<Value>| value.as_ref().and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    let host = text(root.shift_remove("host"));
    let base_path = text(root.shift_remove("basePath"));
    let schemes = root.shift_remove("schemes");
    let base_path = base_path.trim_end_matches('/');
    let prefix = if base_path.is_empty() || base_path.starts_with('/') { "" } else { "/" };
    let urls: Vec<String> = if host.is_empty() {
        if base_path.is_empty() { Vec::new() } else { vec![format!("{prefix}{base_path}")] }
    } else {
        let host = host.split_once("://").map_or(host.as_str(), |(_, host)| host).trim_end_matches('/');
        schemes_of(schemes.as_ref(), host)
            .iter()
            .map(|scheme| format!("{scheme}://{host}{prefix}{base_path}"))
            .collect()
    };
    if !urls.is_empty() {
        root.insert("servers".to_owned(), urls.into_iter().map(|url| json!({"url": url})).collect());
    }
}

fn schemes_of(schemes: Option<&Value>, host: &str) -> Vec<&'static str> {
    let listed: Vec<&str> =
        schemes.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).map(str::trim).collect();
    let found: Vec<&str> = ["https", "http"]
        .into_iter()
        .filter(|scheme| listed.iter().any(|listed| listed.eq_ignore_ascii_case(scheme)))
        .collect();
    let is_local = host.starts_with("localhost") || host.starts_with("127.0.0.1");
    match (found.is_empty(), is_local) {
        (false, _) => found,
        (true, true) => vec!["http"],
        (true, false) => vec!["https"],
    }
}
