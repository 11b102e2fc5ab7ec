use miette::Report;

use super::Verdict;
use super::command::{output, program, written};
use super::members::Members;
use super::tool::{Origin, Tool};

const TYPOS: Tool = Tool { package: "typos", program: "typos", version: "1.52.0", origin: Origin::PyPi };

pub(super) fn ask(members: &Members) -> Result<Verdict, Report> {
    let result = output(program(TYPOS.path(members.target())?, members.root()).args(["--format", "brief"]))?;
    let problems = if result.status.success() { Vec::new() } else { vec![written(&result)] };
    Ok(Verdict::of(&problems, format!("typos {} finds nothing", TYPOS.version)))
}
