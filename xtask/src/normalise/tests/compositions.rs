//! Do schemas that are made of others, or are one of several, keep their meaning?

use serde_json::{Value, json};

use super::super::normalise;
use super::{ANSWER, answering};
use crate::model::{Api, Constant, Shape, Type, Union, build};
use crate::report::Report;

/// The model of an API that answers with this schema beside these components.
fn api(schema: Value, components: Value) -> (Api, Report) {
    let mut document = answering(schema, components);
    let mut report = Report::default();
    normalise(&mut document, &mut report).unwrap();
    (build("test", &document).unwrap(), report)
}

fn union<'a>(api: &'a Api, name: &str) -> &'a Union {
    match &api.schema(name).unwrap_or_else(|| panic!("no {name}")).shape {
        Shape::Union(union) => union,
        other => panic!("{name} is {other:?}"),
    }
}

fn variants(union: &Union) -> Vec<(&str, Vec<&str>)> {
    union
        .variants
        .iter()
        .map(|variant| (variant.name.as_str(), variant.tags.iter().map(String::as_str).collect()))
        .collect()
}

fn properties<'a>(api: &'a Api, name: &str) -> Vec<&'a str> {
    api.schema(name).unwrap().properties().iter().map(|property| property.name.as_str()).collect()
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

#[test]
fn what_all_have_in_common_beside_a_choice_is_in_each_of_its_variants() {
    let components = json!({
        "Pet": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}, "oneOf": [
            {"title": "cat", "type": "object", "properties": {"lives": {"type": "integer"}}},
            {"title": "dog", "type": "object", "properties": {"bark": {"type": "boolean"}}}
        ]}
    });
    let (api, report) = api(reference("Pet"), components);
    assert_eq!(variants(union(&api, "Pet")), [("Cat", vec![]), ("Dog", vec![])]);
    assert_eq!(properties(&api, "PetCat"), ["name", "lives"]);
    assert_eq!(properties(&api, "PetDog"), ["name", "bark"]);
    assert_eq!(report.losses().count(), 0);
}

#[test]
fn a_base_with_a_discriminator_is_any_of_its_heirs_and_its_properties_are_in_each() {
    let heir =
        |own: &str| json!({"allOf": [reference("Pet"), {"type": "object", "properties": {own: {"type": "string"}}}]});
    let components = json!({
        "Pet": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}},
            "discriminator": {"propertyName": "kind", "mapping": {"dog": "#/components/schemas/Hound", "cat": "Cat"}}},
        "Cat": heir("purr"),
        "Hound": heir("bark"),
        "Fish": heir("bubble")
    });
    let (api, _) = api(reference("Pet"), components);
    let pet = union(&api, "Pet");
    assert_eq!(pet.tag.as_deref(), Some("kind"));
    assert_eq!(variants(pet), [("Hound", vec!["dog"]), ("Cat", vec!["cat"]), ("Fish", vec!["Fish"])]);
    assert_eq!(properties(&api, "Cat"), ["kind", "purr"]);
}

#[test]
fn a_choice_between_schemas_that_inherit_from_it_ends() {
    let components = json!({
        "Pet": {"type": "object", "properties": {"kind": {"type": "string"}}, "oneOf": [reference("Cat"), reference("Dog")]},
        "Cat": {"allOf": [reference("Pet"), {"type": "object", "properties": {"purr": {"type": "string"}}}]},
        "Dog": {"allOf": [reference("Pet")]}
    });
    let (api, _) = api(reference("Pet"), components);
    assert_eq!(union(&api, "Pet").variants.len(), 2);
    assert_eq!(properties(&api, "Cat"), ["kind", "purr"]);
    assert_eq!(properties(&api, "Dog"), ["kind"]);
}

#[test]
fn without_a_mapping_the_values_of_the_property_or_the_names_of_the_components_are_the_tags() {
    let components = json!({
        "Event": {"oneOf": [reference("opened-event"), reference("ClosedEvent")], "discriminator": {"propertyName": "type"}},
        "opened-event": {"type": "object", "properties": {"type": {"type": "string", "enum": ["opened"]}}},
        "ClosedEvent": {"type": "object", "properties": {"type": {"type": "string"}, "at": {"type": "integer"}}}
    });
    let (api, _) = api(reference("Event"), components);
    let event = union(&api, "Event");
    assert_eq!(variants(event), [("OpenedEvent", vec!["opened"]), ("ClosedEvent", vec!["ClosedEvent"])]);
    assert!(event.variants.iter().all(|variant| !variant.writes_tag));
}

#[test]
fn a_tag_that_no_property_holds_is_written_by_the_union() {
    let components = json!({
        "Event": {"oneOf": [reference("Opened"), reference("Closed")], "discriminator": {"propertyName": "type"}},
        "Opened": {"type": "object", "properties": {"by": {"type": "string"}}},
        "Closed": {"type": "object", "properties": {"type": {"type": "string"}}}
    });
    let (api, _) = api(reference("Event"), components);
    let writes: Vec<bool> = union(&api, "Event").variants.iter().map(|variant| variant.writes_tag).collect();
    assert_eq!(writes, [true, false]);
}

#[test]
fn several_texts_are_one_text_or_one_enum() {
    let schema = json!({"type": "object", "properties": {
        "model": {"anyOf": [{"type": "string"}, {"type": "string", "enum": ["small", "large"]}]},
        "at": {"oneOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]},
        "size": {"oneOf": [{"type": "integer"}, {"type": "number"}]},
        "maybe": {"oneOf": [{"type": "boolean", "nullable": true}]},
        "used": {"anyOf": [{"type": "integer"}, {"nullable": true}]},
        "either": {"oneOf": [{"type": "boolean"}, {"type": "string"}]}
    }});
    let (api, _) = api(schema, json!({}));
    let object = &api.schemas.iter().find(|schema| schema.name == "AResponse").unwrap();
    let kinds: Vec<&Type> = object.properties().iter().map(|property| &property.kind).collect();
    let named = |name: &str| Type::Named(name.to_owned());
    assert_eq!(
        kinds,
        [
            &named("AResponseModel"),
            &Type::String,
            &Type::Number("f64"),
            &Type::Boolean,
            &Type::Integer("i64"),
            &named("AResponseEither")
        ]
    );
    assert!(object.properties()[3].nullable && object.properties()[4].nullable);
    assert_eq!(api.schema("AResponseModel").unwrap().enumeration().unwrap().variants.len(), 2);
    assert_eq!(variants(union(&api, "AResponseEither")), [("Boolean", vec![]), ("String", vec![])]);
}

#[test]
fn a_choice_that_only_asks_for_properties_is_no_union() {
    let schema = json!({"type": "object", "properties": {"id": {"type": "string"}, "name": {"type": "string"}},
        "anyOf": [{"required": ["id"]}, {"required": ["name"]}]});
    let (api, _) = api(schema, json!({}));
    assert_eq!(properties(&api, "AResponse"), ["id", "name"]);
}

#[test]
fn a_component_that_may_be_null_is_null_where_it_is_used() {
    let components = json!({
        "User": {"type": "object", "properties": {"best": reference("Friend"), "all": {"type": "array", "items": reference("Friend")}},
            "required": ["best"]},
        "Friend": {"type": "object", "nullable": true, "properties": {"name": {"type": "string"}}}
    });
    let (api, _) = api(reference("User"), components);
    let user = api.schema("User").unwrap();
    assert!(user.properties()[0].nullable);
    let friend = Type::Named("Friend".to_owned());
    assert_eq!(user.properties()[1].kind, Type::List(Box::new(Type::Nullable(Box::new(friend)))));
}

#[test]
fn types_that_hold_each_other_stand_behind_pointers_and_lists_need_none() {
    let components = json!({
        "A": {"type": "object", "properties": {"b": reference("B")}},
        "B": {"type": "object", "properties": {"a": reference("A"), "all": {"type": "array", "items": reference("A")}}},
        "C": {"type": "object", "properties": {"a": reference("A")}}
    });
    let (api, _) = api(reference("C"), components);
    let boxed = |name: &str| -> Vec<bool> {
        api.schema(name).unwrap().properties().iter().map(|property| property.boxed).collect()
    };
    assert_eq!((boxed("A"), boxed("B"), boxed("C")), (vec![true], vec![true, false], vec![false]));
}

#[test]
fn unions_that_are_each_other_have_all_members_of_both() {
    let components = json!({
        "A": {"oneOf": [{"type": "string"}, reference("B")]},
        "B": {"oneOf": [{"type": "boolean"}, reference("A")]}
    });
    let (api, _) = api(reference("A"), components);
    assert_eq!(variants(union(&api, "A")), [("String", vec![]), ("Boolean", vec![])]);
}

#[test]
fn values_of_several_kinds_are_any_json_and_counted_as_a_loss() {
    let (_, report) = api(json!({"type": "object", "properties": {"odd": {"enum": ["a", 1, true]}}}), json!({}));
    let loss = report.losses().next().unwrap();
    assert_eq!(loss.pointer, format!("{ANSWER}/properties/odd"));
}

#[test]
fn what_a_component_says_of_its_places_holds_there_and_in_choices() {
    let components = json!({
        "Made": {"type": "object", "readOnly": true, "properties": {"by": {"type": "string"}}},
        "Gone": {"type": "object", "nullable": true, "properties": {"at": {"type": "string"}}},
        "Fate": {"oneOf": [reference("Made"), reference("Gone")]}
    });
    let schema = json!({"type": "object", "required": ["fate", "here"], "properties": {
        "made": reference("Made"), "fate": reference("Fate"),
        "here": {"oneOf": [reference("Gone"), {"type": "string"}]}
    }});
    let (api, _) = api(schema, components);
    let [made, fate, here] = api.schema("AResponse").unwrap().properties() else { panic!() };
    assert!(made.read_only && !made.nullable);
    assert!(fate.nullable && here.nullable);
}

#[test]
fn a_union_within_a_union_has_the_tags_of_its_members() {
    let tagged = |tag: &str| json!({"type": "object", "properties": {"kind": {"type": "string", "enum": [tag]}}});
    let components = json!({
        "Pet": {"oneOf": [reference("Cat"), reference("Others")], "discriminator": {"propertyName": "kind"}},
        "Cat": {"type": "object", "x-ms-discriminator-value": "#cat", "properties": {"kind": {"type": "string"}}},
        "Others": {"oneOf": [reference("Dog"), reference("Fish")]},
        "Dog": tagged("dog"), "Fish": tagged("fish")
    });
    let (api, _) = api(reference("Pet"), components);
    assert_eq!(variants(union(&api, "Pet")), [("Cat", vec!["#cat"]), ("Others", vec!["dog", "fish"])]);
}

#[test]
fn constants_that_are_no_text_and_the_values_of_other_enums_are_known() {
    let schema = json!({"type": "object", "required": ["ok"], "properties": {
        "ok": {"type": "boolean", "enum": [true]},
        "level": {"type": "integer", "enum": [1, 2]}
    }});
    let (api, _) = api(schema, json!({}));
    let [ok, level] = api.schema("AResponse").unwrap().properties() else { panic!() };
    assert_eq!(ok.constant, Some(Constant::Flag(true)));
    assert_eq!(level.description, "One of `1`, `2`.");
}

#[test]
fn what_only_describes_a_reference_makes_no_other_type_of_it() {
    let schema = json!({"type": "object", "properties": {
        "said": {"allOf": [reference("User"), {"description": "who did it"}]},
        "maybe": {"allOf": [reference("User"), {"nullable": true}]}
    }});
    let (api, _) = api(schema, json!({"User": {"type": "object", "properties": {"name": {"type": "string"}}}}));
    let [said, maybe] = api.schema("AResponse").unwrap().properties() else { panic!() };
    assert_eq!((&said.kind, &maybe.kind), (&Type::Named("User".to_owned()), &Type::Named("User".to_owned())));
    assert_eq!((said.description.as_str(), said.nullable, maybe.nullable), ("who did it", false, true));
}

#[test]
fn what_stands_beside_an_all_of_with_one_member_is_kept() {
    let base = || reference("Base");
    let components = json!({
        "Base": {"type": "object", "properties": {"id": {"type": "string"}}},
        "Other": {"type": "object", "properties": {"a": {"type": "string"}}},
        "Another": {"type": "object", "properties": {"b": {"type": "string"}}},
        "Strict": {"allOf": [base()], "required": ["id"]},
        "Chosen": {"allOf": [base()], "oneOf": [reference("Other"), reference("Another")]},
        "Mapped": {"allOf": [base()], "additionalProperties": {"type": "integer"}}
    });
    let all = json!({"type": "object", "properties": {
        "a": reference("Strict"), "b": reference("Chosen"), "c": reference("Mapped")}});
    let (api, _) = api(all, components);
    assert!(api.schema("Strict").unwrap().properties()[0].required);
    assert_eq!(properties(&api, "ChosenOther"), ["id", "a"]);
    assert!(matches!(&api.schema("Mapped").unwrap().shape, Shape::Object(object) if object.further.is_some()));
}

#[test]
fn a_property_that_two_parts_describe_has_what_both_say() {
    let object = |properties: Value| json!({"type": "object", "properties": properties});
    let schema = json!({"allOf": [
        object(json!({"meta": object(json!({"a": {"type": "string"}})), "kind": {"type": "string", "enum": ["x"]}})),
        object(json!({"meta": object(json!({"b": {"type": "string"}})), "kind": {"type": "string"},
            "id": {"type": "string"}})),
        object(json!({"id": {"type": "integer"}}))
    ]});
    let (api, report) = api(schema, json!({}));
    assert_eq!(properties(&api, "AResponseMeta"), ["a", "b"]);
    let kind = &api.schema("AResponse").unwrap().properties()[1];
    assert_eq!(kind.constant, Some(Constant::Text("x".to_owned())));
    let lost: Vec<&str> = report.losses().map(|change| change.what.as_str()).collect();
    assert_eq!(lost, ["its id is string and integer at once; taken as integer"]);
}

#[test]
fn names_for_names_for_names_do_not_multiply_where_they_are_put_in_place() {
    let next = |level: usize| reference(&format!("A{}", level + 1));
    let mut components: serde_json::Map<String, Value> = (0..60)
        .map(|level| {
            (format!("A{level}"), json!({"type": "object", "additionalProperties": next(level), "not": next(level)}))
        })
        .collect();
    components.insert("A60".to_owned(), json!({"type": "string"}));
    let (api, _) = api(reference("A0"), Value::Object(components));
    assert!(api.schemas.iter().all(|schema| matches!(schema.shape, Shape::Wrapper(_))));
    assert!(!api.schemas.is_empty());
}

#[test]
fn what_is_required_but_not_described_can_be_read_and_sent_and_is_told() {
    let components = json!({
        "Event": {"oneOf": [reference("Opened"), reference("Closed")], "discriminator": {"propertyName": "kind"}},
        "Opened": {"type": "object", "required": ["kind", "by"], "properties": {"at": {"type": "string"}}},
        "Closed": {"type": "object", "properties": {}}
    });
    let schema = json!({"type": "object", "properties": {"last": reference("Event"), "any": {"type": "object", "properties": {}}}});
    let (api, report) = api(schema, components);
    let by = &api.schema("Opened").unwrap().properties()[1];
    assert_eq!((by.name.as_str(), &by.kind, by.required), ("by", &Type::Any, false));
    assert!(union(&api, "Event").variants[0].writes_tag);
    assert!(matches!(&api.schema("Closed").unwrap().shape, Shape::Object(object) if object.further == Some(Type::Any)));
    let any = &api.schema("AResponse").unwrap().properties()[1];
    assert_eq!(any.kind, Type::Map(Box::new(Type::Any)));
    assert_eq!(report.losses().next().unwrap().pointer, "/components/schemas/Opened");
}

#[test]
fn an_integer_has_room_for_its_limits_whatever_its_format() {
    let kind = |format: &str, maximum: u64| Type::of(&json!({"type": "integer", "format": format, "maximum": maximum}));
    assert_eq!(kind("int32", 1000), Type::Integer("i32"));
    assert_eq!(kind("int32", 4_294_967_295), Type::Integer("i64"));
    assert_eq!(kind("int64", u64::MAX), Type::Integer("u64"));
}

#[test]
fn a_property_that_narrows_the_one_it_inherits_is_one_type_that_leads_to_itself() {
    let components = json!({
        "Animal": {"type": "object", "properties": {"parent": reference("Animal"), "name": {"type": "string"}}},
        "Dog": {"allOf": [reference("Animal"), {"properties": {"parent": reference("Dog")}}]}
    });
    let (api, _) = api(reference("Dog"), components);
    assert_eq!(properties(&api, "Dog"), ["parent", "name"]);
    assert!(api.schemas.len() <= 3, "{:?}", api.schemas);
}

#[test]
fn a_composition_in_a_property_of_what_it_is_made_of_ends() {
    let components = json!({
        "Page": {"type": "object", "properties": {
            "next": {"allOf": [reference("Page"), {"properties": {"note": {"type": "string"}}}]}
        }}
    });
    let (api, _) = api(reference("Page"), components);
    assert_eq!(properties(&api, "PageNext"), ["next", "note"]);
    assert_eq!(api.schemas.len(), 2);
}

#[test]
fn what_stands_beside_a_reference_makes_no_composition_of_it() {
    let mut beside = reference("Tree");
    beside["allOf"] = json!("");
    let (api, _) = api(reference("Tree"), json!({"Tree": {"type": "object", "properties": {"right": beside}}}));
    assert_eq!(api.schemas.len(), 1);
}

#[test]
fn a_choice_of_which_only_one_member_is_possible_is_that_one() {
    let kinds = json!({"type": "integer", "oneOf": [
        {"title": "ROW", "type": "integer", "enum": [1]}, {"title": "BUTTON", "type": "integer", "enum": [2]}]});
    let schema = json!({"type": "object", "required": ["type"], "properties": {
        "type": {"type": "integer", "enum": [2], "allOf": [reference("Kinds")]}}});
    let (api, report) = api(schema, json!({"Kinds": kinds}));
    let kind = &api.schema("AResponse").unwrap().properties()[0];
    assert_eq!((&kind.kind, &kind.constant), (&Type::Integer("i64"), &Some(Constant::Integer(2))));
    assert_eq!(report.losses().count(), 0);
}

#[test]
fn a_thousand_unions_that_are_each_other_are_one() {
    let members = |index: usize| {
        let own = json!({"type": "object", "properties": {format!("p{index}"): {"type": "string"}}});
        (1..20).map(|step| reference(&format!("A{}", (index + step) % 1000))).chain([own]).collect::<Vec<_>>()
    };
    let components = (0..1000).map(|index| (format!("A{index}"), json!({"oneOf": members(index)})));
    let (api, _) = api(reference("A7"), Value::Object(components.collect()));
    assert_eq!(union(&api, "A0").variants.len(), 1000);
    assert_eq!(api.schemas.len(), 1001);
}
