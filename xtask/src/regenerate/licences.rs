//! A package has to carry its licences, and a registry takes what lies in its folder alone.

use std::path::{Path, PathBuf};

use crate::emit;

/// The licences at the workspace's root.
const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// The licences that the workspace has, for the facade and each client.
pub(super) fn copies<'a>(root: &Path, apis: impl Iterator<Item = &'a str>) -> Vec<(PathBuf, String)> {
    let there = |name: &&'static str| Some((*name, std::fs::read_to_string(root.join(name)).ok()?));
    let licences: Vec<(&str, String)> = LICENCES.iter().filter_map(there).collect();
    let folders = std::iter::once(PathBuf::from("crates/switchboard")).chain(apis.map(emit::client_folder));
    folders
        .flat_map(|folder| {
            licences.iter().map(move |(name, text)| (folder.join(name), text.clone())).collect::<Vec<_>>()
        })
        .collect()
}
