use serde_json::Value;

use crate::document::Pointer;
use crate::normalise::METHODS;
use crate::report::Report;

/// Drops security schemes that no client of ours can send, such as certificates, with the requirements that name them.
/// What they ask for is up to the caller.
pub(super) fn run(root: &mut Value, report: &mut Report) {
    let at = Pointer::root().join("components").join("securitySchemes");
    let mut dropped = Vec::new();
    if let Some(Value::Object(schemes)) = root.pointer_mut(at.as_str()) {
        schemes.retain(|name, scheme| {
            let keep = can_be_sent(scheme);
            if !keep {
                report.lost(at.join(name).as_str(), "way to authenticate", "is of no kind that a client can send");
                dropped.push(name.clone());
            }
            keep
        });
    }
    if dropped.is_empty() {
        return;
    }
    forget(root.get_mut("security"), &dropped);
    for (_, item) in root.get_mut("paths").and_then(Value::as_object_mut).into_iter().flatten() {
        for method in METHODS {
            forget(item.get_mut(method).and_then(|operation| operation.get_mut("security")), &dropped);
        }
    }
}

fn forget(security: Option<&mut Value>, dropped: &[String]) {
    for requirement in security.and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(names) = requirement.as_object_mut() {
            names.retain(|name, _| !dropped.contains(name));
        }
    }
}

/// Schemes that are wrong, rather than of another kind, are for lint to tell.
fn can_be_sent(scheme: &Value) -> bool {
    let text = |key: &str| scheme.get(key).and_then(Value::as_str);
    match (text("type"), text("scheme")) {
        (Some("mutualTLS"), _) => false,
        (Some("http"), Some(scheme)) => ["basic", "bearer"].iter().any(|known| scheme.eq_ignore_ascii_case(known)),
        _ => true,
    }
}
