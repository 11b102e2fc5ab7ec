use std::fs;
use std::path::Path;

use serde_json::json;
use tempfile::TempDir;

use super::{Converted, try_convert};
use crate::document::SpecError;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join("specs").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    fs::create_dir_all(folder.path().join("specs")).unwrap();
    folder
}

/// A document whose schema `A` refers to this, in a folder with these files.
fn referring(target: &str, folder: &Path) -> Result<Converted, SpecError> {
    let text = format!(
        "openapi: 3.0.0\ninfo: {{title: Chat, version: '1'}}\npaths: {{}}\n\
         components:\n  schemas:\n    A: {{type: object, properties: {{x: {{$ref: '{target}'}}}}}}\n"
    );
    try_convert(&text, &folder.join("specs"))
}

#[test]
fn files_of_the_folder_are_bundled_with_their_own_references() {
    let files = folder(&[
        (
            "schemas/pet.yaml",
            "type: object\nproperties:\n  tag: {$ref: 'shared/tags.json#/definitions/Tag'}\n  me: {$ref: '#'}\n",
        ),
        ("schemas/shared/tags.json", "{\"definitions\": {\"Tag\": {\"type\": \"string\", \"pattern\": \"(\"}}}"),
        ("paths.yaml", "a:\n  get: {responses: {'200': {$ref: 'chat.yaml#/components/responses/Ok'}}}\n"),
    ]);
    let text = "openapi: 3.0.0\ninfo: {title: Chat, version: '1'}\npaths:\n  /a: {$ref: 'paths.yaml#/a'}\n\
                components:\n  responses: {Ok: {description: ok}}\n  schemas:\n    A: {type: object, properties: {x: {$ref: ./schemas/pet.yaml}}}\n";
    let converted = try_convert(text, &files.path().join("specs")).unwrap();
    assert_eq!(converted.errors(), [""; 0]);
    assert_eq!(converted.at("/components/schemas/A/properties/x/$ref"), "#/components/schemas/pet");
    assert_eq!(
        converted.at("/components/schemas/pet/properties"),
        &json!({"tag": {"$ref": "#/components/schemas/Tag"}, "me": {"$ref": "#/components/schemas/pet"}})
    );
    assert_eq!(converted.at("/paths/~1a/get/responses/200/$ref"), "#/components/responses/Ok");
    assert!(!converted.has("/x-bundled-files"));
    let bundled: Vec<&str> = converted.document.bundled().map(crate::document::Document::shown_as).collect();
    assert_eq!(bundled, ["paths.yaml", "schemas/pet.yaml", "schemas/shared/tags.json"]);
    let places: Vec<String> =
        converted.repairs().iter().map(|place| converted.document.location_as_written(place)).collect();
    assert_eq!(places, ["schemas/shared/tags.json:1:55"]);
}

#[test]
fn a_finding_in_another_file_is_told_with_the_line_there() {
    let files = folder(&[("pet.yaml", "type: object\nproperties:\n  tag: {$ref: '#/nowhere'}\n")]);
    let errors = referring("pet.yaml", files.path()).unwrap().errors();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].starts_with("pet.yaml:3:"), "{errors:?}");
}

#[test]
fn nothing_outside_of_the_folder_is_read() {
    let files = folder(&[("pet.yaml", "type: object\n")]);
    fs::write(files.path().join("secret.yaml"), "type: string\n").unwrap();
    let absolute = files.path().join("secret.yaml").display().to_string();
    for target in ["../secret.yaml", "a/../../secret.yaml", "%2e%2e/secret.yaml", "..%2Fsecret.yaml", &absolute] {
        let error = referring(target, files.path()).err().unwrap();
        assert_eq!(error.location(), "chat.yaml:6:46", "{target}");
        assert!(error.to_string().contains("outside of the document's folder"), "{error}");
    }
    assert!(referring("a/../pet.yaml", files.path()).is_ok());
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let files = folder(&[]);
    fs::write(files.path().join("secret.yaml"), "type: string\n").unwrap();
    std::os::unix::fs::symlink(files.path().join("secret.yaml"), files.path().join("specs/link.yaml")).unwrap();
    let error = referring("link.yaml", files.path()).err().unwrap();
    assert!(error.to_string().contains("a link out of the document's folder"), "{error}");
}

#[test]
fn a_file_that_is_missing_is_told_by_lint_and_one_that_is_broken_at_its_own_place() {
    let files = folder(&[("broken.yaml", "type: [\n"), ("folder.yaml/x", "")]);
    let errors = referring("missing.yaml#/A", files.path()).unwrap().errors();
    assert_eq!(errors, ["chat.yaml:6:46 $ref \"missing.yaml#/A\" leads out of the document"]);
    assert!(referring("broken.yaml", files.path()).err().unwrap().location().starts_with("broken.yaml:"));
    assert!(referring("folder.yaml", files.path()).err().unwrap().to_string().contains("is a folder"));
}

#[test]
fn files_that_refer_to_each_other_in_a_circle_end() {
    let files = folder(&[
        ("a.yaml", "{type: object, properties: {b: {$ref: b.yaml}}}"),
        ("b.yaml", "{type: object, properties: {a: {$ref: a.yaml}}}"),
        ("loop.yaml", "{$ref: loop2.yaml}"),
        ("loop2.yaml", "{$ref: loop.yaml}"),
    ]);
    let converted = referring("a.yaml", files.path()).unwrap();
    assert_eq!(converted.errors(), [""; 0]);
    assert_eq!(converted.at("/components/schemas/b/properties/a/$ref"), "#/components/schemas/a");
    assert_eq!(referring("loop.yaml", files.path()).unwrap().errors().len(), 1);
}

#[test]
fn files_that_are_huge_together_are_refused() {
    let many = format!("[{}0]", "0, ".repeat(900_000));
    let texts: Vec<String> = (0..3).map(|index| format!("a: {{$ref: f{}.yaml}}\nmany: {many}\n", index + 1)).collect();
    let files: Vec<(String, &str)> =
        texts.iter().enumerate().map(|(index, text)| (format!("f{index}.yaml"), text.as_str())).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    let files = folder(&files);
    let error = referring("f0.yaml", files.path()).err().unwrap();
    assert_eq!(error.location(), "f1.yaml:1:11");
    assert!(error.to_string().contains("too large together"), "{error}");
}
