#![allow(unreachable_pub, reason = "the macro of enums writes for public ones")]

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Cat {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    lives: Option<i64>,
}
candidate! { Cat { required: ["name"], optional: ["lives"], constants: [], enums: [] } }

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Dog {
    name: String,
    bark: Option<bool>,
    kind: Option<String>,
}
candidate! { Dog { required: ["name"], optional: ["bark", "kind"], constants: ["kind" = "dog"], enums: [] } }

#[derive(Clone, Debug, PartialEq)]
enum Pet {
    Cat(Box<Cat>),
    Dog(Dog),
    Unrecognized(Value),
}
union! { Pet { Cat(Box<Cat>), Dog(Dog) } }

#[derive(Clone, Debug, PartialEq)]
enum Tagged {
    Cat(Cat),
    Dog(Dog),
    Unrecognized(Value),
}
union! { Tagged by "kind" { Cat(Cat) tagged ["cat"] => written, Dog(Dog) tagged ["dog", "hound"] } }

#[derive(Clone, Debug, PartialEq)]
enum Loose {
    Cat(Cat),
    Other(BTreeMap<String, Value>),
    Unrecognized(Value),
}
union! { Loose by "kind" { Cat(Cat) tagged ["cat", "kitten"] => written, Other(BTreeMap<String, Value>) } }

#[test]
fn a_type_without_a_known_tag_takes_the_tags_that_nobody_has() {
    assert!(matches!(read(json!({"kind": "kitten", "name": "Tom"})), Loose::Cat(_)));
    assert!(matches!(read(json!({"kind": "fish", "name": "Wanda"})), Loose::Other(_)));
}

#[test]
fn of_several_tags_that_a_type_does_not_have_the_first_is_written() {
    let cat = Loose::Cat(Cat { name: "Tom".to_owned(), lives: None });
    assert_eq!(serde_json::to_value(&cat).unwrap(), json!({"name": "Tom", "kind": "cat"}));
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Success {
    ok: bool,
    code: Option<i64>,
    text: Option<String>,
}
candidate! { Success { required: ["ok"], optional: ["code", "text"], constants: ["ok" = true, "code" = 0i64], enums: [] } }

#[derive(Clone, Debug, PartialEq, Eq)]
enum Reason {
    Full,
    Gone,
    Unrecognized(String),
}
crate::open_enum! { Reason { Full = "full", Gone = "gone" } }

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Failure {
    ok: bool,
    text: Option<String>,
}
candidate! { Failure { required: ["ok"], optional: ["text"], constants: ["ok" = false], enums: [] } }

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Refusal {
    ok: bool,
    text: Reason,
}
candidate! { Refusal { required: ["ok", "text"], optional: [], constants: ["ok" = false], enums: ["text": Reason] } }

#[derive(Clone, Debug, PartialEq)]
enum Outcome {
    Success(Success),
    Failure(Failure),
    Refusal(Refusal),
    Unrecognized(Value),
}
union! { Outcome { Success(Success), Failure(Failure), Refusal(Refusal) } }

#[test]
fn constants_of_all_kinds_and_the_values_of_enums_tell_types_apart() {
    assert!(matches!(read(json!({"ok": true, "code": 0.0})), Outcome::Success(_)));
    assert!(matches!(read(json!({"ok": true, "code": 1})), Outcome::Unrecognized(_)));
    assert!(matches!(read(json!({"ok": false, "text": "no"})), Outcome::Failure(_)));
    assert!(matches!(read(json!({"ok": false, "text": "full"})), Outcome::Refusal(_)));
}

#[derive(Clone, Debug, PartialEq)]
enum Anything {
    Integer(i64),
    Number(f64),
    String(String),
    Names(Vec<String>),
    Pets(Vec<Pet>),
    Map(BTreeMap<String, bool>),
    Unrecognized(Value),
}
union! {
    Anything {
        Integer(i64), Number(f64), String(String), Names(Vec<String>), Pets(Vec<Pet>), Map(BTreeMap<String, bool>)
    }
}

fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

#[test]
fn the_type_that_knows_most_of_the_properties_is_taken_not_the_first() {
    assert!(matches!(read(json!({"name": "Rex", "bark": true})), Pet::Dog(_)));
    assert!(matches!(read(json!({"name": "Tom", "lives": 9})), Pet::Cat(_)));
    assert!(matches!(read(json!({"name": "Tom"})), Pet::Cat(_)));
}

#[test]
fn another_value_of_a_constant_excludes_a_type() {
    assert!(matches!(read(json!({"name": "Rex", "bark": true, "kind": "wolf"})), Pet::Cat(_)));
    assert!(matches!(read(json!({"name": "Rex", "kind": "dog"})), Pet::Dog(_)));
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct House<T> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pets: Option<Vec<T>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    annex: Option<Box<Houses>>,
}
impl<T> super::Candidate for House<T> {
    fn likeness(value: &Value) -> Option<super::Likeness> {
        let marks = super::Marks { required: &[], optional: &["pets", "annex"], constants: &[], enums: &[] };
        super::of_object(value, marks)
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Houses {
    Cats(House<Cat>),
    Dogs(House<Dog>),
    Unrecognized(Value),
}
union! { Houses { Cats(House<Cat>), Dogs(House<Dog>) } }

#[test]
fn types_alike_at_first_sight_are_told_apart_by_what_is_inside_of_them() {
    let dogs = json!({"pets": [{"name": "Rex", "bark": true}]});
    assert!(matches!(read(dogs.clone()), Houses::Dogs(_)));
    assert!(matches!(read(json!({"pets": [{"name": "Tom", "lives": 9}]})), Houses::Cats(_)));
    assert!(matches!(read(json!({"pets": []})), Houses::Cats(_)));
    // The annex is told by itself, though the house that it belongs to is compared.
    let house: Houses = read(json!({"pets": [{"name": "Tom", "lives": 9}], "annex": dogs}));
    let Houses::Cats(House { annex: Some(annex), .. }) = house else { panic!("{house:?}") };
    assert!(matches!(*annex, Houses::Dogs(_)));
}

#[test]
fn a_type_that_keeps_a_null_is_taken_before_one_that_takes_it_for_nothing() {
    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Door {
        #[serde(skip_serializing_if = "Option::is_none")]
        lock: Option<i64>,
    }
    candidate! { Door { required: [], optional: ["lock"], constants: [], enums: [] } }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Gate {
        lock: Option<i64>,
    }
    candidate! { Gate { required: [], optional: ["lock"], constants: [], enums: [] } }

    #[derive(Clone, Debug, PartialEq)]
    enum Entrance {
        Door(Door),
        Gate(Gate),
        Unrecognized(Value),
    }
    union! { Entrance { Door(Door), Gate(Gate) } }
    assert!(matches!(read(json!({"lock": null})), Entrance::Gate(_)));
    assert!(matches!(read(json!({"lock": 1})), Entrance::Door(_)));
}

#[test]
fn a_deep_value_of_many_like_types_is_read_in_time() {
    let deepest = json!({"pets": [{"name": "Rex", "bark": true, "kind": "dog"}]});
    let house = (0..100).fold(deepest, |annex, _| json!({"annex": annex}));
    assert_eq!(serde_json::to_value(read::<Houses>(house.clone())).unwrap(), house);
}

#[test]
fn what_is_none_of_the_types_is_kept_and_sent_back_as_it_came() {
    let strange = json!({"wings": 2});
    let pet: Pet = read(strange.clone());
    assert_eq!(pet, Pet::Unrecognized(strange.clone()));
    assert_eq!(serde_json::to_value(&pet).unwrap(), strange);
}

#[test]
fn a_tag_decides_against_all_likeness_and_a_newer_one_is_kept() {
    assert!(matches!(read(json!({"kind": "hound", "name": "Rex", "lives": 9})), Tagged::Dog(_)));
    assert!(matches!(read(json!({"kind": "fish", "name": "Rex"})), Tagged::Unrecognized(_)));
    assert!(matches!(read(json!({"name": "Rex", "bark": true})), Tagged::Dog(_)));
}

#[test]
fn a_tag_that_the_type_does_not_have_is_written() {
    let cat = Tagged::Cat(Cat { name: "Tom".to_owned(), lives: None });
    assert_eq!(serde_json::to_value(&cat).unwrap(), json!({"name": "Tom", "kind": "cat"}));
    assert_eq!(read::<Tagged>(serde_json::to_value(&cat).unwrap()), cat);
}

#[test]
fn plain_values_are_told_apart_by_their_kind() {
    assert_eq!(read::<Anything>(json!(1)), Anything::Integer(1));
    assert_eq!(read::<Anything>(json!(1.5)), Anything::Number(1.5));
    assert_eq!(read::<Anything>(json!("x")), Anything::String("x".to_owned()));
    assert_eq!(read::<Anything>(json!(["x"])), Anything::Names(vec!["x".to_owned()]));
    assert!(matches!(read(json!([{"name": "Tom"}])), Anything::Pets(_)));
    assert!(matches!(read(json!({"a": true})), Anything::Map(_)));
    assert_eq!(read::<Anything>(json!(null)), Anything::Unrecognized(Value::Null));
}

#[test]
fn a_whole_number_with_a_fraction_counts_as_an_integer_inside_of_a_union_too() {
    assert!(matches!(read(json!({"name": "Tom", "lives": 9.0})), Pet::Cat(cat) if cat.lives == Some(9)));
}
