mod interface;

use miette::{IntoDiagnostic as _, Report, WrapErr as _};

use super::Verdict;
use super::command::{output, written};
use super::members::Members;
use super::toolchain::Toolchain;
use interface::Interface;

/// Crates whose types our users meet: a new major version of one is a new one of ours.
const DECIDED: [(&str, &str); 13] = [
    ("alloc", "Rust's own"),
    ("axum_core", "the extractor of webhooks, behind the feature `axum`"),
    ("bytes", "bodies that are not decoded"),
    ("chrono", "points in time"),
    ("core", "Rust's own"),
    ("futures_core", "streams"),
    ("http", "statuses, headers and methods"),
    ("schemars", "`JsonSchema`, behind the feature `schemars`"),
    ("secrecy", "credentials"),
    ("serde_core", "every type is read and written"),
    ("serde_json", "any JSON"),
    ("std", "Rust's own"),
    ("uuid", "identifiers"),
];

/// What generated code takes from core, and re-exported whole: the crate `serde` has `serde_core` and the derives.
const REEXPORTED: [&str; 1] = ["serde"];

pub(super) fn ask(members: &Members) -> Result<Verdict, Report> {
    let toolchain = match Toolchain::find("nightly", members.root()) {
        Ok(toolchain) => toolchain,
        Err(why) => return Ok(Verdict::NotRun(why)),
    };
    let target = members.target().join("nightly");
    let mut document = toolchain.cargo(members.root());
    document.args(["doc", "--quiet", "--locked", "--no-deps", "--lib", "--all-features", "--target-dir"]).arg(&target);
    document.args(members.published_only()).env("RUSTDOCFLAGS", "-Z unstable-options --output-format json");
    let result = output(&mut document)?;
    if !result.status.success() {
        return Ok(Verdict::Failed(written(&result)));
    }
    let libraries = members.libraries();
    let mut problems = Vec::new();
    for library in &libraries {
        let file = target.join("doc").join(format!("{library}.json"));
        let text = std::fs::read(&file).into_diagnostic();
        let text = text.wrap_err_with(|| format!("{} was not written", file.display()))?;
        let interface: Interface = serde_json::from_slice(&text)
            .into_diagnostic()
            .wrap_err("this nightly's rustdoc writes what this gate cannot read")?;
        problems.extend(undecided(library, &interface, &libraries));
    }
    Ok(Verdict::of(&problems, format!("the interfaces of {} libraries", libraries.len())))
}

/// Where types of crates appear that nobody decided on.
fn undecided(library: &str, interface: &Interface, ours: &[String]) -> Vec<String> {
    let is_decided = |name: &str| {
        DECIDED.iter().any(|(decided, _)| *decided == name)
            || REEXPORTED.contains(&name)
            || ours.iter().any(|own| own == name)
    };
    let found = interface.foreign().into_iter().filter(|(of, _)| !is_decided(of));
    found.map(|(of, path)| format!("{library} shows `{path}` of {of} in its public interface")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A library with a method that takes a type of `http`, and an `impl From` a type of `sockets`.
    const LIBRARY: &str = r#"{
        "index": {
            "1": {"crate_id": 0, "name": "send", "inner": {"function": {"sig": {"inputs": [["method",
                {"resolved_path": {"path": "Method", "id": 10, "args": null}}]]}}}},
            "2": {"crate_id": 0, "name": null, "inner": {"impl": {"blanket_impl": null, "is_synthetic": false,
                "trait": {"path": "From", "id": 12, "args": {"angle_bracketed": {"args": [{"type":
                {"resolved_path": {"path": "Message", "id": 11, "args": null}}}]}}}}}},
            "3": {"crate_id": 0, "name": null, "inner": {"impl": {"blanket_impl": {"generic": "T"}, "is_synthetic": false,
                "trait": {"path": "Instrument", "id": 13, "args": null}}}},
            "4": {"crate_id": 7, "name": "inside", "inner": {"resolved_path": {"id": 11}}}
        },
        "paths": {
            "10": {"crate_id": 5, "path": ["http", "method", "Method"]},
            "11": {"crate_id": 7, "path": ["sockets", "Message"]},
            "12": {"crate_id": 2, "path": ["core", "convert", "From"]},
            "13": {"crate_id": 8, "path": ["tracing", "Instrument"]}
        },
        "external_crates": {"2": {"name": "core"}, "5": {"name": "http"}, "7": {"name": "sockets"}, "8": {"name": "tracing"}}
    }"#;

    #[test]
    fn a_type_of_a_crate_that_nobody_decided_on_is_told_and_what_others_implement_for_all_is_not() {
        let interface: Interface = serde_json::from_str(LIBRARY).unwrap();
        let expected = ["lending shows `sockets::Message` of sockets in its public interface"];
        assert_eq!(undecided("lending", &interface, &[]), expected);
        assert_eq!(undecided("lending", &interface, &["sockets".to_owned()]), Vec::<String>::new());
    }
}
