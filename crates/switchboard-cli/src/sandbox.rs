//! `switchboard sandbox`: the stand-in servers, for trying the commands without an account.

mod start;

use std::time::Duration;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use crate::failure::Failure;
use crate::settings::variables;
use crate::{console, output};

pub(crate) const COMMAND: &str = "sandbox";
const API: &str = "api";
const WRITE_EVERY: &str = "write-every";

/// A stand-in that runs as long as this exists.
struct Running {
    api: &'static str,
    /// Settings by which the commands reach it, in kebab-case.
    settings: Vec<(&'static str, String)>,
    /// Arguments that its operations can be called with.
    arguments: &'static str,
    /// Lets somebody write a message.
    write: Box<dyn Fn(&str) + Send>,
}

pub(crate) fn command() -> Command {
    let api = Arg::new(API).long(API).value_name("NAME").action(ArgAction::Append);
    let write =
        Arg::new(WRITE_EVERY).long(WRITE_EVERY).value_name("SECONDS").value_parser(value_parser!(u32).range(1..));
    Command::new(COMMAND)
        .about("Run stand-ins of the servers on this machine, until interrupted")
        .after_help("What it prints sets the environment of the commands in another shell.")
        .arg(api.help("Only this API; may be given several times").value_parser(start::NAMES))
        .arg(write.help("Let somebody write a message to each of them, again and again"))
}

pub(crate) async fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let wanted: Vec<&String> = matches.get_many(API).into_iter().flatten().collect();
    let names = start::NAMES.into_iter().filter(|name| wanted.is_empty() || wanted.iter().any(|other| other == name));
    let mut running = Vec::new();
    for name in names {
        let started = start::start(name).await;
        let server = started.map_err(|error| Failure::Stopped(format!("the stand-in of {name}: {error}")))?;
        (server.write)("hello from the sandbox");
        tell(&server)?;
        running.push(server);
    }
    console::say("running until interrupted (Ctrl-C)");
    let Some(seconds) = matches.get_one::<u32>(WRITE_EVERY) else { return std::future::pending().await };
    for number in 1_u64.. {
        tokio::time::sleep(Duration::from_secs((*seconds).into())).await;
        running.iter().for_each(|server| (server.write)(&format!("message {number}")));
    }
    Ok(())
}

/// Prints how it is reached, as a shell takes it.
fn tell(server: &Running) -> Result<(), Failure> {
    output::line(&format!(
        "# {}{}{}",
        server.api,
        if server.arguments.is_empty() { "" } else { ": " },
        server.arguments
    ))?;
    for (setting, value) in &server.settings {
        output::line(&format!("export {}='{value}'", variables::named(server.api, setting)))?;
    }
    Ok(())
}
