use std::path::Path;
use std::process::Command;

use super::command::{output, program};

/// A toolchain that rustup has beside the one in use. None is ever installed.
pub(super) struct Toolchain {
    name: String,
}

impl Toolchain {
    /// The toolchain of a name such as `nightly` or `1.89`, or why there is none.
    pub(super) fn find(wanted: &str, root: &Path) -> Result<Self, String> {
        let listed = output(program("rustup", root).args(["toolchain", "list"]))
            .map_err(|_| format!("there is no rustup to find a toolchain {wanted} with"))?;
        name(wanted, &String::from_utf8_lossy(&listed.stdout))
            .map(|name| Self { name })
            .ok_or_else(|| format!("`rustup toolchain install {wanted}` has not been run"))
    }

    /// Its cargo.
    pub(super) fn cargo(&self, root: &Path) -> Command {
        let mut command = program("rustup", root);
        command.args(["run", &self.name, "cargo"]).env("CARGO_TERM_COLOR", "never");
        command
    }
}

/// The first toolchain of a list that is the wanted one, for any machine.
fn name(wanted: &str, list: &str) -> Option<String> {
    let is_wanted = |name: &&str| {
        name.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('-') || rest.starts_with('.'))
    };
    list.lines().filter_map(|line| line.split_whitespace().next()).find(is_wanted).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_toolchain_is_found_for_this_machine_and_in_any_patch_version() {
        let list =
            "stable-x86_64-unknown-linux-gnu (active, default)\nnightly-x86_64-unknown-linux-gnu\n1.89.0-x86_64\n";
        assert_eq!(name("nightly", list).as_deref(), Some("nightly-x86_64-unknown-linux-gnu"));
        assert_eq!(name("1.89", list).as_deref(), Some("1.89.0-x86_64"));
        assert_eq!(name("1.8", list), None);
    }
}
