//! `switchboard <API> listen`: messages as they come in. What is certain of them says each client at its `incoming`.

mod convore;
mod hopr;
mod joinself;
mod pieces_os;
mod print;
mod slskd;

use clap::{Arg, ArgMatches, Command, value_parser};
use switchboard_core::operation_table::OperationTable;

use crate::arguments::{COUNT, LISTEN};
use crate::failure::Failure;
use crate::settings::Connection;

/// The command, for an API whose client has a stream of incoming messages.
pub(crate) fn command(api: &str) -> Option<Command> {
    let arguments = match api {
        "convore" => Vec::new(),
        "hopr" => hopr::arguments(),
        "joinself" => joinself::arguments(),
        "pieces-os" => pieces_os::arguments(),
        "slskd" => slskd::arguments(),
        _ => return None,
    };
    let count = Arg::new(COUNT).long(COUNT).value_name("N").value_parser(value_parser!(u64));
    let command = Command::new(LISTEN)
        .about("Print incoming messages as they come, until interrupted")
        .arg(count.help("End after this many messages"))
        .args(arguments);
    Some(command)
}

/// Prints incoming messages as they come.
pub(crate) async fn run(table: &OperationTable, matches: &ArgMatches) -> Result<(), Failure> {
    // Whatever a stream is made of, the same credential opens it.
    let asked_for = table.operations().map(|(operation, _)| operation).find(|operation| !operation.security.is_empty());
    let connection = Connection::find(table, asked_for, matches)?;
    match table.api.name {
        "convore" => convore::run(&connection, matches).await,
        "hopr" => hopr::run(&connection, matches).await,
        "joinself" => joinself::run(&connection, matches).await,
        "pieces-os" => pieces_os::run(&connection, matches).await,
        "slskd" => slskd::run(&connection, matches).await,
        other => Err(Failure::Arguments(format!("{other} has no stream of incoming messages"))),
    }
}

/// Sets what every builder of a client has.
macro_rules! connected {
    ($builder:expr, $connection:expr) => {{
        let (mut builder, connection) = ($builder.proxy_from_environment(), $connection);
        if let Some(url) = &connection.base_url {
            builder = builder.base_url(url.clone());
        }
        if let Some(limit) = connection.timeout {
            builder = builder.timeout(limit);
        }
        if let Some(pem) = &connection.root_certificate {
            builder = builder.add_root_certificate(pem);
        }
        if connection.accept_self_signed {
            builder = builder.accept_self_signed_on_loopback();
        }
        builder
    }};
}
use connected;
