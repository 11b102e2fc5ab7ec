//! `cargo xtask`: what maintainers do with the workspace.

#![forbid(unsafe_code)]

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use miette::{Report, miette};
use xtask::console::Console;
use xtask::regenerate::{self, Outcome, stand_alone};
use xtask::{add, corpus, gates, inspect, workspace};

/// What maintainers do with the workspace.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Turns each OpenAPI document in specs/ into one client crate, and the facade's list of them; or, with --spec, any
    /// one document into a crate that stands alone.
    Regenerate(Regenerate),
    /// Brings a document into specs/ and generates its client. What is wrong with it is mended by an overlay beside it.
    Add {
        /// Name of the API: lower-case letters, digits and hyphens.
        name: String,
        /// The document.
        file: PathBuf,
        #[command(flatten)]
        common: Common,
    },
    /// Says what is wrong with documents, and what would be changed, mended and lost on the way to a client.
    Lint {
        /// The documents.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Tell everything that was changed.
        #[arg(long)]
        verbose: bool,
    },
    /// Turns each document of a folder into a crate that stands alone, and prints what became of each.
    Corpus {
        /// The folder.
        folder: PathBuf,
        /// Let cargo check this many of the crates, smallest first.
        #[arg(long, value_name = "N", default_value_t = 0)]
        check: usize,
        /// Where the crates are to stay; without it they go when the command ends.
        #[arg(long, value_name = "DIRECTORY")]
        out: Option<PathBuf>,
        /// Root of the workspace, where it is not the one this command is run in.
        #[arg(long, value_name = "DIRECTORY")]
        root: Option<PathBuf>,
    },
    /// Asks what the workspace is to others: packages, dependencies, features, documents. The quick gates, without --all.
    Gates {
        /// Run the rare gates too, which take long or need what few machines have.
        #[arg(long)]
        all: bool,
        /// Run only this gate; may be given several times.
        #[arg(long, value_name = "NAME", conflicts_with = "all")]
        only: Vec<String>,
        /// Say what each gate asks and how to mend what it finds, and run none.
        #[arg(long)]
        list: bool,
        /// Root of the workspace, where it is not the one this command is run in.
        #[arg(long, value_name = "DIRECTORY")]
        root: Option<PathBuf>,
    },
    /// One document of `corpus`, in a process of its own.
    #[command(name = corpus::CHILD_COMMAND, hide = true)]
    MeasureDocument { root: PathBuf, spec: PathBuf, out: PathBuf },
}

#[derive(Args)]
struct Regenerate {
    /// Generate only this API; may be given several times.
    #[arg(long = "api", value_name = "NAME")]
    apis: Vec<String>,
    /// Write nothing; fail where the files are not what the documents say.
    #[arg(long)]
    check: bool,
    /// A document from anywhere, to become a crate that stands alone.
    #[arg(long, value_name = "FILE", requires = "out", conflicts_with = "apis")]
    spec: Option<PathBuf>,
    /// The folder of that crate, outside of the workspace.
    #[arg(long, value_name = "DIRECTORY", requires = "spec")]
    out: Option<PathBuf>,
    /// The name of its package, where it is not to be that of the folder.
    #[arg(long, requires = "spec")]
    name: Option<String>,
    #[command(flatten)]
    common: Common,
}

#[derive(Args)]
struct Common {
    /// Tell everything that was changed in a document.
    #[arg(long)]
    verbose: bool,
    /// Root of the workspace, where it is not the one this command is run in.
    #[arg(long, value_name = "DIRECTORY")]
    root: Option<PathBuf>,
}

fn main() -> ExitCode {
    let console = Console::default();
    let outcome = run(Arguments::parse().command, &console);
    console.finish();
    match outcome {
        Ok(Outcome::InLine) => ExitCode::SUCCESS,
        Ok(Outcome::OutOfLine) => ExitCode::FAILURE,
        Err(report) => {
            console.say(&format!("{report:?}"));
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command, console: &Console) -> Result<Outcome, Report> {
    match command {
        Command::Regenerate(Regenerate { apis, check, spec, out, name, common: Common { verbose, root } }) => {
            let root = find_root(root)?;
            match (spec, out) {
                (Some(spec), Some(out)) => {
                    stand_alone::run(&stand_alone::Request { root, spec, out, name, check, verbose }, console)
                }
                _ => regenerate::run(&regenerate::Request { root, apis, check, verbose }, console),
            }
        }
        Command::Add { name, file, common: Common { verbose, root } } => {
            add::run(&add::Request { root: find_root(root)?, name, file, verbose }, console)
        }
        Command::Lint { files, verbose } => Ok(inspect::run(&files, verbose, console)),
        Command::Corpus { folder, check, out, root } => {
            corpus::run(&corpus::Request { root: find_root(root)?, folder, check, out }, console)
        }
        Command::Gates { all, only, list, root } => {
            gates::run(&gates::Request { root: find_root(root)?, all, only, list }, console)
        }
        Command::MeasureDocument { root, spec, out } => corpus::run_child(&root, &spec, &out),
    }
}

fn find_root(root: Option<PathBuf>) -> Result<PathBuf, Report> {
    if let Some(root) = root {
        return Ok(root);
    }
    workspace::root(&std::env::current_dir().map_err(|error| miette!("{error}"))?).ok_or_else(|| {
        miette!(help = "run it inside a checkout, or name the root with --root", "there is no specs/ here or above")
    })
}
