use super::{Dependency, Extras, Source};
use crate::model::Api;

/// `Cargo.toml`. Dependencies that only some APIs need are there where the code mentions them.
pub(super) fn emit(api: &Api, source: &Source, extras: &Extras, code: &str) -> String {
    let mut text = source.header("#");
    text += &package(api);
    text += "\n[package.metadata.docs.rs]\nall-features = true\nrustdoc-args = [\"--cfg\", \"docsrs\"]\n";
    text += &features(api, extras);
    text += "\n[dependencies]\nswitchboard-core.workspace = true\n";
    for (package, word) in [
        ("chrono", "chrono::"),
        ("regress", "regress::"),
        ("serde", "serde::"),
        ("serde_json", "serde_json::"),
        ("uuid", "uuid::"),
    ] {
        if code.contains(word) && extras.dependencies.iter().all(|known| known.name != package) {
            text += &format!("{package}.workspace = true\n");
        }
    }
    text += &schemars(code);
    for dependency in &extras.dependencies {
        text += &format!("{}\n", dependency.line);
    }
    text
}

fn package(api: &Api) -> String {
    let title: String =
        api.title.chars().filter(|letter| !matches!(letter, '"' | '\\') && !letter.is_control()).collect();
    format!(
        "[package]\n\
         name = \"{}\"\n\
         description = \"Typed async client for {title}\"\n\
         readme = \"README.md\"\n\
         keywords = [\"api\", \"client\", \"messaging\", \"openapi\", \"sdk\"]\n\
         categories = [\"api-bindings\", \"asynchronous\"]\n\
         version.workspace = true\n\
         edition.workspace = true\n\
         rust-version.workspace = true\n\
         license.workspace = true\n",
        api.package()
    )
}

fn features(api: &Api, extras: &Extras) -> String {
    let defaults: Vec<String> =
        api.tags.iter().map(|tag| format!("\"{}\"", tag.feature)).chain(["\"ring\"".to_owned()]).collect();
    let mut text = format!("\n[features]\ndefault = [{}]\n", defaults.join(", "));
    for tag in &api.tags {
        text += &format!("# Operations tagged {}.\n{} = []\n", tag.name.replace(['\n', '\r'], " "), tag.feature);
    }
    for Dependency { name, comment, .. } in extras.features() {
        text += &format!("# {comment}\n{name} = [\"dep:{name}\"]\n");
    }
    text += "# TLS with ring.\nring = [\"switchboard-core/ring\"]\n";
    text += "# TLS with aws-lc, preferred where both are on.\naws-lc = [\"switchboard-core/aws-lc\"]\n";
    text += "# `JsonSchema` for every type.\nschemars = [\"dep:schemars\", \"switchboard-core/schemars\"]\n";
    text
}

/// schemars knows types of other crates by features of its own.
fn schemars(code: &str) -> String {
    let features: Vec<&str> = [("chrono04", "chrono::"), ("uuid1", "uuid::")]
        .into_iter()
        .filter(|(_, word)| code.contains(word))
        .map(|(feature, _)| feature)
        .collect();
    match features.as_slice() {
        [] => "schemars = { workspace = true, optional = true }\n".to_owned(),
        features => format!("schemars = {{ workspace = true, optional = true, features = {features:?} }}\n"),
    }
}
