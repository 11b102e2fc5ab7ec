//! The command `switchboard`: every operation of the messaging APIs that Switchboard speaks to, from a shell.
//!
//! It knows no operation by itself: each client carries a table of its operations ([`OperationTable`]), and the commands are
//! made from it. An API that is added to the workspace has its commands at once.
//!
//! The crate is a library too: [`run`] makes the same command of other tables, such as that of a client which stands alone.
//!
//! ```no_run
//! # use switchboard_core::operation_table::OperationTable;
//! # fn operation_table() -> OperationTable { unreachable!() }
//! # async fn example() -> std::process::ExitCode {
//! // The function `operation_table` of a client that is built with its feature `cli`.
//! switchboard_cli::run(&[operation_table()], std::env::args_os()).await
//! # }
//! ```

#![forbid(unsafe_code)]

mod arguments;
mod completions;
mod console;
mod failure;
#[cfg(feature = "apis")]
mod listen;
mod output;
mod perform;
mod preview;
mod request;
#[cfg(feature = "apis")]
mod sandbox;
mod settings;
#[cfg(feature = "apis")]
pub mod tour;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::ArgMatches;
use switchboard_core::operation_table::OperationTable;

use failure::{ExitStatus, Failure};

/// Does what the arguments say with the operations of these tables, and gives the exit code. The first argument is the
/// name of the program.
pub async fn run(tables: &[OperationTable], arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let matches = arguments::command(tables).try_get_matches_from(arguments).map_err(Failure::Usage);
    let result = match matches {
        Ok(matches) => dispatch(tables, &matches).await,
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
        #[cfg(feature = "apis")]
        Some((sandbox::COMMAND, matches)) => sandbox::run(matches).await,
        #[cfg(feature = "apis")]
        Some((tour::COMMAND, _)) => tour::run().await,
        Some((completions::COMMAND, matches)) => completions::run(arguments::command(tables), matches),
        Some((name, matches)) => {
            let found = tables.iter().find(|table| table.api.name == name).zip(matches.subcommand());
            match found {
                #[cfg(feature = "apis")]
                Some((table, (arguments::LISTEN, matches))) => listen::run(table, matches).await,
                Some((table, (command, matches))) => perform::run(table, command, matches).await,
                None => Err(Failure::Arguments(format!("there is no command {name}"))),
            }
        }
        None => Err(Failure::Arguments("there is nothing to do; --help says what there is".to_owned())),
    }
}
