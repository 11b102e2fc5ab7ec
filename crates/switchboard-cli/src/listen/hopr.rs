use clap::{Arg, ArgMatches, value_parser};
use switchboard::hopr::Client;

use super::{connected, print};
use crate::failure::Failure;
use crate::settings::Connection;

const TAG: &str = "tag";

pub(super) fn arguments() -> Vec<Arg> {
    let help = "Take the messages of this tag out of the inbox, rather than listen at the socket, which only the \
                superuser's token opens";
    vec![Arg::new(TAG).long(TAG).value_name("INTEGER").help(help).value_parser(value_parser!(u16).range(1..))]
}

pub(super) async fn run(connection: &Connection<'_>, matches: &ArgMatches) -> Result<(), Failure> {
    let mut builder = connected!(Client::builder(), connection);
    if let Some(token) = connection.credentials.token("token") {
        builder = builder.token(token);
    }
    if let Some((user, password)) = connection.credentials.pair("basic") {
        builder = builder.token_as_user(user, password);
    }
    if let Some(token) = connection.credentials.token("socket-token-in-query") {
        builder = builder.socket_token_in_query(token);
    }
    let messages = builder.build()?.incoming();
    match matches.get_one::<u16>(TAG) {
        Some(tag) => print::print(messages.polling(*tag), matches, async |_| Ok(())).await,
        None => print::print(messages, matches, async |_| Ok(())).await,
    }
}
