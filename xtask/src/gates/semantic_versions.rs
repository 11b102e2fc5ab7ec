use miette::Report;

use super::Verdict;
use super::command::{output, program, written};
use super::members::Members;
use super::tool::{Origin, Tool};

const SEMVER_CHECKS: Tool =
    Tool { package: "cargo-semver-checks", program: "cargo-semver-checks", version: "0.51.0", origin: Origin::Cargo };

pub(super) fn ask(members: &Members) -> Result<Verdict, Report> {
    let described =
        output(program("git", members.root()).args(["describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"]));
    let Some(tag) = described.ok().filter(|output| output.status.success()) else {
        return Ok(Verdict::NotRun(
            "git knows no tag such as v0.1.0: there is no release yet, or it was not fetched".to_owned(),
        ));
    };
    let tag = String::from_utf8_lossy(&tag.stdout).trim().to_owned();
    let mut check = program(SEMVER_CHECKS.path(members.target())?, members.root());
    check.args(["semver-checks", "--color", "never", "--baseline-rev", &tag]).args(members.published_only());
    let result = output(&mut check)?;
    let problems = if result.status.success() { Vec::new() } else { vec![written(&result)] };
    Ok(Verdict::of(&problems, format!("nothing breaks users of {tag}")))
}
