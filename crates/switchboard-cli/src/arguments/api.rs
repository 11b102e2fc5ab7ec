use clap::Command;
use switchboard_core::operation_table::OperationTable;

use super::operation;
use crate::settings::variables;

/// The command of an API.
pub(super) fn command(table: &OperationTable) -> Command {
    let known: Vec<String> = table.operations().map(|(_, entry)| super::name::command(entry)).collect();
    let operations = table.operations().map(|(described, entry)| operation::command(table, described, entry, &known));
    let command = Command::new(table.api.name)
        .about(about(table))
        .after_help(after_help(table))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommands(operations);
    #[cfg(feature = "apis")]
    let command = command.subcommands(crate::listen::command(table.api.name));
    command
}

fn about(table: &OperationTable) -> String {
    format!("{}: {} operations", table.title, table.operations().count())
}

/// Where credentials come from.
fn after_help(table: &OperationTable) -> String {
    let mut text = match table.api.default_base_url {
        Some(url) => format!(
            "Base URL: {url}, unless --{} or {} says otherwise\n",
            super::BASE_URL,
            variables::base_url(table.api)
        ),
        None => format!("Base URL: --{} or {}\n", super::BASE_URL, variables::base_url(table.api)),
    };
    text += "\nCredentials:\n";
    for scheme in table.schemes {
        let names = variables::of_scheme(table.api, scheme);
        text += &format!("  {}\n      {}\n", names.join(", or "), scheme.description);
    }
    text
}
