use serde_json::{Value, json};

use crate::convert::walk::Kind;
use crate::document::Pointer;
use crate::report::Report;

/// Gives title and version to an `info` that lacks one, and makes objects of tags and servers that are only a text.
pub(super) fn run(kind: Kind, node: &mut Value, at: &Pointer, report: &mut Report) {
    match (kind, &mut *node) {
        (Kind::Info, Value::Object(info)) => {
            for (key, usual) in [("title", "API"), ("version", "0")] {
                if info.get(key).is_none_or(Value::is_null) {
                    report.repaired(at.as_str(), format!("has no {key}, and gets {usual:?}"));
                    info.insert(key.to_owned(), Value::from(usual));
                }
            }
        }
        (Kind::Tag | Kind::Server, Value::String(text)) => {
            report.repaired(at.as_str(), "is only a text");
            let key = if kind == Kind::Tag { "name" } else { "url" };
            *node = json!({key: text});
        }
        _ => {}
    }
}
