use super::LICENCES;

/// The registry takes no package that is larger than this when it is compressed: 10 MiB.
const LIMIT: u64 = 10 * 1024 * 1024;

/// Folders of tests and of what they read, in words of paths.
const OF_TESTS: [&str; 5] = ["tests", "fixtures", "benches", "fuzz", "target"];

/// What cargo puts into a package.
pub(super) struct Contents {
    pub(super) package: String,
    /// Its size, compressed.
    pub(super) bytes: u64,
    pub(super) files: Vec<String>,
}

impl Contents {
    /// How large it is, to be printed.
    pub(super) fn size(&self) -> String {
        format!("{} {} KiB", self.package, self.bytes.div_ceil(1024))
    }

    /// What is missing, what is too much, and whether it is too large.
    pub(super) fn problems(&self) -> Vec<String> {
        let name = &self.package;
        let mut problems = Vec::new();
        if self.bytes > LIMIT {
            problems.push(format!("{name} has {} bytes, of at most {LIMIT}", self.bytes));
        }
        let wanted = LICENCES.into_iter().chain(["README.md", "Cargo.toml"]);
        let missing = wanted.filter(|wanted| self.files.iter().all(|file| file != wanted));
        problems.extend(missing.map(|missing| format!("{name} lacks {missing}")));
        let source_of_a_test = |file: &&String| file.starts_with("src/") && file.ends_with(".rs");
        let of_a_test = |file: &&String| file.split('/').any(|word| OF_TESTS.contains(&word));
        let mut too_much = self.files.iter().filter(|file| !source_of_a_test(file)).filter(of_a_test);
        if let Some(first) = too_much.next() {
            problems.push(format!("{name} has {first} and {} more files that only its tests need", too_much.count()));
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contents(bytes: u64, more: &[&str]) -> Contents {
        let files =
            ["Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "src/lib.rs", "src/tests.rs", "src/client/tests/path.rs"];
        let files = files.iter().chain(more).map(|file| (*file).to_owned()).collect();
        Contents { package: "lending".to_owned(), bytes, files }
    }

    #[test]
    fn a_package_with_what_belongs_into_it_is_let_through() {
        assert_eq!(contents(LIMIT, &["README.md"]).problems(), Vec::<String>::new());
    }

    #[test]
    fn a_package_that_the_registry_would_refuse_is_told_with_its_size() {
        assert_eq!(contents(LIMIT + 1, &["README.md"]).problems(), ["lending has 10485761 bytes, of at most 10485760"]);
    }

    #[test]
    fn what_is_missing_and_what_only_tests_need_is_told() {
        let problems = contents(1, &["tests/it.rs", "src/tests/fixtures/body.json"]).problems();
        assert_eq!(
            problems,
            ["lending lacks README.md", "lending has tests/it.rs and 1 more files that only its tests need"]
        );
    }
}
