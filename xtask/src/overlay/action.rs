//! Reading an overlay's actions.

use serde_json::{Map, Value};

use crate::document::{Document, Pointer, SpecError};

/// One entry of `actions`.
pub(super) struct Action<'o> {
    /// Where the action stands in the overlay.
    pub(super) at: Pointer,
    /// The `JSONPath` as it is written.
    pub(super) target: &'o str,
    pub(super) change: Change<'o>,
}

pub(super) enum Change<'o> {
    Remove,
    Update(&'o Value),
}

/// Reads all actions before the first is applied. Unknown fields are refused: a misspelt `update` must not be a no-op.
pub(super) fn read(overlay: &Document) -> Result<Vec<Action<'_>>, SpecError> {
    let root = Pointer::root();
    let members = object(overlay, &root, overlay.value(), "an overlay")?;
    known_fields(overlay, &root, members, &["overlay", "info", "extends", "actions"])?;
    let version = members.get("overlay").and_then(Value::as_str).unwrap_or_default();
    if version != "1.0" && !version.starts_with("1.0.") {
        return Err(overlay.error_at(
            &root.join("overlay"),
            "this is no overlay that is read here",
            "start the file with `overlay: 1.0.0`; only version 1.0 is read",
        ));
    }
    let info_at = root.join("info");
    let info = members.get("info").unwrap_or(&Value::Null);
    let info = object(overlay, &info_at, info, "the overlay's info")?;
    for field in ["title", "version"] {
        if !info.get(field).is_some_and(Value::is_string) {
            return Err(overlay.error_at(
                &info_at.join(field),
                format!("the overlay's info has no {field}, or it is no string"),
                format!("add `{field}` under info, in quotes if it looks like a number"),
            ));
        }
    }
    let actions_at = root.join("actions");
    let actions = members.get("actions").and_then(Value::as_array).filter(|actions| !actions.is_empty());
    let actions = actions.ok_or_else(|| {
        overlay.error_at(
            &actions_at,
            "the overlay has no list of actions",
            "add `actions` with at least one, or delete the file",
        )
    })?;
    let read = actions.iter().enumerate();
    read.map(|(index, action)| read_one(overlay, actions_at.join(index), action)).collect()
}

fn read_one<'o>(overlay: &Document, at: Pointer, action: &'o Value) -> Result<Action<'o>, SpecError> {
    let members = object(overlay, &at, action, "an action")?;
    known_fields(overlay, &at, members, &["target", "description", "update", "remove"])?;
    let target = members.get("target").and_then(Value::as_str).ok_or_else(|| {
        overlay.error_at(
            &at,
            "this action has no target, or it is no string",
            "add a JSONPath, such as `target: $.paths['/messages'].get`",
        )
    })?;
    let remove = match members.get("remove") {
        None => false,
        Some(Value::Bool(remove)) => *remove,
        Some(_) => {
            return Err(overlay.error_at(&at.join("remove"), "remove is neither true nor false", "write true"));
        }
    };
    let change = match members.get("update") {
        _ if remove => Change::Remove,
        Some(update) => Change::Update(update),
        None => {
            return Err(overlay.error_at(
                &at,
                "this action changes nothing",
                "add `update` with what is to be merged, or `remove: true`",
            ));
        }
    };
    Ok(Action { at, target, change })
}

fn object<'o>(
    overlay: &Document,
    at: &Pointer,
    value: &'o Value,
    what: &str,
) -> Result<&'o Map<String, Value>, SpecError> {
    value.as_object().ok_or_else(|| {
        overlay.error_at(
            at,
            format!("{what} is an object, and this is none"),
            "see https://spec.openapis.org/overlay/v1.0.0.html for its fields",
        )
    })
}

fn known_fields(
    overlay: &Document,
    at: &Pointer,
    members: &Map<String, Value>,
    known: &[&str],
) -> Result<(), SpecError> {
    match members.keys().find(|key| !key.starts_with("x-") && !known.contains(&key.as_str())) {
        None => Ok(()),
        Some(unknown) => Err(overlay.error_at(
            &at.join(unknown),
            format!("Overlay 1.0 knows no field {unknown:?} here"),
            format!("use one of {}, or start its name with x-", known.join(", ")),
        )),
    }
}
