//! Every `$ref` leads somewhere inside the document, and to the kind of thing that belongs there. The network is never
//! asked, and other files are bundled before this stage.

use serde_json::Value;

use crate::document::Pointer;
use crate::lint::finding::Finding;
use crate::lint::places::{Places, Reference};

/// How many broken references get a suggestion: looking for the nearest name is slow on a document full of them.
const SUGGESTIONS: usize = 50;

pub(super) fn check(places: &Places<'_>, findings: &mut Vec<Finding>) {
    let mut suggestions = SUGGESTIONS;
    for reference in &places.references {
        let (message, help) = match reference.target.parse::<Pointer>() {
            Ok(target) if !reference.target.starts_with('#') => (
                format!("$ref {:?} is no reference: it has no #", reference.target),
                format!("write {:?}", target.to_reference()),
            ),
            Ok(target) if target.resolve(places.root).is_none() => {
                let nearest = if suggestions > 0 { nearest(places.root, &target) } else { None };
                suggestions = suggestions.saturating_sub(1);
                let help = match nearest {
                    Some(nearest) => format!("did you mean {:?}?", nearest.to_reference()),
                    None => "define it under components, or correct the reference".to_owned(),
                };
                (format!("$ref {:?} leads nowhere", reference.target), help)
            }
            Ok(target) => match wrong_section(reference, &target) {
                Some(section) => (
                    format!(
                        "$ref {:?} leads to something of components/{section}, where {} belongs",
                        reference.target,
                        reference.kind.name()
                    ),
                    format!("refer to something under components/{}", reference.kind.section().unwrap_or_default()),
                ),
                None if is_nameless_schema(reference, &target) => (
                    format!("$ref {:?} leads to a schema that has no name of its own", reference.target),
                    "move that schema to components/schemas, where it can be a type, and refer to it there".to_owned(),
                ),
                None => continue,
            },
            Err(_) if reference.target.starts_with('#') => (
                format!("$ref {:?} is no JSON pointer", reference.target),
                "write it as #/components/schemas/Name, with ~1 for a slash and ~0 for a tilde in a name".to_owned(),
            ),
            Err(_) => (
                format!("$ref {:?} leads out of the document", reference.target),
                "put the file into the document's folder, or copy what is meant into components; nothing is fetched"
                    .to_owned(),
            ),
        };
        findings.push(Finding::error(reference.pointer.clone(), message, help));
    }
}

/// The section of `components` that a reference leads to, if it is not the one of its kind.
fn wrong_section(reference: &Reference<'_>, target: &Pointer) -> Option<String> {
    let mut tokens = target.tokens();
    let (components, section) = (tokens.next()?, tokens.next()?);
    // Deeper pointers lead into a component, where something of any kind may stand.
    let names_a_component = components == "components" && tokens.next().is_some() && tokens.next().is_none();
    (names_a_component && Some(section.as_ref()) != reference.kind.section()).then(|| section.into_owned())
}

/// Whether a schema is referred to where it stands inside of something else: it would have no name as a type.
fn is_nameless_schema(reference: &Reference<'_>, target: &Pointer) -> bool {
    let tokens: Vec<_> = target.tokens().collect();
    let is_named = tokens.len() == 3 && tokens.first().is_some_and(|first| first == "components");
    reference.kind.section() == Some("schemas") && !is_named
}

/// The existing node whose name is most like the first one that is missing.
fn nearest(root: &Value, target: &Pointer) -> Option<Pointer> {
    /// Longer names are not compared: the time grows with the square of the length.
    const LONGEST: usize = 100;
    let mut exists = Pointer::root();
    let mut value = root;
    let mut tokens = target.tokens();
    let missing = loop {
        let token = tokens.next()?;
        let next = exists.join(&token);
        match next.resolve(root) {
            Some(inner) => (exists, value) = (next, inner),
            None => break token,
        }
    };
    if missing.len() > LONGEST {
        return None;
    }
    let names: Vec<&str> = value.as_object()?.keys().map(String::as_str).filter(|name| name.len() <= LONGEST).collect();
    let mut found = exists.join(similar::get_close_matches(&*missing, &names, 1, 0.6).first()?);
    for token in tokens {
        found.push(&token);
    }
    found.resolve(root).is_some().then_some(found)
}
