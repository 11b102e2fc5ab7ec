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
pub(super) async fn walk(pages: Pages<Vec<Value>, Infallible>, format: OutputFormat) -> Result<(), Failure> {
    let is_table = format == OutputFormat::Table;
    // Lines that are printed to the same terminal show the progress themselves.
    let progress = if is_table || !std::io::stdout().is_terminal() { progress() } else { ProgressBar::hidden() };
    let mut rows = Vec::new();
    let print = |items: Vec<Value>| {
        progress.inc(items.len() as u64);
        if is_table {
            rows.extend(items);
            return Ok(());
        }
        items.iter().try_for_each(output::item)
    };
    let walked = each(pages, print).await;
    progress.finish_and_clear();
    // What came before a page that failed is the caller's.
    if is_table && (walked.is_ok() || !rows.is_empty()) {
        output::value(&Value::Array(rows), format)?;
    }
    walked
}

async fn each(
    mut pages: Pages<Vec<Value>, Infallible>,
    mut print: impl FnMut(Vec<Value>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    while let Some(page) = pages.next_page().await {
        print(page.map_err(Error::from)?.into_inner())?;
    }
    Ok(())
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
