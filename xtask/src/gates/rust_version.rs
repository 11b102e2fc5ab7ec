use std::collections::BTreeSet;

use cargo_metadata::semver::Version;
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
    Ok(Verdict::of(&newer(&of_users, &stated), format!("{stated}, which {} dependencies keep to", of_users.len())))
}

/// Those that need a newer Rust than ours.
fn newer(packages: &[&Package], stated: &Version) -> Vec<String> {
    let wants = packages.iter().filter_map(|package| Some((package, package.rust_version.as_ref()?)));
    wants
        .filter(|(_, wanted)| *wanted > stated)
        .map(|(package, wanted)| format!("{} {} needs Rust {wanted}; we state {stated}", package.name, package.version))
        .collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A workspace with one package, which depends on `used`, and for its tests on `tested`.
    fn metadata() -> Metadata {
        let package = |name: &str, rust_version: &str| {
            format!(
                r#"{{"name": "{name}", "version": "1.0.0", "id": "{name}", "dependencies": [], "targets": [],
                "features": {{}}, "manifest_path": "/{name}/Cargo.toml", "rust_version": "{rust_version}"}}"#
            )
        };
        let dependency = |name: &str, kind: &str| {
            format!(r#"{{"name": "{name}", "pkg": "{name}", "dep_kinds": [{{"kind": {kind}, "target": null}}]}}"#)
        };
        let node = |name: &str, dependencies: &[String]| {
            format!(r#"{{"id": "{name}", "deps": [{}], "dependencies": [], "features": []}}"#, dependencies.join(","))
        };
        let packages =
            [package("ours", "1.89"), package("used", "1.90"), package("below", "1.89.1"), package("tested", "1.95")];
        let nodes = [
            node("ours", &[dependency("used", "null"), dependency("tested", "\"dev\"")]),
            node("used", &[dependency("below", "\"build\"")]),
            node("below", &[]),
            node("tested", &[]),
        ];
        let text = format!(
            r#"{{"packages": [{}], "workspace_members": ["ours"], "resolve": {{"nodes": [{}], "root": null}},
            "workspace_root": "/", "target_directory": "/target", "version": 1, "metadata": null}}"#,
            packages.join(","),
            nodes.join(",")
        );
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn whatever_users_build_is_asked_for_its_rust_version_and_what_only_tests_need_is_not() {
        let metadata = metadata();
        let ours: Vec<&Package> = metadata.workspace_packages();
        let found = newer(&of_users(&metadata, &ours), &Version::new(1, 89, 0));
        assert_eq!(
            found,
            ["used 1.0.0 needs Rust 1.90.0; we state 1.89.0", "below 1.0.0 needs Rust 1.89.1; we state 1.89.0"]
        );
    }
}
