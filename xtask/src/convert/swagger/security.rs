//! Security schemes.

use serde_json::{Map, Value};

/// Writes a security definition of Swagger 2.0 as a security scheme of 3.0.
pub(super) fn convert(scheme: &mut Value) {
    let Some(members) = scheme.as_object_mut() else { return };
    match members.get("type").and_then(Value::as_str) {
        Some("basic") => {
            members.insert("type".to_owned(), Value::from("http"));
            members.insert("scheme".to_owned(), Value::from("basic"));
        }
        Some("oauth2") => {
            let flow = members.shift_remove("flow");
            let flow = match flow.as_ref().and_then(Value::as_str) {
                Some("application") => "clientCredentials",
                Some("accessCode") => "authorizationCode",
                Some("password") => "password",
                _ => "implicit",
            };
            let kept = ["authorizationUrl", "tokenUrl", "scopes"];
            let mut described: Map<String, Value> =
                kept.into_iter().filter_map(|key| Some((key.to_owned(), members.shift_remove(key)?))).collect();
            described.entry("scopes").or_insert_with(|| Value::Object(Map::new()));
            let flows = Map::from_iter([(flow.to_owned(), Value::Object(described))]);
            members.insert("flows".to_owned(), Value::Object(flows));
        }
        _ => {}
    }
}
