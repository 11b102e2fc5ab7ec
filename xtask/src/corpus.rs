//! Tries a folder of documents: each becomes a crate in a process of its own, and a table says what became of them.
//!
//! A process of its own, so that a crash is one row and the peak of memory is that of one document.

mod check;
mod child;
mod operations;
mod row;
mod table;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic as _, Report, miette};

use crate::console::Console;
use crate::document::Syntax;
use crate::regenerate::Outcome;
use row::Row;

pub use child::{CHILD_COMMAND, run_child};

/// What a run is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// Root of the workspace, whose core the crates are built on.
    pub root: PathBuf,
    /// The folder of the documents.
    pub folder: PathBuf,
    /// How many of the crates cargo is to check, smallest first.
    pub check: usize,
    /// Where the crates are to stay.
    pub out: Option<PathBuf>,
}

/// Tries every document, and prints the table on standard output.
///
/// # Errors
/// Where the folder cannot be read or holds no document, or no process can be started. What becomes of a document is in
/// the table, and in the outcome.
pub fn run(request: &Request, console: &Console) -> Result<Outcome, Report> {
    let documents = documents(&request.folder)?;
    let temporary = tempfile::tempdir().into_diagnostic()?;
    let out = request.out.as_deref().unwrap_or(temporary.path());
    let mut rows = Vec::new();
    for path in &documents {
        let name = file_name(path);
        console.stage(&name, "generate");
        let row = child::start(&request.root, path, &out.join(&name))?;
        let sign = if row.is_good() { '✓' } else { '✗' };
        console.say(&format!("{sign} {name}: {} ({:.2} s)", row.result(), row.measured.seconds));
        rows.push(row);
    }
    for index in smallest(&rows).into_iter().take(request.check) {
        if let Some(row) = rows.get_mut(index) {
            console.stage(&row.document, "cargo check");
            row.check = Some(check::check(&request.root, &out.join(&row.document)));
            if let Some(Err(why)) = &row.check {
                console.say(&format!("✗ {}: cargo check: {why}", row.document));
            }
        }
    }
    let text = table::table(&rows);
    std::io::stdout().write_all(text.as_bytes()).into_diagnostic()?;
    Ok(if rows.iter().all(Row::is_good) { Outcome::InLine } else { Outcome::OutOfLine })
}

/// Everything in the folder that is written like a document, by name.
fn documents(folder: &Path) -> Result<Vec<PathBuf>, Report> {
    let unreadable = |error: std::io::Error| {
        miette!(help = "name a folder of OpenAPI documents", "{} cannot be read: {error}", folder.display())
    };
    let mut documents = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let is_overlay = path.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with(".overlay"));
        if Syntax::of(&path).is_some() && !is_overlay && path.is_file() {
            documents.push(path);
        }
    }
    documents.sort();
    if documents.is_empty() {
        return Err(miette!(
            help = "their names end in .yaml, .yml or .json",
            "{} holds no document",
            folder.display()
        ));
    }
    Ok(documents)
}

/// Rows with a crate, the one with the fewest lines first.
fn smallest(rows: &[Row]) -> Vec<usize> {
    let mut made: Vec<(usize, usize)> =
        rows.iter().enumerate().filter_map(|(index, row)| Some((row.made()?.lines, index))).collect();
    made.sort_unstable();
    made.into_iter().map(|(_, index)| index).collect()
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
