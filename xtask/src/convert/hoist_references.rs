//! References to places that have no name.

use std::collections::{HashMap, HashSet, VecDeque};

use heck::ToUpperCamelCase;
use serde_json::Value;

use super::bundle::FILES;
use super::locate::locate;
use super::version::Version;
use super::walk::{Kind, reference_to, section, walk, walk_document};
use crate::document::Pointer;
use crate::report::Report;

/// Gives what is referred to at an odd place (inside another schema, under a path, in another file) a name among the
/// components, and lets both places refer to that: a type has one name, and later stages look nowhere else.
pub(super) fn run(root: &mut Value, version: Version, report: &mut Report) {
    let mut hoist = Hoist {
        version,
        known: HashMap::new(),
        waiting: VecDeque::new(),
        names: HashMap::new(),
        numbers: HashMap::new(),
    };
    walk_document(root, &mut |kind, node, _| hoist.note(kind, node));
    while let Some((kind, target)) = hoist.waiting.pop_front() {
        if let Some(new) = hoist.place(root, kind, &target, report) {
            hoist.known.insert((kind, target), Some(new));
        }
    }
    let known = hoist.known;
    walk_document(root, &mut |kind, node, _| {
        for (kind, target) in references_of(kind, node) {
            if let Some(Some(new)) = known.get(&(kind, target.clone())) {
                new.clone_into(target);
            }
        }
    });
}

struct Hoist {
    version: Version,
    /// References of any form, with the one that stands for them.
    known: HashMap<(Kind, String), Option<String>>,
    waiting: VecDeque<(Kind, String)>,
    /// Names that are taken, by section.
    names: HashMap<String, HashSet<String>>,
    /// The number that the next one of a name gets, so that a thousand of one name are not counted through.
    numbers: HashMap<String, usize>,
}

/// The references that a node holds itself, with what they stand for.
fn references_of(kind: Kind, node: &mut Value) -> Vec<(Kind, &mut String)> {
    let mut found = Vec::new();
    let Some(members) = node.as_object_mut() else { return found };
    for (key, value) in members {
        match value {
            Value::String(target) if key == "$ref" && kind.is_referable() => found.push((kind, target)),
            Value::Object(discriminator) if key == "discriminator" && kind == Kind::Schema => {
                let mapping = discriminator.get_mut("mapping").and_then(Value::as_object_mut);
                for (_, target) in mapping.into_iter().flatten() {
                    match target {
                        Value::String(target) if target.starts_with('#') => found.push((Kind::Schema, target)),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    found
}

impl Hoist {
    fn note(&mut self, kind: Kind, node: &mut Value) {
        for (kind, target) in references_of(kind, node) {
            let Some(section) = section_of(kind, self.version) else { continue };
            if is_component(target, section) {
                continue;
            }
            let key = (kind, target.clone());
            if !self.known.contains_key(&key) {
                self.known.insert(key.clone(), None);
                self.waiting.push_back(key);
            }
        }
    }

    /// The reference to a component that stands for this one, which is made where there is none.
    fn place(&mut self, root: &mut Value, kind: Kind, target: &str, report: &mut Report) -> Option<String> {
        let section_name = section_of(kind, self.version)?;
        if let Some(name) = bare_name(root, target, section_name) {
            report.repaired("", format!("the reference {target:?} means {name}"));
            return Some(name);
        }
        let from = locate(root, target)?;
        let reference = from.to_reference();
        if is_component(&reference, section_name) {
            return Some(reference);
        }
        // What is named as something else is a mistake that lint tells.
        if is_section_member(&from, self.version) || from.is_root() || !from.resolve(root).is_some_and(Value::is_object)
        {
            return None;
        }
        let name = self.claim(root, section_name, &from);
        let to = section_name.split('/').fold(Pointer::root(), |at, token| at.join(token)).join(&name);
        let node = from.resolve_mut(root)?;
        let mut moved = std::mem::replace(node, reference_to(to.to_reference()));
        report.moved(from.as_str(), to.as_str());
        report.changed(to.as_str(), format!("named what {target:?} refers to"));
        walk(&mut moved, kind, &mut to.clone(), &mut |kind, node, _| self.note(kind, node));
        let parent = section_name.split('/').try_fold(root.as_object_mut()?, |parent, name| section(parent, name))?;
        parent.insert(name, moved);
        Some(to.to_reference())
    }

    /// A name that no component of the section has.
    fn claim(&mut self, root: &Value, section_name: &str, from: &Pointer) -> String {
        let taken = self.names.entry(section_name.to_owned()).or_insert_with(|| {
            let members = root.pointer(&format!("/{section_name}")).and_then(Value::as_object);
            members.map(|members| members.keys().cloned().collect()).unwrap_or_default()
        });
        let wanted = wanted_name(from);
        let mut name = wanted.clone();
        let number = self.numbers.entry(wanted.clone()).or_insert(2);
        while !taken.insert(name.clone()) {
            name = format!("{wanted}{number}");
            *number += 1;
        }
        name
    }
}

/// Where such objects are named.
fn section_of(kind: Kind, version: Version) -> Option<&'static str> {
    match (kind, version) {
        (Kind::Schema, Version::Swagger2) => Some("definitions"),
        (Kind::Parameter, Version::Swagger2) => Some("parameters"),
        (Kind::Response, Version::Swagger2) => Some("responses"),
        (_, Version::Swagger2) => None,
        (Kind::Schema, _) => Some("components/schemas"),
        (Kind::Parameter, _) => Some("components/parameters"),
        (Kind::Response, _) => Some("components/responses"),
        (Kind::RequestBody, _) => Some("components/requestBodies"),
        (Kind::Header, _) => Some("components/headers"),
        (Kind::Callback, _) => Some("components/callbacks"),
        _ => None,
    }
}

fn is_component(target: &str, section: &str) -> bool {
    let name = target.strip_prefix("#/").and_then(|rest| rest.strip_prefix(section)?.strip_prefix('/'));
    name.is_some_and(|name| !name.contains(['/', '%']))
}

/// A reference that is only the name of a component, as documents before Swagger 2.0 have them.
fn bare_name(root: &Value, target: &str, section_name: &str) -> Option<String> {
    let is_bare = !target.contains(['#', '/']);
    let known = root.pointer(&format!("/{section_name}"))?.get(target).filter(|_| is_bare)?;
    known.is_object().then(|| format!("#/{section_name}/{}", target.replace('~', "~0")))
}

fn is_section_member(pointer: &Pointer, version: Version) -> bool {
    let tokens: Vec<_> = pointer.tokens().collect();
    match tokens.first().map(AsRef::as_ref) {
        Some("components") => tokens.len() <= 3,
        Some("definitions" | "parameters" | "responses") if version == Version::Swagger2 => tokens.len() <= 2,
        Some("paths" | "info" | "servers" | "tags" | "security") => tokens.len() <= 3,
        _ => false,
    }
}

/// Words of a pointer that say what kind of place it is, and nothing of what stands there.
const STRUCTURE: [&str; 17] = [
    "components",
    "schemas",
    "schema",
    "definitions",
    "$defs",
    "properties",
    "paths",
    "content",
    "application/json",
    "parameters",
    "responses",
    "200",
    "allOf",
    "anyOf",
    "oneOf",
    "requestBodies",
    "headers",
];

/// What stands at such a place is called after where it stands.
fn wanted_name(from: &Pointer) -> String {
    let tokens: Vec<_> = from.tokens().collect();
    let last_names = tokens.iter().rposition(|token| matches!(token.as_ref(), "$defs" | "definitions" | "schemas"));
    let start = match last_names {
        Some(index) if index + 2 == tokens.len() => return named(tokens.last().map_or("", AsRef::as_ref)),
        Some(index) => index + 1,
        None => 0,
    };
    let in_file = tokens.first().is_some_and(|first| first == FILES);
    let words: Vec<String> = tokens
        .iter()
        .enumerate()
        .skip(start.max(usize::from(in_file)))
        .filter(|(_, token)| !STRUCTURE.contains(&token.as_ref()))
        .map(|(index, token)| match (in_file, index) {
            // A file is called by its name without folder and extension.
            (true, 1) => token.rsplit('/').next().and_then(|file| file.split('.').next()).unwrap_or("").to_owned(),
            _ if token == "items" => "item".to_owned(),
            _ => token.clone().into_owned(),
        })
        .collect();
    match words.as_slice() {
        [] => "Unnamed".to_owned(),
        [only] => named(only),
        words => words.join(" ").to_upper_camel_case(),
    }
}

/// A name as it was given, with what the name of a component cannot hold replaced.
fn named(name: &str) -> String {
    let allowed = |character: char| character.is_alphanumeric() || matches!(character, '.' | '_' | '-');
    let name: String = name.chars().map(|character| if allowed(character) { character } else { '_' }).collect();
    if name.is_empty() { "Unnamed".to_owned() } else { name }
}
