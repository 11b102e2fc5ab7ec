//! Stage emit: from the model and its types to the files of a client crate, and from all APIs to the facade.

mod client;
mod example;
mod example_value;
mod extras;
mod facade;
mod home;
mod left_out;
mod library;
mod manifest;
mod migration;
mod mock;
mod operation_docs;
mod operation_table;
mod operations;
mod readme;
mod response;
mod sign_in;
mod source;
mod type_files;
mod type_path;

use std::collections::BTreeMap;
use std::path::PathBuf;

pub use extras::{Dependency, Extras};
pub use facade::facade;
pub use home::Home;
pub use source::{Origin, Source};

use crate::code;
use crate::model::Api;
use crate::report::Report;
use crate::types::Types;

/// Files by their path relative to the workspace's root.
pub type Files = BTreeMap<PathBuf, String>;

/// The folder of all client crates.
pub const CLIENTS: &str = "crates/clients";

/// The folder of a client crate.
#[must_use]
pub fn client_folder(api: &str) -> PathBuf {
    PathBuf::from(CLIENTS).join(api)
}

/// All files of one client crate.
///
/// # Errors
/// Where what was emitted is not Rust, which is a defect of the generator; says in which file. Where the workspace's
/// manifest has not what the crate needs.
pub fn client(
    api: &Api,
    types: &Types,
    source: &Source,
    extras: &Extras,
    report: &Report,
    home: &Home,
) -> Result<Files, String> {
    let folder = match home {
        Home::Workspace => client_folder(&api.name),
        Home::StandAlone { folder, .. } => folder.clone(),
    };
    let mut files = Files::new();
    let mut rust =
        vec![("src/client.rs".to_owned(), client::emit(api)), ("src/operations.rs".to_owned(), operations::index(api))];
    for tag in &api.tags {
        rust.push((format!("src/operations/{}.rs", tag.module), operations::emit(api, tag)));
    }
    rust.extend(type_files::emit(api, types));
    let mut print = |path: &str, tokens| -> Result<String, String> {
        let code = code::print(tokens).map_err(|error| format!("{path} of {}: {error}", api.name))?;
        files.insert(folder.join(path), format!("{}{code}", source.header("//")));
        Ok(code)
    };
    let mut used = String::new();
    for (path, tokens) in rust {
        used += &print(&path, tokens)?;
    }
    print("src/mock.rs", mock::index(api))?;
    for (path, tokens) in mock::modules(api) {
        print(&path, tokens)?;
    }
    print("src/operation_table.rs", operation_table::emit(api))?;
    print("src/lib.rs", library::emit(api, extras, &used))?;
    files.insert(folder.join("Cargo.toml"), manifest::emit(api, source, extras, home, &used)?);
    files.insert(folder.join("README.md"), readme::emit(api, source, report, home));
    if !home.stands_alone() {
        files.insert(folder.join("MIGRATION.md"), migration::emit(api, source));
    }
    Ok(files)
}
