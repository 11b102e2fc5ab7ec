use std::path::PathBuf;

use super::{Dependency, Extras, Files, Source};
use crate::model::Api;
use crate::prose;

/// The generated files of the facade: a feature and a re-export for each API.
#[must_use]
pub fn facade(apis: &[(&Api, &Extras)], source: &Source) -> Files {
    let folder = PathBuf::from("crates/switchboard");
    Files::from_iter([
        (folder.join("Cargo.toml"), manifest(apis, source)),
        (folder.join("src/apis.rs"), reexports(apis, source)),
    ])
}

fn manifest(apis: &[(&Api, &Extras)], source: &Source) -> String {
    let mut text = source.header("#");
    text += "[package]\nname = \"switchboard\"\n\
             description = \"Typed async clients for messaging APIs, generated from their OpenAPI documents\"\n\
             readme = \"../../README.md\"\n\
             documentation = \"https://docs.rs/switchboard\"\n\
             keywords = [\"api\", \"client\", \"messaging\", \"openapi\", \"sdk\"]\n\
             categories = [\"api-bindings\", \"asynchronous\"]\n\
             version.workspace = true\nedition.workspace = true\nrust-version.workspace = true\nlicense.workspace = true\n\n\
             [package.metadata.docs.rs]\nall-features = true\nrustdoc-args = [\"--cfg\", \"docsrs\"]\n\n\
             [features]\n";
    text += "# No API, only the cryptography that those switched on use for TLS.\ndefault = [\"ring\"]\n";
    let names: Vec<String> = apis.iter().map(|(api, _)| format!("\"{}\"", api.name)).collect();
    text += &format!("# Every API.\nfull = [{}]\n", names.join(", "));
    text += "# TLS with ring.\nring = [\"switchboard-core/ring\"]\n";
    text += "# TLS with aws-lc, preferred where both are on.\naws-lc = [\"switchboard-core/aws-lc\"]\n";
    for (feature, what) in
        [("cli", "The APIs as data, for the command line."), ("schemars", "`JsonSchema` for every type.")]
    {
        let of_each: Vec<String> = std::iter::once(format!("\"switchboard-core/{feature}\""))
            .chain(apis.iter().map(|(api, _)| format!("\"{}?/{feature}\"", api.package())))
            .collect();
        text += &format!("# {what}\n{feature} = [{}]\n", of_each.join(", "));
    }
    for (api, extras) in apis {
        text += &features(api, extras);
    }
    text += "\n[dependencies]\nswitchboard-core.workspace = true\n";
    for (api, _) in apis {
        let package = api.package();
        text += &format!(
            "{package} = {{ version = \"{}\", path = \"../clients/{}\", default-features = false, optional = true }}\n",
            env!("CARGO_PKG_VERSION"),
            api.name
        );
    }
    text += "\n[lints]\nworkspace = true\n";
    text
}

/// The feature of an API, which is the whole of it, one for each of its tags, and one for each optional dependency.
fn features(api: &Api, extras: &Extras) -> String {
    let (name, package) = (&api.name, api.package());
    let tags: Vec<String> = api.tags.iter().map(|tag| format!("\"{name}-{}\"", tag.feature)).collect();
    let all = std::iter::once(format!("\"dep:{package}\"")).chain(tags).collect::<Vec<_>>().join(", ");
    let title = prose::comment(&api.title);
    let mut text = format!("# {title}.\n{name} = [{all}]\n");
    for tag in &api.tags {
        let what = prose::comment(&tag.name);
        text += &format!(
            "# {title}: operations tagged {what}.\n{name}-{} = [\"dep:{package}\", \"{package}/{}\"]\n",
            tag.feature, tag.feature
        );
    }
    for Dependency { name: feature, comment, .. } in extras.features() {
        text += &format!("# {title}: {comment}\n{name}-{feature} = [\"dep:{package}\", \"{package}/{feature}\"]\n");
    }
    text += &format!(
        "# {title}: servers for tests, told operation by operation what to answer.\n\
         {name}-mock = [\"dep:{package}\", \"{package}/mock\"]\n"
    );
    text
}

fn reexports(apis: &[(&Api, &Extras)], source: &Source) -> String {
    let mut text = source.header("//");
    let mut tables = String::new();
    for (api, extras) in apis {
        let features: Vec<String> = std::iter::once(api.name.clone())
            .chain(api.tags.iter().map(|tag| format!("{}-{}", api.name, tag.feature)))
            .chain(extras.features().map(|dependency| format!("{}-{}", api.name, dependency.name)))
            .chain([format!("{}-mock", api.name)])
            .map(|feature| format!("feature = \"{feature}\""))
            .collect();
        let gate = format!("any({})", features.join(", "));
        text += &format!(
            "#[cfg({gate})]\n#[cfg_attr(docsrs, doc(cfg({gate})))]\n#[doc(inline)]\npub use {} as {};\n",
            api.package().replace('-', "_"),
            api.module()
        );
        tables += &format!("        #[cfg({gate})]\n        {}::operation_table,\n", api.module());
    }
    text += &format!(
        "\n/// The operations of every API that is switched on.\n\
         #[cfg(feature = \"cli\")]\n\
         #[cfg_attr(docsrs, doc(cfg(feature = \"cli\")))]\n\
         #[must_use]\n\
         pub fn operation_tables() -> Vec<switchboard_core::operation_table::OperationTable> {{\n    \
             let tables: &[fn() -> switchboard_core::operation_table::OperationTable] = &[\n{tables}    ];\n    \
             tables.iter().map(|table| table()).collect()\n\
         }}\n"
    );
    text
}
