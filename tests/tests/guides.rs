//! Is every guide a page of the documentation, and are its examples run?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;

#[test]
fn every_guide_is_a_page_and_is_tested() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let pages = fs::read_to_string(repository.join("crates/switchboard/src/guide.rs")).unwrap();
    let front_page = fs::read_to_string(repository.join("crates/switchboard/src/lib.rs")).unwrap();
    let tests = fs::read_to_string(repository.join("tests/src/guides.rs")).unwrap();
    let mut guides = 0;
    for file in fs::read_dir(repository.join("crates/switchboard/guides")).unwrap() {
        let file = file.unwrap().path();
        let name = file.file_stem().unwrap().to_str().unwrap();
        let included = format!("guides/{name}.md\")]");
        assert!(pages.contains(&included), "guide.rs lacks {name}");
        assert!(tests.contains(&included), "tests/src/guides.rs lacks {name}");
        assert!(front_page.contains(&format!("(guide::{name})")), "the front page does not link to {name}");
        guides += 1;
    }
    assert_eq!(pages.matches("include_str!").count(), guides);
}
