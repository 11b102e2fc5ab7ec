use miette::Report;

use super::Verdict;
use super::command::{cargo, output, written};
use super::members::Members;

/// What no user is to build with the clients, and why.
const LEFT_OUT: [(&str, &str); 7] = [
    ("aws-lc-sys", "it needs a C compiler with more, and is there only where `aws-lc` is asked for"),
    ("h2", "it logs header blocks and paths at TRACE; the clients speak HTTP/1.1"),
    ("native-tls", "TLS is by rustls"),
    ("openssl-sys", "TLS is by rustls"),
    ("schemars", "it is there only where `schemars` is asked for"),
    ("tungstenite", "it logs handshakes and messages at TRACE"),
    ("zstd-sys", "it would be the only compression that needs a C library"),
];

/// What the facade brings with it when it has every API, and nothing beside.
const TREE: &str = "tree --package switchboard --no-default-features --features full,ring --edges normal --prefix none \
                    --target all --locked --format {p}";

pub(super) fn ask(members: &Members) -> Result<Verdict, Report> {
    let result = output(cargo(members.root()).args(TREE.split_whitespace()))?;
    if !result.status.success() {
        return Ok(Verdict::Failed(written(&result)));
    }
    let tree = String::from_utf8_lossy(&result.stdout);
    let problems = unwanted(&tree);
    let crates: std::collections::BTreeSet<&str> = tree.lines().filter_map(name).collect();
    Ok(Verdict::of(&problems, format!("the facade with every API builds {} crates", crates.len())))
}

fn name(line: &str) -> Option<&str> {
    line.split_whitespace().next()
}

fn unwanted(tree: &str) -> Vec<String> {
    let is_there = |wanted: &str| tree.lines().filter_map(name).any(|name| name == wanted);
    let found = LEFT_OUT.iter().filter(|(unwanted, _)| is_there(unwanted));
    found.map(|(unwanted, why)| format!("{unwanted} is among the dependencies: {why}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_promised_to_be_left_out_is_noticed() {
        assert_eq!(unwanted("hyper v1.0.0\nh2-like v1.0.0\n"), Vec::<String>::new());
        assert_eq!(unwanted("hyper v1.0.0\nh2 v0.4.0 (*)\n").len(), 1);
    }
}
