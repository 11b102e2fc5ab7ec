use std::process::Command;

use miette::Report;

use super::Verdict;
use super::command::{output, program, written};
use super::members::Members;
use super::tool::Tool;

const DENY: Tool = Tool { package: "cargo-deny", program: "cargo-deny", version: "0.20.2" };

pub(super) fn ask(members: &Members) -> Result<Verdict, Report> {
    let result = output(deny(members)?.args(["check", "--hide-inclusion-graph", "licenses", "bans", "sources"]))?;
    let problems = if result.status.success() { Vec::new() } else { vec![written(&result)] };
    Ok(Verdict::of(&problems, format!("cargo-deny {}: licences, bans and sources", DENY.version)))
}

/// The list of weaknesses is a repository on a host that not every machine reaches.
pub(super) fn ask_for_advisories(members: &Members) -> Result<Verdict, Report> {
    let fetched = output(deny(members)?.args(["fetch", "db"]))?;
    if !fetched.status.success() {
        let why = written(&fetched);
        let why = why.lines().last().unwrap_or("cargo-deny does not say why");
        return Ok(Verdict::NotRun(format!("the list of advisories cannot be fetched: {why}")));
    }
    let result = output(deny(members)?.args(["check", "--disable-fetch", "advisories"]))?;
    let problems = if result.status.success() { Vec::new() } else { vec![written(&result)] };
    Ok(Verdict::of(&problems, format!("cargo-deny {}: advisories", DENY.version)))
}

fn deny(members: &Members) -> Result<Command, Report> {
    let mut command = program(DENY.path(members.target())?, members.root());
    command.args(["--color", "never", "--log-level", "error"]);
    Ok(command)
}
