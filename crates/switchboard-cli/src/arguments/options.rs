use std::path::PathBuf;

use clap::builder::EnumValueParser;
use clap::{Arg, ArgAction, ValueEnum, ValueHint, value_parser};

pub(crate) const BASE_URL: &str = "base-url";
pub(crate) const OUTPUT: &str = "output";
pub(crate) const PROFILE: &str = "profile";
pub(crate) const CONFIG: &str = "config";
pub(crate) const TIMEOUT: &str = "timeout";
pub(crate) const ROOT_CERTIFICATE: &str = "root-certificate";
pub(crate) const ACCEPT_SELF_SIGNED: &str = "accept-self-signed-on-loopback";
pub(crate) const NO_PROMPT: &str = "no-prompt";
pub(crate) const VERBOSE: &str = "verbose";

/// Flags that every command has, which no parameter can be called by.
pub(super) const NAMES: [&str; 11] = [
    BASE_URL,
    OUTPUT,
    PROFILE,
    CONFIG,
    TIMEOUT,
    ROOT_CERTIFICATE,
    ACCEPT_SELF_SIGNED,
    NO_PROMPT,
    VERBOSE,
    "help",
    "version",
];

/// They come after what an operation takes.
const HEADING: &str = "Common options";

/// How answers are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// For people: rows and columns.
    Table,
    /// JSON; of a list that is walked through, and of what goes on, a line for each item.
    Json,
    /// The body as it came.
    Raw,
}

/// Options of the whole command.
pub(super) fn options() -> [Arg; 9] {
    let option = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help).global(true).help_heading(HEADING)
    };
    let switch = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(help).global(true).help_heading(HEADING)
    };
    [
        option(
            BASE_URL,
            "URL",
            "Where the API is: scheme, host and usual prefix, such as http://localhost:5030/api/v0",
        ),
        option(OUTPUT, "FORMAT", "How answers are printed: as a table, as JSON, or raw, the body as it came [default: table on a terminal, else json]")
            .value_parser(EnumValueParser::<OutputFormat>::new())
            .hide_possible_values(true),
        option(
            PROFILE,
            "NAME",
            "The profile of the configuration file to use [default: SWITCHBOARD_PROFILE, or default]",
        ),
        option(CONFIG, "FILE", "The configuration file, where it is not at its usual place")
            .value_parser(value_parser!(PathBuf))
            .value_hint(ValueHint::FilePath),
        option(TIMEOUT, "SECONDS", "How long a call may take, retries included [default: 30]")
            .value_parser(value_parser!(u32).range(1..)),
        option(ROOT_CERTIFICATE, "FILE", "A PEM file with an authority to trust beside those of the system")
            .value_parser(value_parser!(PathBuf))
            .value_hint(ValueHint::FilePath),
        switch(ACCEPT_SELF_SIGNED, "Trust a server on this machine whose certificate is signed by itself"),
        switch(NO_PROMPT, "Never ask for a credential; go without"),
        switch(VERBOSE, "Print requests and the heads of answers too, without secrets, to the standard error")
            .short('v'),
    ]
}
