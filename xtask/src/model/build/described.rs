use serde_json::Value;

/// The description of a value with what the document says about its default and limits. A default is the server's
/// business: it is documented, never sent.
pub(super) fn described(schema: &Value) -> String {
    let mut text = schema.get("description").and_then(Value::as_str).unwrap_or_default().trim_end().to_owned();
    let mut say = |sentence: String| {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&sentence);
    };
    if let Some(default) = schema.get("default").filter(|default| !default.is_null()) {
        say(format!("The server's default is `{default}`."));
    }
    // Those of text are an enum in Rust too.
    let values =
        schema.get("enum").and_then(Value::as_array).filter(|values| values.iter().all(|value| !value.is_string()));
    if let Some(values) = values {
        let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
        say(format!("One of {}.", values.join(", ")));
    }
    for (keyword, before, after) in [
        ("minimum", "At least", ""),
        ("maximum", "At most", ""),
        ("minLength", "At least", " characters"),
        ("maxLength", "At most", " characters"),
        ("minItems", "At least", " items"),
        ("maxItems", "At most", " items"),
        ("pattern", "Matches", ""),
    ] {
        if let Some(limit) = schema.get(keyword) {
            let limit = limit.as_str().map_or_else(|| limit.to_string(), str::to_owned);
            say(format!("{before} `{limit}`{after}."));
        }
    }
    if schema.get("readOnly").and_then(Value::as_bool) == Some(true) {
        say("Set by the server only.".to_owned());
    }
    text
}
