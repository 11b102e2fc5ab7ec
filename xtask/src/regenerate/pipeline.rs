use std::path::Path;

use miette::Report;

use crate::console::Console;
use crate::document::{Document, SpecError};
use crate::emit::{self, Extras, Files, Source};
use crate::lint::{self, Finding, Findings, Severity};
use crate::model::{self, Api};
use crate::normalise;
use crate::report::Report as Changes;
use crate::workspace::Spec;
use crate::{convert, overlay, types};

/// What became of one spec.
pub(super) struct Generated {
    pub(super) api: Api,
    pub(super) source: Source,
    pub(super) extras: Extras,
    pub(super) files: Files,
    /// How many named types there are; none where the files were not asked for.
    pub(super) types: usize,
    pub(super) warnings: Findings,
    pub(super) report: Changes,
}

/// Walks a spec through the stages. Files are made only where they are `wanted`: the facade needs the model of the others.
pub(super) fn generate(root: &Path, spec: &Spec, wanted: bool, console: &Console) -> Result<Generated, Report> {
    console.stage(&spec.name, "load");
    let mut document = Document::load(&spec.path, &spec.shown_as)?;
    let mut contents = vec![document.text().as_bytes().to_vec()];
    console.stage(&spec.name, "convert");
    let mut report = Changes::default();
    convert::convert(&mut document, spec.path.parent().unwrap_or(root), &mut report)?;
    contents.extend(document.bundled().map(|file| file.text().as_bytes().to_vec()));
    if let Some(path) = &spec.overlay {
        console.stage(&spec.name, "overlay");
        let shown_as = format!("specs/{}", path.file_name().unwrap_or_default().to_string_lossy());
        let corrections = Document::load(path, &shown_as)?;
        overlay::apply(&mut document, &corrections)?;
        contents.push(corrections.text().as_bytes().to_vec());
    }
    let contents: Vec<&[u8]> = contents.iter().map(Vec::as_slice).collect();
    let source = Source::new(&spec.shown_as, &contents);

    console.stage(&spec.name, "lint");
    let findings = Findings::new(&document, &lint::lint(&document));
    if findings.has_errors() {
        return Err(findings.into());
    }

    console.stage(&spec.name, "normalise");
    let mut value = document.value().clone();
    report.follow(&document);
    normalise::normalise(&mut value, &mut report);

    console.stage(&spec.name, "model");
    let api = model::build(&spec.name, &value).map_err(|problems| refused(&document, problems))?;
    let extras = Extras::read(&root.join(emit::client_folder(&spec.name)))
        .and_then(|extras| extras.check(&api).map(|()| extras))
        .map_err(|why| SpecError::of_file(&spec.shown_as, why, "mend src/extras of its client"))?;
    let mut generated = Generated { api, source, extras, files: Files::new(), types: 0, warnings: findings, report };
    if wanted {
        make_files(spec, &mut generated, console)?;
    }
    Ok(generated)
}

fn make_files(spec: &Spec, generated: &mut Generated, console: &Console) -> Result<(), Report> {
    let failed = |why: String, help: &str| SpecError::of_file(&spec.shown_as, why, help);
    console.stage(&spec.name, "types");
    let types = types::make(&generated.api);
    console.stage(&spec.name, "emit");
    generated.files = emit::client(&generated.api, &types, &generated.source, &generated.extras)
        .map_err(|why| failed(why, "this is a defect of the generator: please report it with the spec"))?;
    generated.types = types.len();
    Ok(())
}

fn refused(document: &Document, problems: Vec<model::Problem>) -> Report {
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
    Findings::new(document, &findings).into()
}
