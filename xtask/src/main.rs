//! `cargo xtask`: what maintainers do with the workspace.

#![forbid(unsafe_code)]

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use miette::{Report, miette};
use xtask::console::Console;
use xtask::regenerate::{self, Outcome, Request};
use xtask::workspace;

/// What maintainers do with the workspace.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Turns each OpenAPI document in specs/ into one client crate, and the facade's list of them.
    Regenerate {
        /// Generate only this API; may be given several times.
        #[arg(long = "api", value_name = "NAME")]
        apis: Vec<String>,
        /// Write nothing; fail where the tree is not what the specs say.
        #[arg(long)]
        check: bool,
        /// Tell what every pass changed in a document.
        #[arg(long)]
        verbose: bool,
        /// Root of the workspace, where it is not the one this command is run in.
        #[arg(long, value_name = "DIRECTORY")]
        root: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(Outcome::InLine) => ExitCode::SUCCESS,
        Ok(Outcome::OutOfLine) => ExitCode::FAILURE,
        Err(report) => {
            Console::default().say(&format!("{report:?}"));
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<Outcome, Report> {
    match command {
        Command::Regenerate { apis, check, verbose, root } => {
            let root = match root {
                Some(root) => root,
                None => {
                    workspace::root(&std::env::current_dir().map_err(|error| miette!("{error}"))?).ok_or_else(|| {
                        miette!(
                            help = "run it inside a checkout, or name the root with --root",
                            "there is no specs/ here or above"
                        )
                    })?
                }
            };
            let console = Console::default();
            let outcome = regenerate::run(&Request { root, apis, check, verbose }, &console);
            console.finish();
            outcome
        }
    }
}
