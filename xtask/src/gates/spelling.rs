use miette::Report;

use super::Verdict;
use super::command::{output, program, written};
use super::members::Members;
use super::tool::Tool;

const TYPOS: Tool = Tool { package: "typos-cli", program: "typos", version: "1.52.0" };

pub(super) fn ask(members: &Members) -> Result<Verdict, Report> {
    let result = output(program(TYPOS.path(members.target())?, members.root()).args(["--format", "brief"]))?;
    let problems = if result.status.success() { Vec::new() } else { vec![written(&result)] };
    Ok(Verdict::of(&problems, format!("typos {} finds nothing", TYPOS.version)))
}
