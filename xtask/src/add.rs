//! Brings a document into the workspace: into `specs/`, with an overlay where it has to be mended, and everything that
//! is generated from it, all at once or not at all.

use std::path::{Path, PathBuf};
use std::time::Instant;

use miette::{Report, miette};

use crate::console::Console;
use crate::document::{Document, Syntax};
use crate::emit::Origin;
use crate::regenerate::pipeline::{self, Job, Reading};
use crate::regenerate::{self, Outcome, summary};
use crate::{overlay, workspace};

/// What a run is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// Root of the workspace.
    pub root: PathBuf,
    /// Name of the API.
    pub name: String,
    /// The document.
    pub file: PathBuf,
    /// Whether everything that was changed in the documents is told.
    pub verbose: bool,
}

/// Adds an API.
///
/// # Errors
/// Where the name is taken or cannot be one, or no client can be made of the document. Nothing is changed then.
pub fn run(request: &Request, console: &Console) -> Result<Outcome, Report> {
    let started = Instant::now();
    let name = &request.name;
    workspace::check_name(name, name)?;
    let specs = workspace::specs(&request.root)?;
    if let Some(taken) = specs.iter().find(|spec| spec.name == *name) {
        return Err(miette!(
            help = format!("to update that API, replace {} and run `cargo xtask regenerate`", taken.shown_as),
            "there is an API named `{name}` already: {}",
            taken.shown_as
        ));
    }
    let listed_as = format!("specs/{name}.{}", extension(&request.file)?);
    if let Some(left) = workspace::overlay_beside(&request.root.join(&listed_as)) {
        return Err(miette!(
            help = "remove it, or choose another name",
            "{} is there, and would be applied to the new document",
            left.strip_prefix(&request.root).unwrap_or(&left).display()
        ));
    }
    let mut job = Job::of_file(name, &request.file, true)?;
    let reading = pipeline::read(&job, console)?;
    reading.check()?;
    refuse_other_files(&request.file, &reading)?;
    let mut beside = vec![(listed_as.clone(), reading.document.text().to_owned())];
    if let Some((path, text)) = corrections(request, &job, &reading)? {
        job.overlay = Some(Document::parse(text.as_bytes(), &path, Syntax::Yaml)?);
        beside.push((path, text));
    }
    // From here on it is read as the tree will be read: what is in specs/ is all that counts.
    (job.listed_as, job.origin, job.repair) = (listed_as, Origin::Workspace, false);
    let mut jobs = specs.iter().map(Job::of_spec).collect::<Result<Vec<Job>, _>>()?;
    jobs.push(job);
    jobs.sort_by(|left, right| left.listed_as.cmp(&right.listed_as));
    let whole =
        regenerate::Request { root: request.root.clone(), apis: Vec::new(), check: false, verbose: request.verbose };
    let (all, written) = regenerate::generate_and_write(&whole, &jobs, &beside, console)?;
    summary::written(console, &all, &written, started);
    for (path, _) in &beside {
        console.say(&format!("added {path}"));
    }
    Ok(Outcome::InLine)
}

fn extension(file: &Path) -> Result<String, Report> {
    let extension = file.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    extension.filter(|_| Syntax::of(file).is_some()).ok_or_else(|| {
        miette!(help = "name the file .yaml, .yml or .json", "cannot tell what {} is written in", file.display())
    })
}

/// One document an API: a file that another refers to would be taken for an API of its own.
fn refuse_other_files(file: &Path, reading: &Reading) -> Result<(), Report> {
    let names: Vec<&str> = reading.document.bundled().map(Document::shown_as).collect();
    if names.is_empty() {
        return Ok(());
    }
    Err(miette!(
        help = "make one document of them first, with a bundler of OpenAPI documents, and add that",
        "{} refers to other files ({}), and specs/ holds one document an API",
        file.display(),
        names.join(", ")
    ))
}

/// The overlay to write: the one beside the document, or what mends it. JSON is YAML too.
fn corrections(request: &Request, job: &Job, reading: &Reading) -> Result<Option<(String, String)>, Report> {
    let path = format!("specs/{}.overlay.yaml", request.name);
    match (&job.overlay, reading.repairs.is_empty()) {
        (None, true) => Ok(None),
        (Some(overlay), true) => Ok(Some((path, overlay.text().to_owned()))),
        (None, false) => {
            let repairs = overlay::to_overlay("What the vendor's document has wrong", reading.repairs.clone());
            let text = serde_json::to_string_pretty(&repairs).map_err(|error| miette!("{error}"))?;
            Ok(Some((path, format!("{text}\n"))))
        }
        (Some(overlay), false) => Err(miette!(
            help = "`cargo xtask lint` says what is left to correct in it",
            "{} does not mend everything that is wrong with {}",
            overlay.shown_as(),
            request.file.display()
        )),
    }
}
