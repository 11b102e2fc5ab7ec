mod document;
mod target;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic as _, Report, WrapErr as _};
use walkdir::{DirEntry, WalkDir};

use super::Verdict;
use super::members::Members;
use document::Document;
use target::Target;

/// Folders whose documents are not ours: what is built, and what tests read.
const LEFT_OUT: [&str; 2] = ["target", "fixtures"];

pub(super) fn ask(members: &Members) -> Result<Verdict, Report> {
    let (problems, passed) = look_through(members.root())?;
    Ok(Verdict::of(&problems, passed))
}

/// What is wrong with links, and how many there are.
fn look_through(root: &Path) -> Result<(Vec<String>, String), Report> {
    let documents = read(root)?;
    let mut problems = Vec::new();
    let mut links = 0;
    for (path, document) in &documents {
        let shown = path.strip_prefix(root).unwrap_or(path).display();
        for link in &document.links {
            links += 1;
            if let Err(why) = check(root, path, &link.destination, &documents) {
                problems.push(format!("{shown}:{}: `{}` {why}", link.line, link.destination));
            }
        }
        let undefined =
            document.undefined.iter().map(|(line, name)| format!("{shown}:{line}: `[{name}]` is defined nowhere"));
        problems.extend(undefined);
    }
    Ok((problems, format!("{links} links in {} documents", documents.len())))
}

/// Every Markdown document of the tree by its path.
fn read(root: &Path) -> Result<BTreeMap<PathBuf, Document>, Report> {
    let is_ours = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !(name.starts_with('.') || LEFT_OUT.contains(&name.as_ref()))
    };
    let mut documents = BTreeMap::new();
    for entry in WalkDir::new(root).into_iter().filter_entry(is_ours) {
        let path = entry.into_diagnostic()?.into_path();
        if is_markdown(&path) {
            let text = std::fs::read_to_string(&path).into_diagnostic();
            let text = text.wrap_err_with(|| format!("{} cannot be read", path.display()))?;
            documents.insert(path, Document::of(&text));
        }
    }
    Ok(documents)
}

fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "md")
}

/// Whether a link leads somewhere. Other hosts are not asked.
fn check(root: &Path, from: &Path, link: &str, documents: &BTreeMap<PathBuf, Document>) -> Result<(), String> {
    let (path, heading) = match Target::of(link)? {
        Target::Elsewhere => return Ok(()),
        Target::Here { path, heading } => (path, heading),
    };
    let file = if path.is_empty() { from.to_owned() } else { target::join(root, from, &path)? };
    if !file.exists() {
        return Err("leads to no file".to_owned());
    }
    match (heading, documents.get(&file)) {
        (Some(heading), Some(document)) if !document.anchors.contains(&heading) => {
            Err(format!("names no heading of that document; there are {}", document.anchors.join(", ")))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The problems of a tree in which `README.md` says this, and `docs/guide.md` has two headings.
    fn problems(readme: &str) -> Vec<String> {
        let folder = tempfile::TempDir::new().unwrap();
        std::fs::create_dir_all(folder.path().join("docs")).unwrap();
        std::fs::create_dir_all(folder.path().join("target")).unwrap();
        std::fs::write(folder.path().join("README.md"), readme).unwrap();
        std::fs::write(folder.path().join("docs/guide.md"), "# How to\n\n[up](../README.md)\n\n## How to\n").unwrap();
        std::fs::write(folder.path().join("target/built.md"), "[gone](gone.md)").unwrap();
        look_through(folder.path()).unwrap().0
    }

    #[test]
    fn links_that_lead_somewhere_are_let_through() {
        let readme = "# Read\n\n[a](docs/guide.md) [b](docs/guide.md#how-to-1) [c](#read) [d](https://example.org/#x) \
                      [e][guide] [f](docs/) ![g](docs/guide.md)\n\n`[not](a-link.md)`\n\n[guide]: docs/guide.md#how-to\n";
        assert_eq!(problems(readme), Vec::<String>::new());
    }

    #[test]
    fn a_file_that_is_not_there_is_told_with_its_line() {
        assert_eq!(problems("# Read\n\n[a](docs/gone.md)"), ["README.md:3: `docs/gone.md` leads to no file"]);
        assert_eq!(problems("![a](gone.png)"), ["README.md:1: `gone.png` leads to no file"]);
    }

    #[test]
    fn a_heading_that_is_not_there_is_told_with_those_that_are() {
        assert_eq!(
            problems("[a](docs/guide.md#why)"),
            ["README.md:1: `docs/guide.md#why` names no heading of that document; there are how-to, how-to-1"]
        );
        assert_eq!(problems("# Read\n\n[a](#gone)").len(), 1);
    }

    #[test]
    fn a_link_to_an_item_of_the_documents_crate_is_left_to_rustdoc() {
        assert_eq!(problems("[a](crate) [b](crate#features) [c](crate::Error)"), Vec::<String>::new());
        assert_eq!(problems("[a](crates)").len(), 1);
    }

    #[test]
    fn a_link_out_of_the_tree_or_to_the_top_of_a_host_is_none() {
        assert_eq!(problems("[a](../README.md)"), ["README.md:1: `../README.md` leads out of the workspace"]);
        assert_eq!(problems("[a](/README.md)"), ["README.md:1: `/README.md` is no relative link"]);
    }

    #[test]
    fn a_reference_that_nobody_defined_is_told() {
        assert_eq!(problems("[a][gone]"), ["README.md:1: `[gone]` is defined nowhere"]);
    }
}
