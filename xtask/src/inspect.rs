//! Looks through documents and says what would become of them. Nothing is written.

use std::path::{Path, PathBuf};

use miette::Report;

use crate::console::Console;
use crate::emit::Extras;
use crate::regenerate::Outcome;
use crate::regenerate::pipeline::{self, Job, Reading};
use crate::regenerate::summary;

/// Looks through each file, and answers whether nothing is wrong with any.
pub fn run(files: &[PathBuf], verbose: bool, console: &Console) -> Outcome {
    let mut outcome = Outcome::InLine;
    for file in files {
        match inspect(file, verbose, console) {
            Ok(true) => {}
            Ok(false) => outcome = Outcome::OutOfLine,
            Err(report) => {
                console.say(&format!("{report:?}"));
                outcome = Outcome::OutOfLine;
            }
        }
    }
    outcome
}

fn inspect(file: &Path, verbose: bool, console: &Console) -> Result<bool, Report> {
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    let as_written = Job::of_file(&name, file, false)?;
    let reading = pipeline::read(&as_written, console)?;
    let findings = reading.findings();
    if !findings.has_errors() {
        go_on(&as_written, reading, verbose, console)?;
        return Ok(true);
    }
    console.diagnostic(&findings);
    drop(reading);
    let mended = Job::of_file(&name, file, true)?;
    let reading = pipeline::read(&mended, console)?;
    if !reading.findings().has_errors() {
        console.say(&format!(
            "{}: all of that can be mended: `cargo xtask add` writes an overlay that does, `regenerate --spec` does it \
             by itself",
            file.display()
        ));
        go_on(&mended, reading, verbose, console)?;
    }
    Ok(false)
}

/// What becomes of a document in which nothing is wrong.
fn go_on(job: &Job, reading: Reading, verbose: bool, console: &Console) -> Result<(), Report> {
    // Whether the types of frames that are written by hand are there makes no difference here.
    let extras = Extras { module: true, ..Extras::default() };
    let mut generated = pipeline::model(job, reading, extras, console)?;
    pipeline::make_files(job, &mut generated, None, console)?;
    summary::of_document(console, &generated, verbose);
    Ok(())
}
