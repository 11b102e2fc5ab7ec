use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::limits::{MAXIMUM_DEPTH, MAXIMUM_FILE_SIZE, MAXIMUM_TEXT};
use super::{Document, Pointer, SpecError, Syntax};

fn yaml(text: &str) -> Result<Document, SpecError> {
    Document::parse(text.as_bytes(), "specs/chat.yaml", Syntax::Yaml)
}

fn json(text: &str) -> Result<Document, SpecError> {
    Document::parse(text.as_bytes(), "specs/chat.json", Syntax::Json)
}

fn pointer(text: &str) -> Pointer {
    text.parse().unwrap()
}

/// Line and column of a pointer.
fn place(document: &Document, text: &str) -> (usize, usize) {
    let position = document.position(&pointer(text));
    (position.line, position.column)
}

fn hostile(name: &str) -> SpecError {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/hostile").join(name);
    Document::load(&path, name).unwrap_err()
}

/// The complaint as a person reads it, without colours.
fn printed(error: &SpecError) -> String {
    let mut text = String::new();
    miette::GraphicalReportHandler::new_themed(miette::GraphicalTheme::unicode_nocolor())
        .render_report(&mut text, error)
        .unwrap();
    text
}

#[test]
fn yaml_scalars_mean_what_the_core_schema_says() {
    let document = yaml(
        "{a: 1, b: 1.5, c: true, d: yes, e: ~, f: '7', g: 0x10, h: 2020-01-01, i: 18446744073709551615, \
         j: 18446744073709551616, k: 1.10.0, l: !!str 12, m: '', n: -3}",
    );
    assert_eq!(
        document.unwrap().into_value(),
        json!({
            "a": 1, "b": 1.5, "c": true, "d": "yes", "e": null, "f": "7", "g": 16, "h": "2020-01-01",
            "i": u64::MAX, "j": 18_446_744_073_709_551_616.0, "k": "1.10.0", "l": "12", "m": "", "n": -3,
        })
    );
}

#[test]
fn yaml_keys_keep_their_text() {
    let document = yaml("200: a\n4XX: b\ntrue: c\n1.0: d\n").unwrap();
    assert_eq!(document.value(), &json!({"200": "a", "4XX": "b", "true": "c", "1.0": "d"}));
}

#[test]
fn members_keep_the_order_of_the_text() {
    let document = json(r#"{"z": 1, "a": 2, "m": 3}"#).unwrap();
    let keys: Vec<&String> = document.value().as_object().unwrap().keys().collect();
    assert_eq!(keys, ["z", "a", "m"]);
}

#[test]
fn integers_beyond_64_bits_become_floating_point_in_json_too() {
    let document = json(r#"[18446744073709551615, 18446744073709551616, -1]"#).unwrap();
    assert_eq!(document.value(), &json!([u64::MAX, 18_446_744_073_709_551_616.0, -1]));
}

#[test]
fn numbers_that_json_cannot_carry_are_refused() {
    for text in ["a: .inf", "a: -.inf", "a: .nan", "a: 1e999"] {
        let error = yaml(text).unwrap_err();
        assert_eq!(error.location(), "specs/chat.yaml:1:4", "{text}");
    }
    assert_eq!(json(r#"{"a": 1e999}"#).unwrap_err().location(), "specs/chat.json:1:7");
    assert_eq!(json(r#"{"a": 007}"#).unwrap_err().location(), "specs/chat.json:1:8");
}

#[test]
fn positions_are_those_of_keys_for_containers_and_of_values_for_the_rest() {
    let text = "openapi: 3.0.3\npaths:\n  /pets:\n    get:\n      tags: [a, ünï, c]\n";
    let document = yaml(text).unwrap();
    assert_eq!(place(&document, "/openapi"), (1, 10));
    assert_eq!(place(&document, "/paths/~1pets/get"), (4, 5));
    assert_eq!(place(&document, "/paths/~1pets/get/tags/1"), (5, 17));
    assert_eq!(place(&document, "/paths/~1pets/get/tags/2"), (5, 22));
    let position = document.position(&pointer("/paths/~1pets/get/tags/1"));
    assert_eq!(&text[position.offset..position.offset + position.len], "ünï");
}

#[test]
fn json_positions_count_characters_and_survive_windows_line_ends_and_a_byte_order_mark() {
    let document = json("\u{feff}{\r\n  \"ä\": {\"b\": [1, 22]}\r\n}\r\n").unwrap();
    assert_eq!(place(&document, "/ä"), (2, 3));
    assert_eq!(place(&document, "/ä/b/1"), (2, 18));
    assert_eq!(document.position(&pointer("/ä/b/1")).len, 2);
}

#[test]
fn yaml_positions_survive_windows_line_ends_and_a_byte_order_mark() {
    let document = yaml("\u{feff}a: ü\r\nb:\r\n  - c\r\n  - d: e\r\n").unwrap();
    assert_eq!(document.value(), &json!({"a": "ü", "b": ["c", {"d": "e"}]}));
    assert_eq!(place(&document, "/b/0"), (3, 5));
    assert_eq!(place(&document, "/b/1/d"), (4, 8));
}

#[test]
fn what_a_pass_made_has_the_position_of_its_nearest_ancestor() {
    let mut document = yaml("a: 1\nb:\n  c: 2\n").unwrap();
    document.value_mut()["b"]["new"] = json!({"deep": [1]});
    assert_eq!(place(&document, "/b/new/deep/0"), place(&document, "/b"));
    assert_eq!(place(&document, "/nowhere/at/all"), (1, 1));
}

#[test]
fn removing_an_item_moves_the_positions_of_later_ones() {
    let mut document = yaml("list:\n  - {n: 0}\n  - {n: 1}\n  - {n: 2}\nlast: x\n").unwrap();
    assert!(document.remove(&pointer("/list/1")));
    assert!(!document.remove(&pointer("/list/2")));
    assert!(!document.remove(&Pointer::root()));
    assert_eq!(document.value()["list"], json!([{"n": 0}, {"n": 2}]));
    assert_eq!(place(&document, "/list/1/n"), (4, 9));
    assert_eq!(place(&document, "/last"), (5, 7));
}

#[test]
fn an_alias_stands_for_its_content_and_points_there() {
    let document = yaml("base: &base\n  type: object\n  deep: [1, {x: y}]\nuse: *base\nafter: z\n").unwrap();
    assert_eq!(document.value()["use"], document.value()["base"]);
    assert_eq!(place(&document, "/use/deep/1/x"), (3, 17));
    assert_eq!(place(&document, "/use"), (4, 1));
    assert_eq!(place(&document, "/after"), (5, 8));
}

#[test]
fn an_alias_inside_its_own_anchor_is_refused() {
    let error = yaml("a: &a\n  b: *a\n").unwrap_err();
    assert_eq!(error.location(), "specs/chat.yaml:2:6");
}

#[test]
fn aliases_of_one_long_text_cannot_fill_the_memory() {
    let mut text = format!("long: &long \"{}\"\nuses:\n", "x".repeat(1024 * 1024));
    for _ in 0..200 {
        text.push_str("  - *long\n");
    }
    let error = yaml(&text).unwrap_err();
    assert!(error.to_string().contains("aliases"), "{error}");
}

#[test]
fn nesting_through_aliases_is_counted() {
    let mut text = String::from("l0: &l0 [x]\n");
    for level in 1..=MAXIMUM_DEPTH {
        writeln!(text, "l{level}: &l{level} [*l{}]", level - 1).unwrap();
    }
    let error = yaml(&text).unwrap_err();
    assert!(error.to_string().contains("nested deeper"), "{error}");
}

#[test]
fn a_duplicate_key_names_both_places() {
    let error = yaml("a: 1\nb: 2\na: 3\n").unwrap_err();
    assert_eq!(error.location(), "specs/chat.yaml:3:1");
    let text = printed(&error);
    assert!(text.contains("the first one") && text.contains("the second one"), "{text}");
    let error = json("{\"a\": 1,\n \"a\": 2}").unwrap_err();
    assert_eq!(error.location(), "specs/chat.json:2:2");
    let escaped = json(r#"{"a": 1, "\u0061": 2}"#).unwrap_err();
    assert!(escaped.to_string().contains("stands twice"), "{escaped}");
}

#[test]
fn a_second_yaml_document_is_refused() {
    let error = yaml("a: 1\n---\nb: 2\n").unwrap_err();
    assert_eq!(error.location(), "specs/chat.yaml:2:1");
    assert!(yaml("---\na: 1\n...\n").is_ok());
}

#[test]
fn keys_that_are_no_text_are_refused() {
    for text in ["? [a]\n: b\n", "? {a: b}\n: c\n", "x: &x y\n*x : z\n"] {
        let error = yaml(text).unwrap_err();
        assert!(error.to_string().contains("where a key should"), "{error}");
    }
}

#[test]
fn a_merge_key_adds_what_is_not_written_out() {
    let document =
        yaml("a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {<<: *a, x: 3}\nd:\n  <<: [*a, *b]\n  '<<': kept\n").unwrap();
    assert_eq!(document.value()["c"], json!({"x": 3, "y": 1}));
    assert_eq!(document.value()["d"], json!({"<<": "kept", "x": 1, "y": 1, "z": 2}));
    let error = yaml("b:\n  <<: text\n").unwrap_err();
    assert_eq!(error.location(), "specs/chat.yaml:2:3");
}

#[test]
fn json_is_read_strictly() {
    for text in ["{a: 1}", "{\"a\": 1,}", "[1 2]", "{'a': 1}", "[0x10]", "[+1]", "[.5]", "[NaN]", "// c\n{}", "{} {}"] {
        assert!(json(text).is_err(), "{text}");
    }
}

#[test]
fn cut_off_anywhere_a_document_is_an_error_and_never_a_panic() {
    let text = r#"{"a": [1, {"b": "ü\u00e9\n"}, true, null, -1.5e3]}"#;
    for end in 0..text.len() {
        assert!(Document::parse(&text.as_bytes()[..end], "cut.json", Syntax::Json).is_err(), "{end}");
    }
    let text = "a: {b: [1, \"ü\", *x]}";
    for end in 1..text.len() {
        // Some prefixes are documents of their own; none may panic.
        let cut = Document::parse(&text.as_bytes()[..end], "cut.yaml", Syntax::Yaml);
        assert_eq!(cut.is_ok(), end < 4, "{end}");
    }
}

#[test]
fn a_nul_does_not_hide_the_rest_of_the_file() {
    let error = yaml("a: 1\nb: \0\nc: 3\n").unwrap_err();
    assert_eq!(error.location(), "specs/chat.yaml:2:4");
}

#[test]
fn a_truncated_file_is_reported_where_it_ends() {
    let error = hostile("truncated.json");
    assert_eq!(error.location(), "truncated.json:8:7");
    assert!(error.advice().contains("cut off"), "{}", error.advice());
}

#[test]
fn a_tab_is_named_as_what_is_wrong() {
    let error = hostile("tabs.yaml");
    assert_eq!(error.location(), "tabs.yaml:5:1");
    assert!(error.to_string().contains("tab"), "{error}");
}

#[test]
fn text_that_is_not_utf_8_is_reported_with_its_byte() {
    let error = hostile("not-utf8.yaml");
    assert_eq!(error.location(), "not-utf8.yaml:3:13");
    assert_eq!(error.to_string(), "not-utf8.yaml is not UTF-8: byte 33 is 0xE9");
}

#[test]
fn an_empty_file_and_one_of_comments_are_told() {
    assert_eq!(hostile("empty.yaml").to_string(), "empty.yaml is empty");
    assert!(yaml("# nothing\n").unwrap_err().to_string().contains("comments only"));
}

#[test]
fn aliases_of_aliases_cannot_fill_the_memory() {
    let error = hostile("billion-laughs.yaml");
    assert!(error.location().starts_with("billion-laughs.yaml:"), "{}", error.location());
    assert!(error.to_string().contains("values"), "{error}");
}

#[test]
fn deep_nesting_is_refused_in_both_notations() {
    let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    assert!(json(&deep(MAXIMUM_DEPTH)).is_ok());
    assert!(yaml(&deep(MAXIMUM_DEPTH)).is_ok());
    assert_eq!(json(&deep(100_000)).unwrap_err().location(), "specs/chat.json:1:201");
    assert_eq!(yaml(&deep(MAXIMUM_DEPTH + 1)).unwrap_err().location(), "specs/chat.yaml:1:201");
    assert!(yaml(&deep(100_000)).unwrap_err().to_string().contains("nested deeper"));
    let blocks: String = (0..1000).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
    assert_eq!(yaml(&blocks).unwrap_err().location(), "specs/chat.yaml:201:201");
    let objects = "{\"a\":".repeat(MAXIMUM_DEPTH) + "1" + &"}".repeat(MAXIMUM_DEPTH);
    assert!(json(&objects).is_ok());
}

#[test]
fn a_complaint_about_a_minified_document_quotes_only_its_surroundings() {
    let long = format!("[{}{}", "[],".repeat(100_000), "[".repeat(MAXIMUM_DEPTH));
    let text = printed(&json(&long).unwrap_err());
    assert!(text.len() < 2_000, "{} bytes", text.len());
    assert!(text.contains("specs/chat.json:1:300201"), "{text}");
}

#[test]
fn a_complaint_never_steers_the_terminal() {
    let text = printed(&yaml("a: \"\u{1b}[2J\" b\n").unwrap_err());
    assert!(!text.contains('\u{1b}'), "{text:?}");
}

#[test]
fn a_complaint_shows_file_line_and_column_with_the_line_itself() {
    let text = printed(&yaml("ä: 1\nb: .inf\n").unwrap_err());
    assert!(text.contains("[specs/chat.yaml:2:4]"), "{text}");
    assert!(text.contains("b: .inf"), "{text}");
    assert!(text.contains("help:"), "{text}");
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

#[test]
fn a_path_that_holds_no_document_is_told_in_one_line() {
    let folder = Folder::new();
    fs::create_dir(folder.path("specs.yaml")).unwrap();
    fs::write(folder.path("spec.txt"), "a: 1").unwrap();
    let load = |name: &str| Document::load(&folder.path(name), name).unwrap_err().to_string();
    assert_eq!(load("specs.yaml"), "specs.yaml is a folder");
    assert_eq!(load("missing.yaml"), "missing.yaml does not exist");
    assert_eq!(load("spec.txt"), "cannot tell what spec.txt is written in");
}

#[test]
fn a_file_beyond_the_limit_is_refused_without_being_read_whole() {
    let folder = Folder::new();
    let file = fs::File::create(folder.path("huge.yaml")).unwrap();
    file.set_len(MAXIMUM_FILE_SIZE * 1024).unwrap();
    let error = Document::load(&folder.path("huge.yaml"), "huge.yaml").unwrap_err();
    assert_eq!(error.to_string(), "huge.yaml is larger than 32 MiB");
}

#[cfg(unix)]
#[test]
fn a_socket_is_not_waited_for() {
    let folder = Folder::new();
    let _listener = std::os::unix::net::UnixListener::bind(folder.path("pipe.yaml")).unwrap();
    let error = Document::load(&folder.path("pipe.yaml"), "pipe.yaml").unwrap_err();
    assert_eq!(error.to_string(), "pipe.yaml is not a regular file");
}

#[test]
fn pointers_are_escaped_and_read_back() {
    let mut pointer = Pointer::root().join("paths").join("/a~b/{id}").join(3);
    assert_eq!(pointer.to_string(), "/paths/~1a~0b~1{id}/3");
    assert_eq!("#/paths/~1a~0b~1%7Bid%7D/3".parse(), Ok(pointer.clone()));
    assert_eq!(pointer.tokens().collect::<Vec<_>>(), ["paths", "/a~b/{id}", "3"]);
    assert_eq!(pointer.resolve(&json!({"paths": {"/a~b/{id}": [0, 1, 2, "x"]}})), Some(&json!("x")));
    pointer.pop();
    assert_eq!(pointer.to_reference(), "#/paths/~1a~0b~1{id}");
    for _ in 0..5 {
        pointer.pop();
    }
    assert!(pointer.is_root());
    assert_eq!(pointer.resolve(&Value::Null), Some(&Value::Null));
}

#[test]
fn texts_that_are_no_pointers_are_refused() {
    for text in ["a", "#a", "/a~2", "/a~", "other.yaml#/a", "#/%ff"] {
        assert!(text.parse::<Pointer>().is_err(), "{text}");
    }
}

#[test]
fn a_text_that_nobody_would_read_is_refused_where_it_stands() {
    let long = "x".repeat(MAXIMUM_TEXT + 1);
    let text = format!("info:\n  title: short\n  tags: [a, {long}]\n");
    let error = Document::parse(text.as_bytes(), "long.yaml", Syntax::Yaml).unwrap_err();
    assert_eq!(error.location(), "long.yaml:3:13");
    let fits = text.replacen('x', "", 1);
    assert!(Document::parse(fits.as_bytes(), "fits.yaml", Syntax::Yaml).is_ok());
}
