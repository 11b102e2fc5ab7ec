use miette::Report;

use super::Verdict;
use super::command::{output, written};
use super::members::Members;
use super::toolchain::Toolchain;

/// What rustdoc writes beside an item that a feature switches on.
const BADGE: &str = "Available on ";

/// The page that has to have one: the facade's, where each API is behind a feature.
const PAGE: &str = "doc/switchboard/index.html";

pub(super) fn ask(members: &Members) -> Result<Verdict, Report> {
    let toolchain = match Toolchain::find("nightly", members.root()) {
        Ok(toolchain) => toolchain,
        Err(why) => return Ok(Verdict::NotRun(why)),
    };
    let target = members.target().join("nightly");
    let mut document = toolchain.cargo(members.root());
    document.args(["doc", "--quiet", "--locked", "--no-deps", "--all-features", "--target-dir"]).arg(&target);
    document.args(members.published_only()).env("RUSTDOCFLAGS", "--cfg docsrs -D warnings");
    let result = output(&mut document)?;
    if !result.status.success() {
        return Ok(Verdict::Failed(written(&result)));
    }
    let page = std::fs::read_to_string(target.join(PAGE)).unwrap_or_default();
    let problems = if page.contains(BADGE) { Vec::new() } else { vec![format!("{PAGE} has no badge of any feature")] };
    Ok(Verdict::of(&problems, "documented as on docs.rs, with badges".to_owned()))
}
