//! `switchboard completions`: a script that completes the names of APIs, operations, flags and values.

use clap::builder::EnumValueParser;
use clap::{Arg, ArgMatches, Command};
use clap_complete::Shell;

use crate::failure::Failure;

pub(crate) const COMMAND: &str = "completions";
const SHELL: &str = "shell";

pub(crate) fn command() -> Command {
    Command::new(COMMAND)
        .about("Print a script that completes commands, operations, flags and values in a shell")
        .after_help("In bash: source <(switchboard completions bash)")
        .arg(Arg::new(SHELL).required(true).value_name("SHELL").value_parser(EnumValueParser::<Shell>::new()))
}

pub(crate) fn run(mut whole: Command, matches: &ArgMatches) -> Result<(), Failure> {
    let Some(shell) = matches.get_one::<Shell>(SHELL) else { return Ok(()) };
    let mut script = Vec::new();
    clap_complete::generate(*shell, &mut whole, "switchboard", &mut script);
    crate::output::write(&script)
}
