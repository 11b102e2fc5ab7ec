mod contents;

use std::path::Path;

use cargo_metadata::Package;
use miette::{IntoDiagnostic as _, Report, WrapErr as _};

use super::Verdict;
use super::command::{cargo, output, written};
use super::members::Members;
use contents::Contents;

/// The files that stand at the workspace's root, and are copied into every package.
const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

pub(super) fn ask(members: &Members) -> Result<Verdict, Report> {
    let mut package = cargo(members.root());
    package.args(["package", "--quiet", "--no-verify", "--allow-dirty"]).args(members.published_only());
    let result = output(&mut package)?;
    if !result.status.success() {
        return Ok(Verdict::Failed(written(&result)));
    }
    let (mut problems, mut sizes) = (Vec::new(), Vec::new());
    for package in members.published() {
        let contents = contents(members, package)?;
        problems.extend(contents.problems());
        problems.extend(licences_that_differ(members, package));
        sizes.push(contents.size());
    }
    Ok(Verdict::of(&problems, format!("compressed, {}", sizes.join(", "))))
}

fn contents(members: &Members, package: &Package) -> Result<Contents, Report> {
    let file = members.target().join("package").join(format!("{}-{}.crate", package.name, package.version));
    let bytes = std::fs::metadata(&file).into_diagnostic();
    let bytes = bytes.wrap_err_with(|| format!("{} was not packaged", file.display()))?.len();
    let mut list = cargo(members.root());
    list.args(["package", "--quiet", "--list", "--allow-dirty", "--package", package.name.as_str()]);
    let files = String::from_utf8_lossy(&output(&mut list)?.stdout).lines().map(str::to_owned).collect();
    Ok(Contents { package: package.name.to_string(), bytes, files })
}

/// Licences of a package that are not the workspace's own.
fn licences_that_differ(members: &Members, package: &Package) -> Vec<String> {
    let folder = package.manifest_path.as_std_path().parent().unwrap_or(members.root());
    let text = |folder: &Path, name: &str| std::fs::read(folder.join(name)).ok();
    // One that is not there at all is told by the contents.
    let is_other = |name: &&&str| text(folder, name).is_some_and(|copy| Some(copy) != text(members.root(), name));
    let differ = LICENCES.iter().filter(is_other);
    differ.map(|name| format!("{} has not the {name} of the workspace", package.name)).collect()
}

/// Each is built as it lies in its package, on the other packages as they do.
pub(super) fn ask_whether_they_build(members: &Members) -> Result<Verdict, Report> {
    let mut package = cargo(members.root());
    package.args(["package", "--quiet", "--allow-dirty"]).args(members.published_only());
    let result = output(&mut package)?;
    let problems = if result.status.success() { Vec::new() } else { vec![written(&result)] };
    Ok(Verdict::of(&problems, format!("{} packages", members.published().len())))
}
