//! Walks every spec through the stages, and brings the tree in line with the result or says where it is not.

mod pipeline;
mod summary;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use miette::Report;

use crate::console::Console;
use crate::emit::{self, Source};
use crate::output::{self, Tree};
use crate::workspace;
use pipeline::Generated;

/// What is written by hand in a client's folder.
const EXTRAS: &str = "src/extras";

/// What a run is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// Root of the workspace.
    pub root: PathBuf,
    /// Names of the APIs to generate; all where there is none. The facade always covers all.
    pub apis: Vec<String>,
    /// Whether nothing is written, and differences are an error.
    pub check: bool,
    /// Whether everything that a pass changed is told.
    pub verbose: bool,
}

/// Whether the tree is in line with the specs now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was, or it has been brought in line.
    InLine,
    /// It is not, and only a check was asked for.
    OutOfLine,
}

/// Runs the generator.
///
/// # Errors
/// Where a spec cannot be turned into a client, or the tree cannot be written. The tree is as it was then.
pub fn run(request: &Request, console: &Console) -> Result<Outcome, Report> {
    let started = Instant::now();
    let specs = workspace::specs(&request.root)?;
    if let Some(unknown) = request.apis.iter().find(|name| specs.iter().all(|spec| spec.name != **name)) {
        let known: Vec<&str> = specs.iter().map(|spec| spec.name.as_str()).collect();
        return Err(miette::miette!(
            help = format!("there are {}", known.join(", ")),
            "there is no spec of an API named `{unknown}`"
        ));
    }
    let mut all = Vec::new();
    for spec in &specs {
        let wanted = request.apis.is_empty() || request.apis.contains(&spec.name);
        let generated = pipeline::generate(&request.root, spec, wanted, console)?;
        summary::of_spec(console, &generated, request.verbose);
        all.push(generated);
    }
    refuse_equal_features(&all)?;
    let tree = tree(&all, request)?;
    let changes = output::compare(&request.root, &tree)?;
    if request.check {
        if changes.is_empty() {
            summary::in_line(console, &all, started);
            return Ok(Outcome::InLine);
        }
        console.say(&output::report(&changes));
        return Ok(Outcome::OutOfLine);
    }
    summary::breaking(console, &changes, &all);
    let written = output::write(&request.root, &changes)?;
    summary::written(console, &all, &written, started);
    Ok(Outcome::InLine)
}

/// Two APIs can ask for one feature of the facade: `pieces` with the tag `os`, and `pieces-os`. cargo could not read
/// such a manifest, and so not start this very program again.
fn refuse_equal_features(all: &[Generated]) -> Result<(), Report> {
    let mut known = BTreeSet::new();
    for Generated { api, extras, .. } in all {
        let tags = api.tags.iter().map(|tag| &tag.feature);
        let parts = tags.chain(extras.features().map(|dependency| &dependency.name));
        let features = std::iter::once(api.name.clone()).chain(parts.map(|part| format!("{}-{part}", api.name)));
        if let Some(twice) = features.into_iter().find(|feature| !known.insert(feature.clone())) {
            return Err(miette::miette!(
                help = "rename the file of one spec, the tag of one document, or leave an optional dependency out",
                "two APIs would have the feature `{twice}` of the facade"
            ));
        }
    }
    Ok(())
}

/// Everything the run wants on disk.
fn tree(all: &[Generated], request: &Request) -> Result<Tree, Report> {
    let mut tree = Tree::new();
    if request.apis.is_empty() {
        // The folder as a whole, so that a client whose spec is gone is an orphan. What is written by hand stays.
        let kept = extras_folders(&request.root);
        tree.own_folder(emit::CLIENTS, &kept.iter().map(String::as_str).collect::<Vec<_>>())?;
    } else {
        for name in &request.apis {
            tree.own_folder(emit::client_folder(name), &[EXTRAS])?;
        }
    }
    let apis: Vec<_> = all.iter().map(|generated| (&generated.api, &generated.extras)).collect();
    let sources: Vec<&Source> = all.iter().map(|generated| &generated.source).collect();
    let facade = emit::facade(&apis, &Source::joined(sources));
    for path in facade.keys() {
        tree.own_file(path)?;
    }
    let clients = all.iter().flat_map(|generated| generated.files.clone());
    for (path, contents) in clients.chain(facade) {
        tree.insert(path, contents)?;
    }
    Ok(tree)
}

/// The hand-written folder of each client there is, relative to the folder of all clients.
fn extras_folders(root: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(root.join(emit::CLIENTS)).into_iter().flatten().flatten();
    entries.map(|entry| format!("{}/{EXTRAS}", entry.file_name().to_string_lossy())).collect()
}
