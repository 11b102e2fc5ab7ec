use clap::{Arg, ArgAction, ArgMatches};
use switchboard::slskd::Client;
use switchboard::slskd::extras::IncomingPrivateMessage;

use super::{connected, print};
use crate::failure::Failure;
use crate::settings::Connection;

const ACKNOWLEDGE: &str = "acknowledge";

pub(super) fn arguments() -> Vec<Arg> {
    let help = "Acknowledge each message once it is printed; without it the same messages come again after a restart";
    vec![Arg::new(ACKNOWLEDGE).long(ACKNOWLEDGE).action(ArgAction::SetTrue).help(help)]
}

pub(super) async fn run(connection: &Connection<'_>, matches: &ArgMatches) -> Result<(), Failure> {
    let mut builder = connected!(Client::builder(), connection);
    if let Some(key) = connection.credentials.token("api-key") {
        builder = builder.api_key(key);
    }
    if let Some(token) = connection.credentials.token("token") {
        builder = builder.token(token);
    }
    if let Some((user, password)) = connection.credentials.sign_in() {
        builder = builder.sign_in(user, password);
    }
    let acknowledges = matches.get_flag(ACKNOWLEDGE);
    let afterwards = async |message: &IncomingPrivateMessage| {
        if acknowledges { message.ack().await } else { Ok(()) }
    };
    print::print(builder.build()?.incoming(), matches, afterwards).await
}
