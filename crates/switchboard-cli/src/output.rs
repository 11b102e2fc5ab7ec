//! Printing answers.

mod json;
mod table;
mod visible;

use std::io::{IsTerminal as _, Write as _};

use clap::ArgMatches;
use serde_json::Value;
pub(crate) use visible::{VisibleText, visible};

use crate::arguments::{OUTPUT, OutputFormat};
use crate::failure::Failure;

/// What answers are printed as: what was asked for, else a table to people and JSON to programs.
pub(crate) fn format(matches: &ArgMatches) -> OutputFormat {
    match matches.get_one(OUTPUT) {
        Some(format) => *format,
        None if std::io::stdout().is_terminal() => OutputFormat::Table,
        None => OutputFormat::Json,
    }
}

/// Prints a value.
pub(crate) fn value(value: &Value, format: OutputFormat) -> Result<(), Failure> {
    match format {
        OutputFormat::Table => line(&table::of(value, terminal_width())),
        OutputFormat::Json | OutputFormat::Raw => line(&json::pretty(value)),
    }
}

/// Prints one of several values, as a line of JSON.
pub(crate) fn item(value: &Value) -> Result<(), Failure> {
    line(&json::compact(value))
}

/// Prints a line.
pub(crate) fn line(text: &str) -> Result<(), Failure> {
    let mut output = std::io::stdout().lock();
    writeln!(output, "{text}")?;
    Ok(output.flush()?)
}

/// Prints bytes as they are.
pub(crate) fn write(bytes: &[u8]) -> Result<(), Failure> {
    let mut output = std::io::stdout().lock();
    output.write_all(bytes)?;
    Ok(output.flush()?)
}

/// How many columns the terminal has that answers go to; nothing where they go elsewhere.
fn terminal_width() -> Option<u16> {
    terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| width.0)
}
