use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::{BreakingChange, ChangeKind, Tree, breaking_changes, compare, report, write, write_within};

/// A workspace with one generated client, `crates/clients/chat`, in which `src/extras` is written by hand.
struct Workspace(tempfile::TempDir);

impl Workspace {
    fn with(files: &[(&str, &str)]) -> Self {
        let workspace = Self(tempfile::tempdir().unwrap());
        for (path, contents) in files {
            let path = workspace.root().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, contents).unwrap();
        }
        workspace
    }

    fn root(&self) -> &Path {
        self.0.path()
    }

    /// Every file and every folder below the root, with the contents of files.
    fn everything(&self) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
        walkdir::WalkDir::new(self.root())
            .into_iter()
            .map(Result::unwrap)
            .map(|entry| {
                let contents = entry.file_type().is_file().then(|| fs::read(entry.path()).unwrap());
                (entry.path().strip_prefix(self.root()).unwrap().to_owned(), contents)
            })
            .collect()
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap()
    }
}

#[test]
#[cfg(unix)]
fn nothing_is_written_beside_the_one_folder_that_changes() {
    let workspace = Workspace::with(&[("crate/a", "old"), ("crate/orphan", "old")]);
    let mut tree = Tree::new();
    tree.own_folder("crate", &[]).unwrap();
    tree.insert("crate/a", "new").unwrap();
    let changes = compare(workspace.root(), &tree).unwrap();
    // Whatever is made in a folder, and goes again, changes the time of the folder.
    let long_ago = std::time::SystemTime::UNIX_EPOCH;
    fs::File::open(workspace.root()).unwrap().set_modified(long_ago).unwrap();
    write_within(workspace.root(), Path::new("crate"), &changes).unwrap();
    assert_eq!(fs::metadata(workspace.root()).unwrap().modified().unwrap(), long_ago);
    assert_eq!(workspace.read("crate/a"), "new");
    assert_eq!(workspace.everything().len(), 3, "{:?}", workspace.everything());
}

const CLIENT: &str = "crates/clients/chat";

fn tree(files: &[(&str, &str)]) -> Tree {
    let mut tree = Tree::new();
    tree.own_folder(CLIENT, &["src/extras"]).unwrap();
    tree.own_file("crates/facade/src/apis.rs").unwrap();
    for (path, contents) in files {
        tree.insert(*path, *contents).unwrap();
    }
    tree
}

/// The changes as words and paths.
fn told(workspace: &Workspace, tree: &Tree) -> Vec<(&'static str, String)> {
    let changes = compare(workspace.root(), tree).unwrap();
    let word = |kind: &ChangeKind| match kind {
        ChangeKind::Changed { .. } => "changed",
        ChangeKind::Missing { .. } => "missing",
        ChangeKind::Orphaned { .. } => "orphaned",
    };
    changes.files.iter().map(|change| (word(&change.kind), change.path.to_string_lossy().into_owned())).collect()
}

#[test]
fn changed_missing_and_orphaned_files_are_found_and_hand_written_ones_left_alone() {
    let workspace = Workspace::with(&[
        ("crates/clients/chat/src/lib.rs", "old"),
        ("crates/clients/chat/src/same.rs", "same"),
        ("crates/clients/chat/src/gone/types.rs", "x"),
        ("crates/clients/chat/.hidden~", "x"),
        ("crates/clients/chat/src/extras/mod.rs", "by hand"),
        ("crates/clients/chat/target/debug/x", "built"),
        ("crates/clients/chat/src/target/x.rs", "x"),
        ("crates/facade/src/lib.rs", "by hand"),
    ]);
    let tree = tree(&[
        ("crates/clients/chat/src/lib.rs", "new"),
        ("crates/clients/chat/src/same.rs", "same"),
        ("crates/clients/chat/Cargo.toml", "new"),
        ("crates/facade/src/apis.rs", "new"),
    ]);
    let expected = [
        ("orphaned", "crates/clients/chat/.hidden~"),
        ("missing", "crates/clients/chat/Cargo.toml"),
        ("orphaned", "crates/clients/chat/src/gone/types.rs"),
        ("changed", "crates/clients/chat/src/lib.rs"),
        ("orphaned", "crates/clients/chat/src/target/x.rs"),
        ("missing", "crates/facade/src/apis.rs"),
    ];
    assert_eq!(told(&workspace, &tree), expected.map(|(word, path)| (word, path.to_owned())));
}

#[test]
fn comparing_writes_nothing() {
    let workspace = Workspace::with(&[("crates/clients/chat/src/lib.rs", "old")]);
    let before = workspace.everything();
    compare(workspace.root(), &tree(&[("crates/clients/chat/src/new.rs", "new")])).unwrap();
    assert_eq!(workspace.everything(), before);
}

#[test]
fn a_file_of_ours_that_is_generated_no_more_is_an_orphan_outside_of_owned_folders_too() {
    let workspace = Workspace::with(&[("crates/facade/src/apis.rs", "old")]);
    assert_eq!(told(&workspace, &tree(&[])), [("orphaned", "crates/facade/src/apis.rs".to_owned())]);
}

#[test]
fn after_writing_there_is_nothing_left_to_change() {
    let workspace = Workspace::with(&[
        ("crates/clients/chat/src/lib.rs", "old"),
        ("crates/clients/chat/src/gone/deep/types.rs", "x"),
        ("crates/clients/chat/src/extras/mod.rs", "by hand"),
    ]);
    let tree = tree(&[("crates/clients/chat/src/lib.rs", "new"), ("crates/clients/chat/src/tags/a.rs", "a")]);
    let changes = compare(workspace.root(), &tree).unwrap();
    let written = write(workspace.root(), &changes).unwrap();
    assert_eq!(written.written.len(), 2);
    assert_eq!(written.removed, [Path::new("crates/clients/chat/src/gone/deep/types.rs")]);
    assert!(compare(workspace.root(), &tree).unwrap().is_empty());
    let left: Vec<String> = workspace.everything().keys().map(|path| path.to_string_lossy().into_owned()).collect();
    assert_eq!(
        left,
        [
            "",
            "crates",
            "crates/clients",
            "crates/clients/chat",
            "crates/clients/chat/src",
            "crates/clients/chat/src/extras",
            "crates/clients/chat/src/extras/mod.rs",
            "crates/clients/chat/src/lib.rs",
            "crates/clients/chat/src/tags",
            "crates/clients/chat/src/tags/a.rs",
        ]
    );
    assert_eq!(workspace.read("crates/clients/chat/src/extras/mod.rs"), "by hand");
}

#[test]
fn only_what_differs_is_written() {
    let workspace = Workspace::with(&[("crates/clients/chat/a.rs", "same"), ("crates/clients/chat/b.rs", "old")]);
    let tree = tree(&[("crates/clients/chat/a.rs", "same"), ("crates/clients/chat/b.rs", "new")]);
    let untouched = workspace.root().join("crates/clients/chat/a.rs");
    let before = fs::metadata(&untouched).unwrap().modified().unwrap();
    let written = write(workspace.root(), &compare(workspace.root(), &tree).unwrap()).unwrap();
    assert_eq!(written.written, [Path::new("crates/clients/chat/b.rs")]);
    assert_eq!(fs::metadata(&untouched).unwrap().modified().unwrap(), before);
    assert_eq!(workspace.read("crates/clients/chat/b.rs"), "new");
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    let workspace =
        Workspace::with(&[("crates/clients/chat/src/a", "file"), ("crates/clients/chat/src/b/c.rs", "folder")]);
    let tree = tree(&[("crates/clients/chat/src/a/x.rs", "x"), ("crates/clients/chat/src/b", "y")]);
    write(workspace.root(), &compare(workspace.root(), &tree).unwrap()).unwrap();
    assert!(compare(workspace.root(), &tree).unwrap().is_empty());
}

#[test]
fn a_failing_write_leaves_everything_as_it_was() {
    let workspace = Workspace::with(&[
        ("crates/clients/chat/a-orphan/x.rs", "orphan"),
        ("crates/clients/chat/b.rs", "old \u{fffd}"),
        ("crates/clients/chat/src/extras/mod.rs", "by hand"),
    ]);
    // Bytes that are not UTF-8 must come back as well.
    fs::write(workspace.root().join("crates/clients/chat/b.rs"), b"old \xff").unwrap();
    // The last file to be written cannot be: an empty folder stands there.
    fs::create_dir_all(workspace.root().join("crates/clients/chat/z.rs")).unwrap();
    let tree = tree(&[
        ("crates/clients/chat/b.rs", "new"),
        ("crates/clients/chat/new/deep/c.rs", "new"),
        ("crates/clients/chat/z.rs", "new"),
    ]);
    let before = workspace.everything();
    let error = write(workspace.root(), &compare(workspace.root(), &tree).unwrap()).unwrap_err();
    let message = error.to_string();
    assert!(message.starts_with("cannot write crates/clients/chat/z.rs: "), "{message}");
    assert!(message.ends_with("; everything is as it was before"), "{message}");
    assert_eq!(workspace.everything(), before);
}

#[test]
fn an_orphan_that_cannot_be_removed_stops_the_run_before_anything_is_written() {
    let workspace = Workspace::with(&[("crates/clients/chat/a.rs", "orphan"), ("crates/clients/chat/z.rs", "orphan")]);
    let tree = tree(&[("crates/clients/chat/b.rs", "new")]);
    let changes = compare(workspace.root(), &tree).unwrap();
    fs::remove_file(workspace.root().join("crates/clients/chat/z.rs")).unwrap();
    let before = workspace.everything();
    let message = write(workspace.root(), &changes).unwrap_err().to_string();
    assert!(message.starts_with("cannot remove crates/clients/chat/z.rs: "), "{message}");
    assert_eq!(workspace.everything(), before);
}

#[test]
fn what_an_interrupted_run_left_behind_is_an_orphan() {
    let workspace = Workspace::with(&[("crates/clients/chat/src/.regenerate-x7Gh2k", "half a fi")]);
    assert_eq!(told(&workspace, &tree(&[])), [("orphaned", "crates/clients/chat/src/.regenerate-x7Gh2k".to_owned())]);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn a_symbolic_link_among_generated_files_is_refused_and_never_followed() {
        for link in ["crates/clients/chat/src/lib.rs", "crates/clients/chat/src", "crates/clients/chat", "crates"] {
            let outside = Workspace::with(&[("lib.rs", "outside"), ("src/lib.rs", "outside")]);
            let workspace = Workspace::with(&[]);
            let link_at = workspace.root().join(link);
            fs::create_dir_all(link_at.parent().unwrap()).unwrap();
            symlink(outside.root(), &link_at).unwrap();
            let before = outside.everything();
            let error = compare(workspace.root(), &tree(&[("crates/clients/chat/src/lib.rs", "new")])).unwrap_err();
            assert!(error.to_string().starts_with(&format!("{link} is a symbolic link")), "{error}");
            assert_eq!(outside.everything(), before);
        }
    }

    #[test]
    fn a_symbolic_link_in_place_of_a_single_file_is_refused() {
        let workspace = Workspace::with(&[("crates/facade/src/lib.rs", "by hand")]);
        symlink("lib.rs", workspace.root().join("crates/facade/src/apis.rs")).unwrap();
        let error = compare(workspace.root(), &tree(&[("crates/facade/src/apis.rs", "new")])).unwrap_err();
        assert!(error.to_string().contains("crates/facade/src/apis.rs is a symbolic link"), "{error}");
    }

    #[test]
    fn written_files_can_be_read_by_others_as_far_as_the_mask_allows() {
        let workspace = Workspace::with(&[("plain", "x")]);
        let tree = tree(&[("crates/clients/chat/a.rs", "a")]);
        write(workspace.root(), &compare(workspace.root(), &tree).unwrap()).unwrap();
        let mode = |path: &str| fs::metadata(workspace.root().join(path)).unwrap().permissions().mode();
        assert_eq!(mode("crates/clients/chat/a.rs"), mode("plain"));
    }
}

#[test]
fn paths_that_leave_the_tree_are_refused() {
    let mut tree = tree(&[("crates/clients/chat/src/a.rs", "a"), ("crates/clients/chat/src/dir/b.rs", "b")]);
    for path in [
        "/etc/passwd",
        "../outside.rs",
        "crates/clients/chat/../../../outside.rs",
        "crates/clients/chat/src/..\\x.rs",
        "crates/clients/chat/C:x.rs",
        "crates/clients/chat/a\0b.rs",
        "",
        "crates/clients/chat",
        "crates/clients/chatter/src/lib.rs",
        "crates/facade/src/lib.rs",
        "crates/clients/chat/src/extras/mod.rs",
        "crates/clients/chat/target/a.rs",
        "crates/clients/chat/src/a.rs",
        "crates/clients/chat/src/A.rs",
        "crates/clients/chat/src/a.rs/b.rs",
        "crates/clients/chat/src/dir",
    ] {
        assert!(tree.insert(path, "x").is_err(), "{path}");
    }
    assert_eq!(tree.files().count(), 2);
    assert!(tree.own_folder("../sibling", &[]).is_err());
    assert!(tree.own_folder("crates/x", &["../y"]).is_err());
    assert!(tree.own_file("/etc/hosts").is_err());
}

#[test]
fn the_order_in_which_files_are_generated_makes_no_difference() {
    let files =
        [("crates/clients/chat/b.rs", "b"), ("crates/clients/chat/a.rs", "a"), ("crates/clients/chat/c/d.rs", "d")];
    let mut reversed = files;
    reversed.reverse();
    let workspace = Workspace::with(&[]);
    let changes = compare(workspace.root(), &tree(&files)).unwrap();
    assert_eq!(changes.files.len(), 3);
    assert_eq!(changes, compare(workspace.root(), &tree(&reversed)).unwrap());
}

#[test]
fn the_report_shows_each_file_with_its_difference_and_ends_with_the_command() {
    let lines = |changed: &str| {
        (1..=30).map(|n| if n == 20 { changed.to_owned() } else { format!("{n}\n") }).collect::<String>()
    };
    let workspace = Workspace::with(&[
        ("crates/clients/chat/a.rs", lines("old\n").as_str()),
        ("crates/clients/chat/c.rs", "orphan\n"),
    ]);
    let new = lines("new\n");
    let tree = tree(&[("crates/clients/chat/a.rs", &new), ("crates/clients/chat/b.rs", "added")]);
    assert_eq!(
        report(&compare(workspace.root(), &tree).unwrap(), "cargo xtask regenerate"),
        "changed: crates/clients/chat/a.rs\n\
         \x20 @@ -17,7 +17,7 @@\n   17\n   18\n   19\n  -old\n  +new\n   21\n   22\n   23\n\
         missing: crates/clients/chat/b.rs\n\
         \x20 @@ -0,0 +1,1 @@\n  +added\n  \\ no newline at the end\n\
         orphaned: crates/clients/chat/c.rs\n\
         \x20 @@ -1,1 +0,0 @@\n  -orphan\n\
         \n1 changed, 1 missing, 1 orphaned: generated files are not what the specs say (- is on disk, + is generated)\n\
         run: cargo xtask regenerate\n"
    );
    assert_eq!(report(&super::Changes::default(), ""), "all generated files are up to date\n");
}

#[test]
fn the_report_of_large_differences_is_short_and_quick() {
    let old: String = (0..200_000).map(|n| format!("old {n}\n")).collect();
    let new: String = (0..200_000).map(|n| format!("new {n}\n")).collect();
    let workspace = Workspace::with(&[("crates/clients/chat/a.rs", &old)]);
    let text = report(
        &compare(workspace.root(), &tree(&[("crates/clients/chat/a.rs", &new)])).unwrap(),
        "cargo xtask regenerate",
    );
    assert!(text.lines().count() < 30, "{text}");
    assert!(text.contains("… more differences follow"), "{text}");
}

#[test]
fn one_line_more_anywhere_is_shown_as_one_line() {
    let old: Vec<String> = (0..8).map(|n| format!("{n}\n")).collect();
    for place in 0..=old.len() {
        let mut new = old.clone();
        new.insert(place, "added\n".to_owned());
        let workspace = Workspace::with(&[("crates/clients/chat/a.rs", &old.concat())]);
        let text = report(
            &compare(workspace.root(), &tree(&[("crates/clients/chat/a.rs", &new.concat())])).unwrap(),
            "cargo xtask regenerate",
        );
        assert_eq!(text.lines().filter(|line| line.starts_with("  +")).collect::<Vec<_>>(), ["  +added"]);
        assert_eq!(text.lines().filter(|line| line.starts_with("  -")).count(), 0, "{text}");
    }
}

const OLD: &str = "
    impl Client {
        /// Sends.
        pub fn send(&self, username: &str, text: &str) -> Send<'_> { todo!() }
        pub async fn list(&self) -> Result<Vec<u8>, Error> { todo!() }
        pub fn gone<T>(self, value: T) where T: Into<String> {}
        pub(crate) fn inner(&self) {}
        fn private(&self) {}
    }
    impl Clone for Client { fn clone(&self) -> Self { todo!() } }
    pub mod deep { impl<'a> super::Builder<'a> { pub fn limit(self, limit: u32) -> Self { self } } }
";

fn change(item: &str, old: &str, new: Option<&str>) -> BreakingChange {
    BreakingChange { item: item.to_owned(), old: old.to_owned(), new: new.map(str::to_owned) }
}

#[test]
fn methods_that_go_or_change_are_breaking() {
    let new = "
        impl Client {
            pub fn send(&self, text: &str, username: &str) -> Send<'_> { todo!() }
            pub fn list(&self) -> Result<Vec<u8>, Error> { todo!() }
            pub fn added(&self) {}
        }
        impl Builder<'_> { pub fn limit(self, limit: u64) -> Self { self } }
    ";
    assert_eq!(
        breaking_changes(OLD, new),
        [
            change("Builder::limit", "fn limit(self, limit: u32) -> Self", Some("fn limit(self, limit: u64) -> Self")),
            change("Client::gone", "fn gone<T>(self, value: T) where T: Into<String>,", None),
            change(
                "Client::list",
                "async fn list(&self) -> Result<Vec<u8>, Error>",
                Some("fn list(&self) -> Result<Vec<u8>, Error>")
            ),
            change(
                "Client::send",
                "fn send(&self, username: &str, text: &str) -> Send<'_>",
                Some("fn send(&self, text: &str, username: &str) -> Send<'_>")
            ),
        ]
    );
}

#[test]
fn layout_docs_bodies_and_private_methods_are_not_breaking() {
    let new = OLD
        .replace("/// Sends.", "/// Sends a message.")
        .replace("username: &str, text: &str)", "\n username: &str,\n text: &str,\n)")
        .replace("fn private(&self)", "fn private(&self, more: u8)")
        .replace("fn inner(&self)", "fn inner(&mut self)");
    assert_ne!(new, OLD);
    assert_eq!(breaking_changes(OLD, &new), []);
    assert_eq!(breaking_changes("not rust {", OLD), []);
}

#[test]
fn a_method_that_moves_to_another_file_is_not_breaking_and_other_clients_do_not_count() {
    let workspace = Workspace::with(&[
        ("crates/clients/chat/src/lib.rs", "impl Client { pub fn a(&self) {} pub fn b(&self) {} }"),
        ("crates/clients/chat/src/old.rs", "impl Client { pub fn c(&self) {} }"),
    ]);
    let tree = tree(&[
        ("crates/clients/chat/src/lib.rs", "impl Client { pub fn a(&self, x: u8) {} }"),
        ("crates/clients/chat/src/moved.rs", "impl Client { pub fn b(&self) {} pub fn c(&self) {} }"),
    ]);
    let changes = compare(workspace.root(), &tree).unwrap();
    assert_eq!(
        changes.breaking_below(Path::new(CLIENT)),
        [change("Client::a", "fn a(&self)", Some("fn a(&self, x: u8)"))]
    );
    assert_eq!(changes.breaking_below(Path::new("crates/clients/other")), []);
}
