//! The table of "Style Values" in OpenAPI 3.0.3, and what it leaves open.

use serde_json::{Value as Json, json};

use super::*;

fn value(json: &Json) -> Value {
    Value::of(json).unwrap()
}

/// The examples of the table: empty text, a text, an array and an object. JSON's map may sort its keys; those of the
/// table are sorted here.
fn examples() -> [Value; 4] {
    [
        value(&json!("")),
        value(&json!("blue")),
        value(&json!(["blue", "black", "brown"])),
        value(&json!({"B": 150, "G": 200, "R": 100})),
    ]
}

#[test]
fn paths_are_written_as_the_table_says() {
    for (style, expected) in [
        (Style::MATRIX, [";color", ";color=blue", ";color=blue,black,brown", ";color=B,150,G,200,R,100"]),
        (
            Style::MATRIX_EXPLODED,
            [";color", ";color=blue", ";color=blue;color=black;color=brown", ";B=150;G=200;R=100"],
        ),
        (Style::LABEL, [".", ".blue", ".blue.black.brown", ".B.150.G.200.R.100"]),
        (Style::LABEL_EXPLODED, [".", ".blue", ".blue.black.brown", ".B=150.G=200.R=100"]),
        (Style::SIMPLE, ["", "blue", "blue,black,brown", "B,150,G,200,R,100"]),
        (Style::SIMPLE_EXPLODED, ["", "blue", "blue,black,brown", "B=150,G=200,R=100"]),
    ] {
        assert_eq!(examples().map(|example| style.in_path("color", &example)), expected, "{style:?}");
    }
}

#[test]
fn queries_are_written_as_the_table_says() {
    for (style, expected) in [
        (Style::FORM, ["color=", "color=blue", "color=blue,black,brown", "color=B,150,G,200,R,100"]),
        (Style::FORM_EXPLODED, ["color=", "color=blue", "color=blue&color=black&color=brown", "B=150&G=200&R=100"]),
        (
            Style::SPACE_DELIMITED,
            ["color=", "color=blue", "color=blue%20black%20brown", "color=B%20150%20G%20200%20R%20100"],
        ),
        (
            Style::PIPE_DELIMITED,
            ["color=", "color=blue", "color=blue%7Cblack%7Cbrown", "color=B%7C150%7CG%7C200%7CR%7C100"],
        ),
    ] {
        assert_eq!(examples().map(|example| style.pairs("color", &example).join("&")), expected, "{style:?}");
    }
    let [.., object] = examples();
    let deep = Style::DEEP_OBJECT.pairs("color", &object).join("&");
    assert_eq!(deep, "color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100");
}

#[test]
fn headers_are_simple_and_not_encoded() {
    let [_, text, list, object] = examples();
    assert_eq!(Style::SIMPLE.in_header(&text), "blue");
    assert_eq!(Style::SIMPLE.in_header(&list), "blue,black,brown");
    assert_eq!(Style::SIMPLE.in_header(&object), "B,150,G,200,R,100");
    assert_eq!(Style::SIMPLE_EXPLODED.in_header(&object), "B=150,G=200,R=100");
    assert_eq!(Style::SIMPLE.in_header(&value(&json!("a b/é"))), "a b/é");
}

#[test]
fn delimiters_within_values_and_names_are_encoded() {
    let list = value(&json!(["a,b", "c|d", "e f", "g&h=i"]));
    assert_eq!(Style::FORM.pairs("x[]", &list), ["x%5B%5D=a%2Cb,c%7Cd,e%20f,g%26h%3Di"]);
    assert_eq!(Style::MATRIX.in_path("x;", &value(&json!(["a;b", "c/d"]))), ";x%3B=a%3Bb,c%2Fd");
    assert_eq!(Style::DEEP_OBJECT.pairs("x", &value(&json!({"a]": "b&"}))), ["x%5Ba%5D%5D=b%26"]);
}

#[test]
fn reserved_characters_stay_where_they_may_unless_they_would_change_the_meaning() {
    let style = Style::FORM.allow_reserved();
    let url = value(&json!("https://a.example/b?c=d&e#f+[g] 100%"));
    assert_eq!(style.pairs("url", &url), ["url=https://a.example/b?c=d%26e%23f%2B%5Bg%5D%20100%25"]);
}

#[test]
fn an_empty_list_is_left_out_unless_the_document_allows_it() {
    let empty = value(&json!([]));
    assert!(Style::FORM.pairs("x", &empty).is_empty() && Style::FORM_EXPLODED.pairs("x", &empty).is_empty());
    assert_eq!(Style::FORM_EXPLODED.allow_empty().pairs("x", &empty), ["x="]);
    assert_eq!(Style::MATRIX.in_path("x", &empty), "");
}

#[test]
fn null_is_left_out_and_what_is_deeper_than_the_table_is_json() {
    let object = value(&json!({"a": null, "b": {"c": [1, "d"]}}));
    assert_eq!(Style::FORM_EXPLODED.pairs("x", &object), ["b=%7B%22c%22%3A%5B1%2C%22d%22%5D%7D"]);
    assert!(Style::FORM.pairs("x", &Value::Null).is_empty());
    let deep = Style::DEEP_OBJECT.pairs("x", &object);
    assert_eq!(deep, ["x%5Bb%5D%5Bc%5D=1", "x%5Bb%5D%5Bc%5D=d"]);
}

#[test]
fn content_is_json_even_where_it_is_text() {
    assert_eq!(Style::JSON.pairs("x", &value(&json!({"a": [1]}))), ["x=%7B%22a%22%3A%5B1%5D%7D"]);
    assert_eq!(Style::JSON.in_path("x", &value(&json!("a"))), "%22a%22");
    assert_eq!(Style::JSON.in_header(&value(&json!(["a"]))), "[\"a\"]");
}

#[test]
fn a_field_of_a_form_repeats_lists_and_writes_objects_as_json() {
    assert_eq!(Style::FIELD.pairs("x", &value(&json!(["a", {"b": 1}]))), ["x=a", "x=%7B%22b%22%3A1%7D"]);
    assert_eq!(Style::FIELD.pairs("x", &value(&json!({"b": 1}))), ["x=%7B%22b%22%3A1%7D"]);
}
