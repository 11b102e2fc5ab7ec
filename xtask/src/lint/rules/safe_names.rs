//! Names of a spec become names of files and modules; none of them may lead out of the folder that is generated.

use serde_json::Value;

use crate::document::Pointer;
use crate::lint::finding::Finding;
use crate::lint::grammar::Kind;
use crate::lint::places::Places;

pub(super) fn check(places: &Places<'_>, findings: &mut Vec<Finding>) {
    let mut check = |what: &str, name: &str, at: &dyn Fn() -> Pointer| {
        if let Some(problem) = problem(name) {
            findings.push(Finding::error(
                at(),
                format!("the {what} {name:?} {problem}"),
                "rename it: names in a spec become names of files",
            ));
        }
    };
    for tag in places.of(Kind::Tag) {
        if let Some(name) = tag.members.get("name").and_then(Value::as_str) {
            check("tag", name, &|| tag.pointer.join("name"));
        }
    }
    for operation in &places.operations {
        let tags = operation.members.get("tags").and_then(Value::as_array);
        for (index, tag) in tags.into_iter().flatten().enumerate() {
            if let Some(name) = tag.as_str() {
                check("tag", name, &|| operation.pointer.join("tags").join(index));
            }
        }
        for field in ["operationId", "x-method"] {
            let name = operation.members.get(field).and_then(Value::as_str);
            if let Some(name) = name.filter(|name| !is_in_a_namespace(name)) {
                check(field, name, &|| operation.pointer.join(field));
            }
        }
    }
    for components in places.of(Kind::Components) {
        for (section, members) in components.members {
            let names = members.as_object().into_iter().flat_map(|members| members.keys());
            for name in names.filter(|name| !is_in_a_namespace(name)) {
                check("component", name, &|| components.pointer.join(section).join(name));
            }
        }
    }
}

/// Whether a backslash may stand in a name: types and methods of languages with namespaces have it, and name no file.
fn is_in_a_namespace(name: &str) -> bool {
    name.contains('\\') && !name.contains("..") && !name.contains(char::is_control)
}

/// What is dangerous about a name, if anything is. A slash inside is not: some vendors' tags have one.
fn problem(name: &str) -> Option<&'static str> {
    if name.chars().any(char::is_control) {
        Some("holds a control character")
    } else if name.contains('\\') {
        Some("holds a backslash, which separates folders on Windows")
    } else if name.split('/').any(|component| component == "..") {
        Some("leads to a parent folder")
    } else if name.starts_with('/') || has_drive(name) {
        Some("is an absolute path")
    } else {
        None
    }
}

/// `C:` or `C:/...`; `a:b` is a plain name.
fn has_drive(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(|letter| letter.is_ascii_alphabetic())
        && characters.next() == Some(':')
        && matches!(characters.next(), None | Some('/'))
}
