use clap::{Arg, ArgMatches};
use switchboard::pieces_os::Client;
use switchboard::pieces_os::types::QgptConversationMessageRoleEnum as Role;

use super::{connected, print};
use crate::failure::Failure;
use crate::settings::Connection;

const OWN_ROLE: &str = "own-role";

pub(super) fn arguments() -> Vec<Arg> {
    let help = "Whose messages are one's own, and left out";
    let argument = Arg::new(OWN_ROLE).long(OWN_ROLE).value_name("ROLE").help(help).default_value("USER");
    vec![argument.value_parser(["USER", "SYSTEM", "ASSISTANT"])]
}

pub(super) async fn run(connection: &Connection<'_>, matches: &ArgMatches) -> Result<(), Failure> {
    let mut builder = connected!(Client::builder(), connection);
    if let Some(application) = connection.credentials.token("application") {
        builder = builder.application(application);
    }
    let own_role = matches.get_one::<String>(OWN_ROLE).map_or(Role::User, |role| Role::from(role.as_str()));
    print::print(builder.build()?.incoming(own_role), matches, async |_| Ok(())).await
}
