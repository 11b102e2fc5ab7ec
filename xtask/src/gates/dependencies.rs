use std::process::Command;

use miette::Report;

use super::Verdict;
use super::command::{output, program, written};
use super::members::Members;
use super::tool::{Origin, Tool};

const DENY: Tool = Tool { package: "cargo-deny", program: "cargo-deny", version: "0.20.2", origin: Origin::Cargo };

pub(super) fn ask(members: &Members) -> Result<Verdict, Report> {
    let result = output(deny(members)?.args(["check", "--hide-inclusion-graph", "licenses", "bans", "sources"]))?;
    let problems = if result.status.success() { Vec::new() } else { vec![written(&result)] };
    Ok(Verdict::of(&problems, format!("cargo-deny {}: licences, bans and sources", DENY.version)))
}

/// The list of weaknesses is a repository on a host that not every machine reaches.
pub(super) fn ask_for_advisories(members: &Members) -> Result<Verdict, Report> {
    let fetched = output(deny(members)?.args(["fetch", "db"]))?;
    if !fetched.status.success() {
        return Ok(unfetched(&written(&fetched)));
    }
    let result = output(deny(members)?.args(["check", "advisories"]))?;
    let problems = if result.status.success() { Vec::new() } else { vec![written(&result)] };
    Ok(Verdict::of(&problems, format!("cargo-deny {}: advisories", DENY.version)))
}

/// No list is no failure; anything else that keeps the tool from asking for it is.
fn unfetched(said: &str) -> Verdict {
    if !said.contains("failed to fetch advisory database") {
        return Verdict::Failed(said.to_owned());
    }
    Verdict::NotRun(format!("the list of advisories cannot be fetched: {}", said.lines().last().unwrap_or_default()))
}

fn deny(members: &Members) -> Result<Command, Report> {
    let mut command = program(DENY.path(members.target())?, members.root());
    command.args(["--color", "never", "--log-level", "error"]);
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_list_that_is_out_of_reach_is_no_failure() {
        let out_of_reach = "[ERROR] failed to fetch advisory database https://example.org\nfatal: no such host";
        let Verdict::NotRun(why) = unfetched(out_of_reach) else { panic!("it was asked") };
        assert!(why.ends_with("fatal: no such host"), "{why}");
        let broken = "[ERROR] failed to validate configuration file deny.toml";
        assert_eq!(unfetched(broken), Verdict::Failed(broken.to_owned()));
    }
}
