//! Performing an operation.

mod answer;
mod pages;
mod socket;

use clap::ArgMatches;
use switchboard_core::generated::Call;
use switchboard_core::operation_table::{OperationEntry, OperationTable};

use crate::arguments::{self, ALL, CURL, DRY_RUN, NO_PROMPT, OutputFormat, VERBOSE};
use crate::failure::Failure;
use crate::preview::Shown;
use crate::request::Given;
use crate::settings::{Connection, Identity, Secrets};
use crate::{console, output};

/// Performs the operation that a command stands for, or shows its request.
pub(crate) async fn run(table: &OperationTable, command: &str, matches: &ArgMatches) -> Result<(), Failure> {
    let Some((operation, entry)) = arguments::find(table, command) else {
        return Err(Failure::Arguments(format!("{} has no operation {command}", table.title)));
    };
    let has = |name: &str| matches.try_get_one::<bool>(name).ok().flatten().copied().unwrap_or_default();
    let is_shown = has(DRY_RUN) || has(CURL);
    let given = Given::read(entry, matches)?;
    let asked_for = Some(operation).filter(|_| !is_shown);
    let connection = Connection::find(table, asked_for, matches)?;
    let asks = !is_shown && !given.has_whole_body() && !has(NO_PROMPT);
    let secrets = Secrets::find(&connection, entry, asks)?;
    if is_shown || has(VERBOSE) {
        let call = given.call(&connection.client(Identity::Shown)?, operation, entry, &secrets.shown())?;
        let shown = Shown::of(call, &connection, entry, &secrets)?;
        if has(CURL) {
            let curl = shown.curl()?;
            shown.variables_in(&curl).filter(|name| std::env::var_os(name).is_none()).for_each(|name| {
                console::say(&format!("{name} is not set in this shell; what is printed reads it"));
            });
            return output::line(&curl);
        }
        if has(DRY_RUN) {
            return output::line(&shown.message());
        }
        shown.message().lines().for_each(|line| console::say(&format!("> {line}")));
    }
    let call = given.call(&connection.client(Identity::Caller)?, operation, entry, &secrets)?;
    send(entry, call, matches, has(VERBOSE)).await.map_err(|failure| failure.explained_by(entry))
}

/// Sends the call and prints what comes back.
async fn send(
    entry: &'static OperationEntry,
    call: Call,
    matches: &ArgMatches,
    is_verbose: bool,
) -> Result<(), Failure> {
    let format = output::format(matches);
    let walks = matches.try_get_one::<bool>(ALL).ok().flatten().copied().unwrap_or_default();
    if let Some(socket) = &entry.socket {
        return socket::listen(socket, call, matches).await;
    }
    match &entry.pages {
        Some(pages) if walks => pages::walk(pages.walk(call), format).await,
        _ if entry.is_stream || format == OutputFormat::Raw => answer::copy(call, format, is_verbose).await,
        _ => answer::print(call, format, is_verbose).await,
    }
}
