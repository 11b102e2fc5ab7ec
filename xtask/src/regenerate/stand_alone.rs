//! One document to one crate of its own, outside of the workspace.

mod package;
mod place;

use std::path::PathBuf;
use std::time::Instant;

use miette::Report;

use super::pipeline::{self, Generated, Job};
use super::{Outcome, summary};
use crate::console::Console;
use crate::emit::{Extras, Home, Origin};
use crate::output::{self, Tree};
use crate::workspace::Inherited;
use place::Place;

/// What a run is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// Root of the workspace, whose core the crate is built on.
    pub root: PathBuf,
    /// The document.
    pub spec: PathBuf,
    /// Folder of the crate.
    pub out: PathBuf,
    /// Name of its package; that of the folder where there is none.
    pub name: Option<String>,
    /// Whether nothing is written, and differences are an error.
    pub check: bool,
    /// Whether everything that was changed in the document is told.
    pub verbose: bool,
}

/// Runs the generator.
///
/// # Errors
/// Where the document cannot be turned into a client, the folder is in the workspace or holds anything that was not
/// generated, or it cannot be written. Everything is as it was then.
pub fn run(request: &Request, console: &Console) -> Result<Outcome, Report> {
    let started = Instant::now();
    let (generated, place, tree) = generate(request, console)?;
    let changes = output::compare(&place.root, &tree)?;
    let shown = request.out.display();
    if request.check {
        summary::of_document(console, &generated, request.verbose);
        if changes.is_empty() {
            console.say(&format!("{shown} is what the document says ({:.1?})", started.elapsed()));
            return Ok(Outcome::InLine);
        }
        let command = format!("{} {} --out {shown}", Origin::StandAlone.command(), request.spec.display());
        console.say(&output::report(&changes, &command));
        return Ok(Outcome::OutOfLine);
    }
    let written = output::write_within(&place.root, &place.folder, &changes)?;
    summary::of_document(console, &generated, request.verbose);
    console.say(&format!(
        "{} in {shown}: {} ({:.1?})",
        generated.api.package(),
        summary::in_words(&written),
        started.elapsed()
    ));
    Ok(Outcome::InLine)
}

/// The same without a word, for those who count.
pub(crate) fn generate_and_write(request: &Request, console: &Console) -> Result<Generated, Report> {
    let (generated, place, tree) = generate(request, console)?;
    output::write_within(&place.root, &place.folder, &output::compare(&place.root, &tree)?)?;
    Ok(generated)
}

/// Everything but the writing.
fn generate(request: &Request, console: &Console) -> Result<(Generated, Place, Tree), Report> {
    let place = Place::of(&request.out, &request.root)?;
    let kept = place.kept()?;
    if let Some(name) = &request.name {
        package::check(name)?;
    }
    let mut job = Job::of_file(&request.spec.file_stem().unwrap_or_default().to_string_lossy(), &request.spec, true)?;
    let reading = pipeline::read(&job, console)?;
    let title = reading.document.value().pointer("/info/title").and_then(serde_json::Value::as_str);
    job.name = match &request.name {
        Some(name) => name.clone(),
        None => package::name([place.name().as_ref(), title.unwrap_or_default()]),
    };
    let mut generated = pipeline::model(&job, reading, Extras::default(), console)?;
    let home = Home::StandAlone { folder: place.folder.clone(), inherited: Inherited::read(&request.root)? };
    pipeline::make_files(&job, &mut generated, Some(&home), console)?;
    let mut tree = Tree::new();
    tree.own_folder(&place.folder, &kept.iter().map(String::as_str).collect::<Vec<_>>())?;
    for (path, contents) in &generated.files {
        tree.insert(path, contents.as_str())?;
    }
    Ok((generated, place, tree))
}
