//! `$ref`s to other files of the document's own folder.

mod folder;

use std::collections::{HashSet, VecDeque};
use std::path::Path;

use serde_json::{Map, Value};

use crate::document::{Document, Pointer, SpecError};
use crate::report::Report;
use folder::{Folder, Found, is_remote};

/// Where the files stand in the document until what is used of them has moved to the components.
pub(super) const FILES: &str = "x-bundled-files";

/// Takes the files that the document refers to into it, each once and whole, and makes the references local. Nothing
/// outside of the folder is ever read, and nothing is fetched.
///
/// # Errors
/// Where a file is outside of the folder, unreadable, or the files together are too large.
pub(super) fn run(document: &mut Document, folder: &Path, report: &mut Report) -> Result<(), SpecError> {
    let mut value = std::mem::take(document.value_mut());
    let bundled = bundle(document, &mut value, folder, report);
    *document.value_mut() = value;
    document.add_bundled(bundled?);
    Ok(())
}

fn bundle(
    document: &Document,
    value: &mut Value,
    folder: &Path,
    report: &mut Report,
) -> Result<Vec<Document>, SpecError> {
    let mut bundle =
        Bundle { folder: None, at: folder, main: document, schemas: schema_names(value), waiting: VecDeque::new() };
    bundle.localise(document, "", value)?;
    let mut files = Map::new();
    let mut documents = Vec::new();
    while let Some((name, mut file)) = bundle.waiting.pop_front() {
        let mut value = std::mem::take(file.value_mut());
        bundle.localise(&file, &name, &mut value)?;
        let at = Pointer::root().join(FILES).join(&name);
        report.written_at(at.as_str(), format!("{}#", file.shown_as()));
        report.changed(at.as_str(), "took this file into the document");
        files.insert(name, value);
        documents.push(file);
    }
    if let (false, Some(root)) = (files.is_empty(), value.as_object_mut()) {
        root.insert(FILES.to_owned(), Value::Object(files));
    }
    Ok(documents)
}

struct Bundle<'d> {
    /// Made when the first file is asked for: most documents are one file.
    folder: Option<Folder>,
    at: &'d Path,
    main: &'d Document,
    schemas: HashSet<String>,
    /// Files that were read and not yet walked, by path from the folder.
    waiting: VecDeque<(String, Document)>,
}

impl Bundle<'_> {
    /// Makes the references of one file local to the whole. The file of the document itself has no name.
    fn localise(&mut self, file: &Document, name: &str, value: &mut Value) -> Result<(), SpecError> {
        self.node(file, name, value, &mut Pointer::root(), false)
    }

    /// The depth is bounded by that of the file. `is_named` says that the keys are names which the author chose.
    fn node(
        &mut self,
        file: &Document,
        name: &str,
        value: &mut Value,
        at: &mut Pointer,
        is_named: bool,
    ) -> Result<(), SpecError> {
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    at.push(&index.to_string());
                    self.node(file, name, item, at, false)?;
                    at.pop();
                }
            }
            Value::Object(members) => {
                for (key, member) in members {
                    if !is_named && holds_data(key) {
                        continue;
                    }
                    at.push(key);
                    match member {
                        Value::String(target) if key == "$ref" => self.reference(file, name, target, at)?,
                        Value::Object(mapping) if key == "mapping" && !is_named => {
                            for target in mapping.values_mut() {
                                if let Value::String(target) = target
                                    && (target.contains('#') || Path::new(target.as_str()).extension().is_some())
                                {
                                    self.reference(file, name, target, at)?;
                                }
                            }
                        }
                        member => self.node(file, name, member, at, !is_named && holds_names(key))?,
                    }
                    at.pop();
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn reference(&mut self, file: &Document, name: &str, target: &mut String, at: &Pointer) -> Result<(), SpecError> {
        let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
        if is_remote(path) || (path.is_empty() && name.is_empty()) || self.schemas.contains(target.as_str()) {
            return Ok(());
        }
        let named = match path {
            "" => name.to_owned(),
            path => match self.named(file, name, path, at)? {
                Some(named) => named,
                None => return Ok(()),
            },
        };
        let here = if named.is_empty() { Pointer::root() } else { Pointer::root().join(FILES).join(&named) };
        *target = format!("{}{fragment}", here.to_reference());
        Ok(())
    }

    /// The file at this path, read if it was not yet, by its path from the folder; nothing where there is none.
    fn named(&mut self, file: &Document, name: &str, path: &str, at: &Pointer) -> Result<Option<String>, SpecError> {
        let refuse = |(message, help): (String, &str)| file.error_at(at, message, help);
        let folder = match &mut self.folder {
            Some(folder) => folder,
            None => self.folder.insert(Folder::open(self.at, self.main).map_err(refuse)?),
        };
        let named = folder.resolve(name, path).map_err(refuse)?;
        match folder.read(&named, self.main).map_err(|problem| problem.at(file, at))? {
            Found::New(document) => self.waiting.push_back((named.clone(), *document)),
            Found::Known => {}
            Found::Missing => return Ok(None),
        }
        Ok(Some(if folder.is_main(&named) { String::new() } else { named }))
    }
}

/// Names of schemas: documents before Swagger 2.0 wrote references as bare names, and some still do.
fn schema_names(root: &Value) -> HashSet<String> {
    let sections = ["/components/schemas", "/definitions"].map(|section| root.pointer(section)?.as_object());
    let names = sections.into_iter().flatten().flat_map(Map::keys);
    names.filter(|name| !name.contains(['#', '.', '/'])).cloned().collect()
}

/// Keys under which there is data, in which a `$ref` is no reference.
fn holds_data(key: &str) -> bool {
    matches!(key, "example" | "examples" | "default" | "enum" | "const")
        || (key.starts_with("x-") && key != "x-websocket")
}

/// Keys under which the author chooses the keys.
fn holds_names(key: &str) -> bool {
    matches!(
        key,
        "properties"
            | "patternProperties"
            | "$defs"
            | "definitions"
            | "dependentSchemas"
            | "schemas"
            | "parameters"
            | "responses"
            | "requestBodies"
            | "headers"
            | "callbacks"
            | "pathItems"
    )
}
