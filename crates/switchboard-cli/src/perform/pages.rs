use std::convert::Infallible;
use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::Value;
use switchboard_core::{Error, Pages};

use crate::arguments::OutputFormat;
use crate::failure::Failure;
use crate::output;

/// Walks through all pages. JSON is printed item by item as it comes; a table waits for the last, since its columns
/// depend on all of them.
pub(super) async fn walk(mut pages: Pages<Vec<Value>, Infallible>, format: OutputFormat) -> Result<(), Failure> {
    let is_table = format == OutputFormat::Table;
    // Lines that are printed to the same terminal show the progress themselves.
    let progress = if is_table || !std::io::stdout().is_terminal() { progress() } else { ProgressBar::hidden() };
    let mut rows = Vec::new();
    while let Some(page) = pages.next_page().await {
        let items = page.map_err(Error::from)?.into_inner();
        progress.inc(items.len() as u64);
        if is_table {
            rows.extend(items);
        } else {
            items.iter().try_for_each(output::item)?;
        }
    }
    progress.finish_and_clear();
    if is_table { output::value(&Value::Array(rows), format) } else { Ok(()) }
}

/// How many items came: nobody knows how many there are. Shown on the standard error, where that is a terminal.
fn progress() -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} items, {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}
