//! The command `switchboard`: every operation of the messaging APIs that Switchboard speaks to, from a shell.
//!
//! It knows no operation by itself: each client carries a table of its operations ([`OperationTable`]), and the commands are
//! made from it. An API that is added to the workspace has its commands at once.
//!
//! The crate is a library too, for what the command shares with the workspace's tests: [`tour`].

#![forbid(unsafe_code)]

mod arguments;
mod completions;
mod console;
mod failure;
mod listen;
mod output;
mod perform;
mod preview;
mod request;
mod sandbox;
mod settings;
pub mod tour;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::ArgMatches;
use switchboard_core::operation_table::OperationTable;

use failure::{ExitStatus, Failure};

/// Does what the arguments say, the first of which is the name of the program, and gives the exit code.
pub async fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let tables = switchboard::operation_tables();
    let matches = arguments::command(&tables).try_get_matches_from(arguments).map_err(Failure::Usage);
    let result = match matches {
        Ok(matches) => dispatch(&tables, &matches).await,
        Err(failure) => Err(failure),
    };
    match result {
        Ok(()) => ExitStatus::Success.into(),
        Err(failure) => {
            failure.tell();
            failure.status().into()
        }
    }
}

async fn dispatch(tables: &[OperationTable], matches: &ArgMatches) -> Result<(), Failure> {
    match matches.subcommand() {
        Some((sandbox::COMMAND, matches)) => sandbox::run(matches).await,
        Some((tour::COMMAND, _)) => tour::run().await,
        Some((completions::COMMAND, matches)) => completions::run(arguments::command(tables), matches),
        Some((name, matches)) => {
            let found = tables.iter().find(|table| table.api.name == name).zip(matches.subcommand());
            match found {
                Some((table, (listen::COMMAND, matches))) => listen::run(table, matches).await,
                Some((table, (command, matches))) => perform::run(table, command, matches).await,
                None => Err(Failure::Arguments(format!("there is no command {name}"))),
            }
        }
        None => Err(Failure::Arguments("there is nothing to do; --help says what there is".to_owned())),
    }
}
