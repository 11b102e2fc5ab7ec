use std::collections::BTreeSet;

use cargo_metadata::{DependencyKind, Metadata, Package, PackageId};
use miette::Report;

use super::Verdict;
use super::command::{output, written};
use super::members::Members;
use super::toolchain::Toolchain;

/// Whether our own code keeps to the version is clippy's `incompatible_msrv`, which reads it from the manifests.
pub(super) fn ask(members: &Members) -> Result<Verdict, Report> {
    let all = members.all();
    let stated: BTreeSet<_> = all.iter().map(|package| package.rust_version.clone()).collect();
    let [Some(stated)] = stated.into_iter().collect::<Vec<_>>().try_into().unwrap_or([None]) else {
        return Ok(Verdict::Failed(
            "the packages of the workspace state no, or not all the same rust-version".to_owned(),
        ));
    };
    let of_users = of_users(members.metadata(), &members.published());
    let is_newer = |package: &&&Package| package.rust_version.as_ref().is_some_and(|wanted| *wanted > stated);
    let problems: Vec<String> = of_users
        .iter()
        .filter(is_newer)
        .filter_map(|package| Some((package, package.rust_version.as_ref()?)))
        .map(|(package, wanted)| format!("{} {} needs Rust {wanted}; we state {stated}", package.name, package.version))
        .collect();
    Ok(Verdict::of(&problems, format!("{stated}, which {} dependencies keep to", of_users.len())))
}

/// Everything that users build with our packages, with every feature, on any platform.
fn of_users<'m>(metadata: &'m Metadata, published: &[&Package]) -> Vec<&'m Package> {
    let mut known: BTreeSet<&PackageId> = BTreeSet::new();
    let mut waiting: Vec<&PackageId> = published.iter().map(|package| &package.id).collect();
    let nodes = metadata.resolve.iter().flat_map(|resolve| &resolve.nodes);
    let nodes: Vec<_> = nodes.collect();
    while let Some(id) = waiting.pop() {
        let Some(node) = nodes.iter().find(|node| node.id == *id) else { continue };
        for dependency in &node.deps {
            let is_used = dependency.dep_kinds.iter().any(|info| info.kind != DependencyKind::Development);
            if is_used && known.insert(&dependency.pkg) {
                waiting.push(&dependency.pkg);
            }
        }
    }
    metadata.packages.iter().filter(|package| known.contains(&package.id)).collect()
}

/// Compiles with the version itself, where this machine has it.
pub(super) fn ask_that_version(members: &Members) -> Result<Verdict, Report> {
    let Some(stated) = members.all().first().and_then(|package| package.rust_version.clone()) else {
        return Ok(Verdict::Failed("the first package of the workspace states no rust-version".to_owned()));
    };
    let stated = format!("{}.{}", stated.major, stated.minor);
    let toolchain = match Toolchain::find(&stated, members.root()) {
        Ok(toolchain) => toolchain,
        Err(why) => return Ok(Verdict::NotRun(why)),
    };
    let mut check = toolchain.cargo(members.root());
    check.args(["check", "--quiet", "--locked", "--all-features"]).args(members.published_only());
    let result = output(&mut check)?;
    let problems = if result.status.success() { Vec::new() } else { vec![written(&result)] };
    Ok(Verdict::of(&problems, format!("compiled with {stated}")))
}
