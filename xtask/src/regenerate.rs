//! Walks every spec through the stages, and brings the tree in line with the result or says where it is not.

pub(crate) mod account;
mod licences;
pub(crate) mod pipeline;
pub mod stand_alone;
pub(crate) mod summary;
mod unchanged;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use miette::Report;

use crate::console::Console;
use crate::document::SpecError;
use crate::emit::{self, Extras, Home, Origin, Source};
use crate::output::{self, Tree, Written};
use crate::workspace;
use pipeline::{Generated, Job};
use unchanged::Unchanged;

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
    let jobs = specs.iter().map(Job::of_spec).collect::<Result<Vec<Job>, SpecError>>()?;
    if request.check {
        let all = generate(request, &jobs, &Unchanged::default(), console)?;
        let changes = output::compare(&request.root, &tree(&all, request)?)?;
        if changes.is_empty() {
            summary::in_line(console, &all, started);
            return Ok(Outcome::InLine);
        }
        console.say(&output::report(&changes, Origin::Workspace.command()));
        return Ok(Outcome::OutOfLine);
    }
    let (all, written) = generate_and_write(request, &jobs, &[], console)?;
    summary::written(console, &all, &written, started);
    Ok(Outcome::InLine)
}

/// Generates from all jobs and writes the tree, with `beside` it files that the workspace does not have yet. All of it
/// is written, or nothing.
pub(crate) fn generate_and_write(
    request: &Request,
    jobs: &[Job],
    beside: &[(String, String)],
    console: &Console,
) -> Result<(Vec<Generated>, Written), Report> {
    // Everything is to be told, and what an earlier run made tells nothing.
    let unchanged = if request.verbose { Unchanged::default() } else { Unchanged::load(&request.root) };
    let all = generate(request, jobs, &unchanged, console)?;
    let mut tree = tree(&all, request)?;
    for (path, contents) in beside {
        tree.own_file(path)?;
        tree.insert(path, contents.as_str())?;
    }
    let changes = output::compare(&request.root, &tree)?;
    summary::breaking(console, &changes, &all);
    let written = output::write(&request.root, &changes)?;
    unchanged.keep(&request.root, &all);
    Ok((all, written))
}

/// All APIs, those that are not asked for without their files: the facade needs to know of them.
fn generate(
    request: &Request,
    jobs: &[Job],
    unchanged: &Unchanged,
    console: &Console,
) -> Result<Vec<Generated>, Report> {
    let mut all = Vec::new();
    for job in jobs {
        let reading = pipeline::read(job, console)?;
        let extras = Extras::read(&request.root.join(emit::client_folder(&job.name)))
            .map_err(|why| SpecError::of_file(&job.shown_as, why, "mend src/extras of its client"))?;
        let mut generated = pipeline::model(job, reading, extras, console)?;
        let wanted = request.apis.is_empty() || request.apis.contains(&job.name);
        if wanted && !unchanged.restore(&request.root, &mut generated) {
            pipeline::make_files(job, &mut generated, Some(&Home::Workspace), console)?;
        }
        summary::of_document(console, &generated, request.verbose);
        all.push(generated);
    }
    refuse_equal_features(&all)?;
    Ok(all)
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
    let sources: Vec<&Source> = all.iter().map(|generated| &generated.reading.source).collect();
    let facade = emit::facade(&apis, &Source::joined(sources));
    for path in facade.keys() {
        tree.own_file(path)?;
    }
    let made = all.iter().filter(|generated| !generated.files.is_empty());
    for (path, contents) in licences::copies(&request.root, made.map(|generated| generated.api.name.as_str())) {
        tree.own_file(&path)?;
        tree.insert(path, contents)?;
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
