//! Gates on what the workspace is to others: its packages, dependencies, features, documents.
//!
//! Each gate asks one question and answers that all is well, that it is not, or that it could not be asked here. The quick
//! ones run in `.ci/run`; the rare ones take long, or need what few machines have.

mod badges;
mod command;
mod dependencies;
mod features;
mod footprint;
mod links;
mod manifests;
mod members;
mod minimal_versions;
mod packages;
mod public_types;
mod rust_version;
mod semantic_versions;
mod spelling;
mod tool;
mod toolchain;

use std::path::PathBuf;
use std::time::Instant;

use miette::{Report, miette};

use crate::console::Console;
use crate::regenerate::Outcome;
use members::Members;

/// What a run is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// Root of the workspace.
    pub root: PathBuf,
    /// Whether the rare gates run too.
    pub all: bool,
    /// The gates to run, where it is not to be all of a kind.
    pub only: Vec<String>,
    /// Whether the gates are listed, and none is run.
    pub list: bool,
}

/// What a gate found.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    /// All is well; what was looked at.
    Passed(String),
    /// What is wrong.
    Failed(String),
    /// The question could not be asked here; why.
    NotRun(String),
}

impl Verdict {
    /// All is well where nothing is wrong.
    fn of(problems: &[String], passed: String) -> Self {
        if problems.is_empty() { Self::Passed(passed) } else { Self::Failed(problems.join("\n")) }
    }
}

/// One question about the workspace.
struct Gate {
    name: &'static str,
    question: &'static str,
    /// How to mend what it finds.
    mend: &'static str,
    /// Whether it takes long, or needs what few machines have.
    rare: bool,
    /// An error is what keeps it from asking, and counts as a failure.
    ask: fn(&Members) -> Result<Verdict, Report>,
}

const GATES: [Gate; 15] = [
    Gate {
        name: "links",
        question: "Does every relative link in a Markdown document lead to a file, and to a heading in it?",
        mend: "correct the link, or the heading it names; those of generated documents in xtask/src/emit/",
        rare: false,
        ask: links::ask,
    },
    Gate {
        name: "manifests",
        question: "Has every package that can be published what a registry shows of it?",
        mend: "add the key to the package's Cargo.toml; of generated ones in xtask/src/emit/manifest.rs or facade.rs",
        rare: false,
        ask: manifests::ask,
    },
    Gate {
        name: "rust-version",
        question: "Do all packages state one Rust version, and does what they depend on build with it?",
        mend: "take an older version of the dependency with `cargo update --precise`, or raise rust-version and say so in \
               CHANGELOG.md",
        rare: false,
        ask: rust_version::ask,
    },
    Gate {
        name: "footprint",
        question: "Is what we promise to do without really not among what a user builds?",
        mend: "`cargo tree -p switchboard --no-default-features --features full,ring -e normal -i CRATE` says who brings \
               it in; switch that feature off",
        rare: false,
        ask: footprint::ask,
    },
    Gate {
        name: "spelling",
        question: "Are words spelled right?",
        mend: "correct them; what is right as it is goes into typos.toml, with the reason",
        rare: false,
        ask: spelling::ask,
    },
    Gate {
        name: "deny",
        question: "Are licences, sources and versions of all dependencies such as deny.toml lets through?",
        mend: "update, replace or leave out the dependency; an exception goes into deny.toml, with the reason",
        rare: false,
        ask: dependencies::ask,
    },
    Gate {
        name: "advisories",
        question: "Is no weakness known of any dependency?",
        mend: "`cargo update -p CRATE`; where nothing mends it, an `ignore` with the reason in deny.toml",
        rare: false,
        ask: dependencies::ask_for_advisories,
    },
    Gate {
        name: "packages",
        question: "Does cargo package every crate, with what belongs into it and nothing else, under the registry's limit?",
        mend: "`exclude` what does not belong there in the package's Cargo.toml; licences are copies of those at the root, \
               which `cargo xtask regenerate` makes for clients and the facade",
        rare: false,
        ask: packages::ask,
    },
    Gate {
        name: "features",
        question: "Does the facade build without a warning with no feature, each API, a tag of each, and all of them?",
        mend: "gate what is missing or not needed by the feature that it belongs to; generated code in xtask/src/emit/",
        rare: false,
        ask: features::ask,
    },
    Gate {
        name: "packages-build",
        question: "Does every package build from what is in it alone?",
        mend: "what a crate reads while it is built, such as by `include_str!`, has to lie in its own folder",
        rare: true,
        ask: packages::ask_whether_they_build,
    },
    Gate {
        name: "oldest-rust",
        question: "Do the packages build with the Rust version that they state?",
        mend: "do without what is newer, or raise rust-version and say so in CHANGELOG.md",
        rare: true,
        ask: rust_version::ask_that_version,
    },
    Gate {
        name: "minimal-versions",
        question: "Do the packages build with the oldest versions of their dependencies that their manifests allow?",
        mend: "raise the version in [workspace.dependencies] to the first one that has what is used",
        rare: true,
        ask: minimal_versions::ask,
    },
    Gate {
        name: "badges",
        question: "Can docs.rs build the documentation, and does that say which feature an item needs?",
        mend: "correct what rustdoc names; badges come by `#![cfg_attr(docsrs, feature(doc_cfg))]` in lib.rs",
        rare: true,
        ask: badges::ask,
    },
    Gate {
        name: "public-types",
        question: "Are types of other crates in our public interfaces only where that was decided?",
        mend: "keep the type out of signatures, fields and impls; where users need it, list its crate in \
               xtask/src/gates/public_types.rs, with the reason",
        rare: true,
        ask: public_types::ask,
    },
    Gate {
        name: "semver",
        question: "Does nothing break a user of the last release, but where the version says so?",
        mend: "bring back what is gone, or raise the version in [workspace.package] and say so in CHANGELOG.md",
        rare: true,
        ask: semantic_versions::ask,
    },
];

/// Runs gates, and says of each what it found. All of them run, whatever the first ones find.
///
/// # Errors
/// Where there is no gate of a name that was asked for, or cargo cannot read the workspace.
pub fn run(request: &Request, console: &Console) -> Result<Outcome, Report> {
    if request.list {
        for gate in &GATES {
            let when = if gate.rare { " (with --all)" } else { "" };
            console.say(&format!("{}{when}\n  {}\n  {}", gate.name, gate.question, gate.mend));
        }
        return Ok(Outcome::InLine);
    }
    let chosen = choose(request)?;
    let members = Members::read(&request.root)?;
    let mut outcome = Outcome::InLine;
    for gate in &chosen {
        console.stage("gates", gate.name);
        let started = Instant::now();
        let verdict = (gate.ask)(&members).unwrap_or_else(|why| Verdict::Failed(format!("{why:?}")));
        if matches!(verdict, Verdict::Failed(_)) {
            outcome = Outcome::OutOfLine;
        }
        console.say(&told(gate, &verdict, started.elapsed().as_secs_f64()));
    }
    if !request.all && request.only.is_empty() {
        let rare: Vec<&str> = GATES.iter().filter(|gate| gate.rare).map(|gate| gate.name).collect();
        console.say(&format!("  only with --all: {}", rare.join(", ")));
    }
    Ok(outcome)
}

fn choose(request: &Request) -> Result<Vec<&'static Gate>, Report> {
    if let Some(unknown) = request.only.iter().find(|name| GATES.iter().all(|gate| gate.name != **name)) {
        let known: Vec<&str> = GATES.iter().map(|gate| gate.name).collect();
        return Err(miette!(help = format!("there are {}", known.join(", ")), "there is no gate named `{unknown}`"));
    }
    let is_chosen = |gate: &&Gate| {
        if request.only.is_empty() {
            request.all || !gate.rare
        } else {
            request.only.iter().any(|name| name == gate.name)
        }
    };
    Ok(GATES.iter().filter(is_chosen).collect())
}

/// What people read of a gate.
fn told(gate: &Gate, verdict: &Verdict, seconds: f64) -> String {
    let Gate { name, question, mend, .. } = gate;
    match verdict {
        Verdict::Passed(what) => format!("✓ {name}: {what} ({seconds:.1} s)"),
        Verdict::NotRun(why) => format!("– {name}: not run: {why}"),
        Verdict::Failed(what) => format!(
            "✗ {name}: {question} ({seconds:.1} s)\n{what}\n  repeat it with: cargo xtask gates --only {name}\n  \
             to mend it: {mend}"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(all: bool, only: &[&str]) -> Request {
        let only = only.iter().map(|name| (*name).to_owned()).collect();
        Request { root: PathBuf::new(), all, only, list: false }
    }

    fn names(request: &Request) -> Vec<&'static str> {
        choose(request).unwrap().iter().map(|gate| gate.name).collect()
    }

    #[test]
    fn rare_gates_run_when_they_are_asked_for() {
        assert!(!names(&request(false, &[])).contains(&"semver"));
        assert_eq!(names(&request(true, &[])).len(), GATES.len());
        assert_eq!(names(&request(false, &["semver", "links"])), ["links", "semver"]);
    }

    #[test]
    fn a_gate_that_does_not_exist_is_an_error_that_names_those_that_do() {
        let error = choose(&request(false, &["link"])).map(|_| ()).unwrap_err();
        assert!(format!("{error:?}").contains("links"), "{error:?}");
    }

    #[test]
    fn every_gate_is_in_the_table_for_contributors() {
        let table = include_str!("../../CONTRIBUTING.md");
        for gate in &GATES {
            assert!(table.contains(&format!("| `{}` |", gate.name)), "{}", gate.name);
        }
    }

    #[test]
    fn whoever_reads_of_a_failure_learns_how_to_repeat_and_to_mend_it() {
        for gate in &GATES {
            let text = told(gate, &Verdict::Failed("it is broken".to_owned()), 1.0);
            assert!(text.contains(&format!("--only {}", gate.name)) && text.contains(gate.mend), "{text}");
        }
    }
}
