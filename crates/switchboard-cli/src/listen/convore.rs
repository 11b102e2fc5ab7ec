use clap::ArgMatches;
use switchboard::convore::Client;

use super::{connected, print};
use crate::failure::Failure;
use crate::settings::Connection;

pub(super) async fn run(connection: &Connection<'_>, matches: &ArgMatches) -> Result<(), Failure> {
    let mut builder = connected!(Client::builder(), connection);
    if let Some(key) = connection.credentials.token("token") {
        builder = builder.api_key(key);
    }
    print::print(builder.build()?.incoming(), matches, async |_| Ok(())).await
}
