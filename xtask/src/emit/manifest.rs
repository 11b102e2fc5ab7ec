use super::{Dependency, Extras, Home, Source};
use crate::model::Api;
use crate::prose;

/// `Cargo.toml`. Dependencies that only some APIs need are there where the code mentions them.
pub(super) fn emit(api: &Api, source: &Source, extras: &Extras, home: &Home, code: &str) -> Result<String, String> {
    let mut text = source.header("#");
    text += &package(api, home)?;
    text += "\n[package.metadata.docs.rs]\nall-features = true\nrustdoc-args = [\"--cfg\", \"docsrs\"]\n";
    text += &features(api, extras);
    text += &format!("\n[dependencies]\n{}", home.dependency("switchboard-core")?);
    for (package, word) in
        [("chrono", "chrono::"), ("serde", "serde::"), ("serde_json", "serde_json::"), ("uuid", "uuid::")]
    {
        if code.contains(word) && extras.dependencies.iter().all(|known| known.name != package) {
            text += &home.dependency(package)?;
        }
    }
    text += &schemars(code, home)?;
    for dependency in &extras.dependencies {
        text += &format!("{}\n", dependency.line);
    }
    if home.stands_alone() {
        text += "\n# A workspace of its own, wherever the folder stands.\n[workspace]\n";
    }
    Ok(text)
}

fn package(api: &Api, home: &Home) -> Result<String, String> {
    let title: String =
        api.title.chars().filter(|letter| !matches!(letter, '"' | '\\') && !letter.is_control()).collect();
    let mut text = format!(
        "[package]\n\
         name = \"{}\"\n\
         description = \"Typed async client for {title}\"\n\
         readme = \"README.md\"\n",
        api.package()
    );
    match home {
        Home::Workspace => {
            text += &format!("documentation = \"https://docs.rs/{}\"\n", api.package());
            text += "keywords = [\"api\", \"client\", \"messaging\", \"openapi\", \"sdk\"]\n\
                     categories = [\"api-bindings\", \"asynchronous\"]\n";
        }
        // Its core is a folder of this machine, so nobody could publish it as it is.
        Home::StandAlone { .. } => text += "publish = false\n",
    }
    for key in ["version", "edition", "rust-version", "license"] {
        text += &home.package_line(key)?;
    }
    Ok(text)
}

fn features(api: &Api, extras: &Extras) -> String {
    let defaults: Vec<String> =
        api.tags.iter().map(|tag| format!("\"{}\"", tag.feature)).chain(["\"ring\"".to_owned()]).collect();
    let mut text = format!("\n[features]\ndefault = [{}]\n", defaults.join(", "));
    for tag in &api.tags {
        text += &format!("# Operations tagged {}.\n{} = []\n", prose::comment(&tag.name), tag.feature);
    }
    for Dependency { name, comment, .. } in extras.features() {
        text += &format!("# {comment}\n{name} = [\"dep:{name}\"]\n");
    }
    text += "# TLS with ring.\nring = [\"switchboard-core/ring\"]\n";
    text += "# TLS with aws-lc, preferred where both are on.\naws-lc = [\"switchboard-core/aws-lc\"]\n";
    text += "# The API as data, for the command line.\ncli = [\"switchboard-core/cli\"]\n";
    text += "# `JsonSchema` for every type.\nschemars = [\"dep:schemars\", \"switchboard-core/schemars\"]\n";
    text += "# Servers for tests, told operation by operation what to answer.\nmock = [\"switchboard-core/mock\"]\n";
    text
}

/// schemars knows types of other crates by features of its own.
fn schemars(code: &str, home: &Home) -> Result<String, String> {
    let features: Vec<&str> = [("chrono04", "chrono::"), ("uuid1", "uuid::")]
        .into_iter()
        .filter(|(_, word)| code.contains(word))
        .map(|(feature, _)| feature)
        .collect();
    home.optional_dependency("schemars", &features)
}
