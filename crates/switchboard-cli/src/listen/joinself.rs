use clap::{Arg, ArgMatches};
use switchboard::joinself::Client;

use super::{connected, print};
use crate::failure::Failure;
use crate::settings::Connection;

const APP: &str = "app-id";
const CONNECTION: &str = "connection-id";

pub(super) fn arguments() -> Vec<Arg> {
    let argument =
        |name: &'static str, help: &'static str| Arg::new(name).long(name).value_name("TEXT").help(help).required(true);
    vec![argument(APP, "The app whose messages are meant"), argument(CONNECTION, "The connection that they come from")]
}

pub(super) async fn run(connection: &Connection<'_>, matches: &ArgMatches) -> Result<(), Failure> {
    let mut builder = connected!(Client::builder(), connection);
    if let Some(token) = connection.credentials.token("token") {
        builder = builder.token(token);
    }
    if let Some((user, password)) = connection.credentials.sign_in() {
        builder = builder.sign_in(user, password);
    }
    let text = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
    print::print(builder.build()?.incoming(text(APP), text(CONNECTION)), matches, async |_| Ok(())).await
}
