//! The command line, made from the operation tables: an API is a command, an operation a command of it, and whatever an
//! operation takes is a flag.

mod api;
mod flag;
mod name;
mod operation;
mod options;
mod value;

pub(crate) use flag::{Flag, flags};
#[cfg(feature = "apis")]
pub(crate) use name::LISTEN;
pub(crate) use operation::{ALL, BODY, COUNT, CURL, DRY_RUN};
pub(crate) use options::{
    ACCEPT_SELF_SIGNED, BASE_URL, CONFIG, NO_PROMPT, OUTPUT, OutputFormat, PROFILE, ROOT_CERTIFICATE, TIMEOUT, VERBOSE,
};

use clap::Command;
use switchboard_core::generated::Operation;
use switchboard_core::operation_table::{OperationEntry, OperationTable};

use crate::completions;
use crate::failure::ExitStatus;
use crate::settings::usual_place;
#[cfg(feature = "apis")]
use crate::{sandbox, tour};

/// The whole command line.
pub(crate) fn command(tables: &[OperationTable]) -> Command {
    let command = Command::new("switchboard")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Every operation of the messaging APIs that Switchboard speaks to, from a shell")
        .after_help(after_help())
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .args(options::options())
        .subcommands(tables.iter().map(api::command));
    #[cfg(feature = "apis")]
    let command =
        command.subcommand(sandbox::command().display_order(1000)).subcommand(tour::command().display_order(1001));
    command.subcommand(completions::command().display_order(1002))
}

/// The operation that a command of an API stands for.
pub(crate) fn find(table: &OperationTable, command: &str) -> Option<(&'static Operation, &'static OperationEntry)> {
    table.operations().find(|(_, entry)| name::command(entry) == command)
}

fn after_help() -> String {
    let place = usual_place().map(|path| format!(" ({})", path.display())).unwrap_or_default();
    format!(
        "Credentials come from the environment (SWITCHBOARD_<API>_<NAME>, or SWITCHBOARD_<API>_<NAME>_FILE with the name \
         of a file), from a profile of the configuration file{place}, or from a prompt; `switchboard <API> --help` names them. \
         None is an argument, since others could see it.\n\n{}",
        ExitStatus::help()
    )
}
