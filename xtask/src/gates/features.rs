use cargo_metadata::Package;
use miette::{Report, miette};

use super::Verdict;
use super::command::{cargo, output, shown, written};
use super::members::Members;

const FACADE: &str = "switchboard";

/// The feature that has every API.
const EVERY_API: &str = "full";

/// Features that stand in sets of their own.
const OF_ALL: [&str; 4] = ["default", EVERY_API, "ring", "aws-lc"];

pub(super) fn ask(members: &Members) -> Result<Verdict, Report> {
    let packages = members.published();
    let facade = packages.iter().find(|package| *package.name == FACADE);
    let sets = feature_sets(facade.ok_or_else(|| miette!("the workspace has no package {FACADE}"))?);
    let mut problems = Vec::new();
    for set in &sets {
        let mut check = cargo(members.root());
        check.args(["check", "--quiet", "--locked", "--package", FACADE, "--no-default-features", "--features", set]);
        let result = output(&mut check)?;
        // Nothing else is written: a build without output is one without warnings.
        if !result.status.success() || !result.stderr.is_empty() {
            problems.push(format!("{}\n{}", shown(&check), written(&result)));
        }
    }
    Ok(Verdict::of(&problems, format!("{} sets of features of {FACADE}", sets.len())))
}

/// None; each API alone, without TLS; one of its tags, with ring or aws-lc by turns; what is optional beside, with one API;
/// all APIs.
fn feature_sets(facade: &Package) -> Vec<String> {
    let apis = facade.features.get(EVERY_API).cloned().unwrap_or_default();
    let mut sets = vec![String::new(), "ring".to_owned()];
    for (api, tls) in apis.iter().zip(["ring", "aws-lc"].into_iter().cycle()) {
        sets.push(api.clone());
        sets.extend(tags(facade, api).last().map(|tag| format!("{tag},{tls}")));
    }
    let is_of = |feature: &str, api: &String| feature.starts_with(&format!("{api}-"));
    let is_optional = |feature: &&String| !apis.contains(feature) && !OF_ALL.contains(&feature.as_str());
    for feature in facade.features.keys().filter(is_optional) {
        let of_an_api = apis.iter().find(|api| is_of(feature, api));
        let is_a_tag = of_an_api.is_some_and(|api| tags(facade, api).any(|tag| tag == feature));
        match of_an_api {
            Some(_) if is_a_tag => {}
            Some(_) => sets.push(feature.clone()),
            None => sets.extend(apis.first().map(|api| format!("{api},{feature}"))),
        }
    }
    sets.extend([EVERY_API.to_owned(), format!("{EVERY_API},aws-lc"), format!("{EVERY_API},ring,aws-lc")]);
    sets
}

/// What an API's feature is made of: one for each of its tags.
fn tags<'p>(facade: &'p Package, api: &str) -> impl Iterator<Item = &'p String> {
    let parts = facade.features.get(api).into_iter().flatten();
    let start = format!("{api}-");
    parts.filter(move |part| part.starts_with(&start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_api_is_asked_for_alone_and_by_a_tag() {
        let text = r#"{"name": "switchboard", "version": "0.1.0", "id": "switchboard", "dependencies": [], "targets": [],
            "manifest_path": "/Cargo.toml", "features": {"full": ["lending", "library"], "ring": [], "aws-lc": [], "mock": [],
            "lending": ["dep:switchboard-lending", "lending-books", "lending-people"], "lending-axum": [],
            "library": ["dep:switchboard-library", "library-shelves"]}}"#;
        let sets = feature_sets(&serde_json::from_str(text).unwrap());
        let expected = ["", "ring", "lending", "lending-people,ring", "library", "library-shelves,aws-lc"];
        assert_eq!(sets.get(..6).unwrap(), expected);
        assert_eq!(sets.get(6..8).unwrap(), ["lending-axum", "lending,mock"]);
        assert_eq!(sets.get(8..).unwrap(), ["full", "full,aws-lc", "full,ring,aws-lc"]);
    }
}
