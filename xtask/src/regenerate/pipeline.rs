//! The stages, one document at a time.

use std::path::{Path, PathBuf};

use miette::Report;
use serde_json::Value;

use crate::console::Console;
use crate::document::{Document, SpecError};
use crate::emit::{self, Extras, Files, Home, Origin, Source};
use crate::lint::{self, Finding, Findings, Severity};
use crate::model::{self, Api, FrameKind};
use crate::report::Report as Changes;
use crate::workspace::{self, Spec};
use crate::{convert, normalise, overlay, repair, types};

/// A document that is to be turned into a client.
pub(crate) struct Job {
    /// Name of the API.
    pub(crate) name: String,
    /// The document.
    pub(crate) path: PathBuf,
    /// How messages name it.
    pub(crate) shown_as: String,
    /// How generated files name it.
    pub(crate) listed_as: String,
    /// Corrections of the document.
    pub(crate) overlay: Option<Document>,
    /// Whether what is wrong with it is mended rather than refused.
    pub(crate) repair: bool,
    /// What it is generated for.
    pub(crate) origin: Origin,
}

impl Job {
    /// The job of a spec in the tree.
    pub(crate) fn of_spec(spec: &Spec) -> Result<Self, SpecError> {
        let load = |path: &PathBuf| {
            let shown_as = format!("specs/{}", path.file_name().unwrap_or_default().to_string_lossy());
            Document::load(path, &shown_as)
        };
        Ok(Self {
            name: spec.name.clone(),
            path: spec.path.clone(),
            shown_as: spec.shown_as.clone(),
            listed_as: spec.shown_as.clone(),
            overlay: spec.overlay.as_ref().map(load).transpose()?,
            repair: false,
            origin: Origin::Workspace,
        })
    }

    /// The job of any file, with the overlay beside it.
    pub(crate) fn of_file(name: &str, path: &Path, repair: bool) -> Result<Self, SpecError> {
        let overlay = workspace::overlay_beside(path);
        Ok(Self {
            name: name.to_owned(),
            path: path.to_owned(),
            shown_as: path.display().to_string(),
            listed_as: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            overlay: overlay.map(|path| Document::load(&path, &path.display().to_string())).transpose()?,
            repair,
            origin: Origin::StandAlone,
        })
    }
}

/// A document that has been read, converted, corrected and looked through.
pub(crate) struct Reading {
    pub(crate) document: Document,
    /// What is wrong with it.
    pub(crate) findings: Vec<Finding>,
    /// What was changed on the way.
    pub(crate) report: Changes,
    /// Where what is generated from it comes from.
    pub(crate) source: Source,
    /// Everything that was read: the document, the files that it refers to, its overlay.
    pub(crate) contents: Vec<Vec<u8>>,
    /// The actions of an overlay that would mend it, as far as it was mended.
    pub(crate) repairs: Vec<Value>,
}

impl Reading {
    /// The findings, to be printed.
    pub(crate) fn findings(&self) -> Findings {
        Findings::new(&self.document, &self.findings)
    }

    /// Refuses a document with an error.
    pub(crate) fn check(&self) -> Result<(), Report> {
        let findings = self.findings();
        if findings.has_errors() { Err(findings.into()) } else { Ok(()) }
    }
}

/// What became of one document.
pub(crate) struct Generated {
    pub(crate) api: Api,
    pub(crate) reading: Reading,
    pub(crate) extras: Extras,
    pub(crate) files: Files,
    /// How many named types there are, once they are made.
    pub(crate) types: Option<usize>,
    /// Whether the files are those that an earlier run made.
    pub(crate) unchanged: bool,
}

/// The stages load, convert, overlay and lint. Repairs come before lint, where they are asked for.
pub(crate) fn read(job: &Job, console: &Console) -> Result<Reading, Report> {
    console.stage(&job.name, "load");
    let mut document = Document::load(&job.path, &job.shown_as)?;
    let mut contents = vec![document.text().as_bytes().to_vec()];
    let mut report = Changes::default();
    console.stage(&job.name, "convert");
    convert::convert(&mut document, job.path.parent().unwrap_or(Path::new("")), &mut report)?;
    contents.extend(document.bundled().map(|file| file.text().as_bytes().to_vec()));
    if let Some(corrections) = &job.overlay {
        console.stage(&job.name, "overlay");
        overlay::apply(&mut document, corrections)?;
        contents.push(corrections.text().as_bytes().to_vec());
    }
    let repairs = if job.repair { repair::repair(&mut document, &mut report) } else { Vec::new() };
    console.stage(&job.name, "lint");
    let findings = lint::lint(&document);
    let parts: Vec<&[u8]> = contents.iter().map(Vec::as_slice).collect();
    let source = Source::new(job.origin, &job.listed_as, &parts);
    Ok(Reading { document, findings, report, source, contents, repairs })
}

/// The stages normalise and model, of a document without an error.
pub(crate) fn model(job: &Job, mut reading: Reading, extras: Extras, console: &Console) -> Result<Generated, Report> {
    reading.check()?;
    console.stage(&job.name, "normalise");
    let mut value = std::mem::take(reading.document.value_mut());
    reading.report.follow(&reading.document);
    if let Err(problem) = normalise::normalise(&mut value, &mut reading.report) {
        return Err(refused(&mut reading, vec![problem]));
    }
    console.stage(&job.name, "model");
    let mut api = model::build(&job.name, &value).map_err(|problems| refused(&mut reading, problems))?;
    api.stands_alone = job.origin == Origin::StandAlone;
    extras
        .check(&api)
        .and_then(|()| needs_no_extras(&api, &extras))
        .map_err(|why| SpecError::of_file(&job.shown_as, why, "mend src/extras of its client"))?;
    Ok(Generated { api, reading, extras, files: Files::new(), types: None, unchanged: false })
}

/// The stages types and emit.
pub(crate) fn make_files(
    job: &Job,
    generated: &mut Generated,
    home: Option<&Home>,
    console: &Console,
) -> Result<(), Report> {
    let failed = |why: String, help: &str| SpecError::of_file(&job.shown_as, why, help);
    console.stage(&job.name, "types");
    let types = types::make(&generated.api);
    generated.types = Some(types.len());
    let Some(home) = home else { return Ok(()) };
    console.stage(&job.name, "emit");
    let (source, report) = (&generated.reading.source, &generated.reading.report);
    generated.files = emit::client(&generated.api, &types, source, &generated.extras, report, home)
        .map_err(|why| failed(why, "this is a defect of the generator: please report it with the spec"))?;
    Ok(())
}

/// A frame can be a type that is written by hand, which a crate outside of the workspace has no place for.
fn needs_no_extras(api: &Api, extras: &Extras) -> Result<(), String> {
    if extras.module || !api.stands_alone {
        return Ok(());
    }
    let by_hand = |frame: &FrameKind| matches!(frame, FrameKind::Extras(_));
    let sockets = api.operations.iter().filter_map(|operation| Some((operation, operation.socket.as_ref()?)));
    match sockets.into_iter().find(|(_, socket)| by_hand(&socket.received) || socket.sent.as_ref().is_some_and(by_hand))
    {
        Some((operation, _)) => Err(format!(
            "the frames of `{}` are types of src/extras/, which only a client in the workspace has",
            operation.id
        )),
        None => Ok(()),
    }
}

/// Problems that the model found, each where the author wrote what they are about.
fn refused(reading: &mut Reading, problems: Vec<model::Problem>) -> Report {
    reading.document.set_origins(reading.report.origins().clone());
    let findings: Vec<Finding> = problems
        .into_iter()
        .map(|problem| Finding {
            severity: Severity::Error,
            pointer: problem.pointer,
            message: problem.message,
            help: problem.help,
            related: None,
        })
        .collect();
    Findings::new(&reading.document, &findings).into()
}
