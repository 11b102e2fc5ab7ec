//! What the model makes of a normalised document.

mod answers;
mod requests;

use serde_json::{Value, json};

use super::{Api, FrameKind, Problem, SignIn, StatusRange, TokenLifetime, Type, build};

fn api(document: &Value) -> Api {
    build("example", document).unwrap()
}

fn problems(document: &Value) -> Vec<Problem> {
    build("example", document).unwrap_err()
}

fn one_operation(path: &str, operation: Value) -> Value {
    json!({"paths": {path: {"post": operation}}})
}

#[test]
fn parameters_of_the_path_come_in_its_order_then_required_ones_then_the_others() {
    let text = json!({"type": "string"});
    let document = one_operation(
        "/a/{first}/{second}",
        json!({"operationId": "a", "parameters": [
            {"name": "maybe", "in": "query", "schema": text},
            {"name": "second", "in": "path", "schema": text},
            {"name": "must", "in": "query", "required": true, "schema": text},
            {"name": "first", "in": "path", "schema": text}
        ]}),
    );
    let names: Vec<String> = api(&document).operations[0].parameters.iter().map(|each| each.name.clone()).collect();
    assert_eq!(names, ["first", "second", "must", "maybe"]);
}

#[test]
fn names_that_calls_already_have_get_an_underscore() {
    let document = one_operation(
        "/a",
        json!({"operationId": "type", "parameters": [
            {"name": "send", "in": "query", "schema": {"type": "string"}},
            {"name": "in", "in": "query", "schema": {"type": "string"}}
        ]}),
    );
    let api = api(&document);
    assert_eq!(api.operations[0].method, "type_");
    let names: Vec<&str> = api.operations[0].parameters.iter().map(|each| each.rust_name.as_str()).collect();
    assert_eq!(names, ["send_", "in_"]);
}

#[test]
fn only_get_head_and_what_the_document_marks_is_idempotent() {
    let document = json!({"paths": {"/a": {
        "get": {"operationId": "get"}, "head": {"operationId": "head"}, "put": {"operationId": "put"},
        "delete": {"operationId": "delete", "x-idempotent": true}, "post": {"operationId": "post"}
    }}});
    let idempotent = |method: &str| {
        let api = api(&document);
        api.operations.iter().find(|operation| operation.id == method).map(|operation| operation.idempotent)
    };
    let found = ["get", "head", "put", "delete", "post"].map(|method| idempotent(method).unwrap());
    assert_eq!(found, [true, true, false, true, false]);
}

#[test]
fn an_operation_that_says_nothing_of_security_has_that_of_the_document() {
    let mut document = one_operation("/a", json!({"operationId": "a"}));
    document["security"] = json!([{"Key": [], "Session": []}, {"Login": []}]);
    assert_eq!(api(&document).operations[0].security, [vec!["Key", "Session"], vec!["Login"]]);
    document["paths"]["/a"]["post"]["security"] = json!([]);
    assert!(api(&document).operations[0].security.is_empty());
}

#[test]
fn signing_in_is_named_by_its_scheme_only_where_there_are_several() {
    let scheme = |issued: Value| {
        json!({"type": "http", "scheme": "bearer", "x-sign-in": {
            "operation": "login", "request": {"user": "/u", "password": "/p", "refreshToken": "/r"},
            "answer": {"token": "/t", "refreshToken": "/r", "expires": "/e", "issued": issued}
        }})
    };
    let mut document = one_operation("/login", json!({"operationId": "login", "x-method": "sign_in"}));
    document["components"] =
        json!({"securitySchemes": {"userToken": scheme(json!("/i")), "sign_in": {"type": "http", "scheme": "basic"}}});
    let one = api(&document);
    assert_eq!(one.operations[0].method, "sign_in_", "the client's own method keeps its name");
    assert_eq!(one.security_schemes[1].method, "sign_in_");
    let (scheme_of, sign_in, operation) = one.sign_ins().next().unwrap();
    assert_eq!((scheme_of.name.as_str(), operation.id.as_str()), ("userToken", "login"));
    let lifetime = TokenLifetime::Times { issued: "/i".to_owned(), expires: "/e".to_owned() };
    let read = SignIn {
        method: "sign_in".to_owned(),
        operation: "login".to_owned(),
        user: "/u".to_owned(),
        password: "/p".to_owned(),
        refresh_token: Some("/r".to_owned()),
        token: "/t".to_owned(),
        new_refresh_token: Some("/r".to_owned()),
        lifetime,
    };
    assert_eq!(*sign_in, read);

    document["components"]["securitySchemes"]["user-token"] = scheme(json!("/i"));
    let two = api(&document);
    let methods: Vec<&str> = two.sign_ins().map(|(_, sign_in, _)| sign_in.method.as_str()).collect();
    assert_eq!(methods, ["sign_in_user_token", "sign_in_user_token_"]);
}

#[test]
fn an_operation_that_is_named_like_a_method_of_every_client_gets_an_underscore() {
    for (id, method) in [("clone", "clone_"), ("tryInto", "try_into_"), ("gen", "gen_"), ("send", "send")] {
        let document = one_operation("/a", json!({"operationId": id}));
        assert_eq!(api(&document).operations[0].method, method);
    }
}

#[test]
fn the_static_of_an_operation_has_the_name_of_no_argument() {
    for (id, constant) in [("getA", "GET_A"), ("查询", "OPERATION_查询"), ("é", "É")] {
        let document = one_operation("/a", json!({"operationId": id}));
        assert_eq!(api(&document).operations[0].constant, constant);
    }
}

#[test]
fn a_tag_that_would_be_another_feature_gets_a_suffix() {
    for (tag, feature) in [
        ("ring", "ring-api"),
        ("Default", "default-api"),
        ("type", "type-api"),
        ("My Tag", "my-tag"),
        ("con", "con-api"),
        ("gen", "gen-api"),
        ("switchboard core", "switchboard-core-api"),
        (&"x".repeat(300), &"x".repeat(48)),
    ] {
        let document = one_operation("/a", json!({"operationId": "a", "tags": [tag]}));
        assert_eq!(api(&document).tags[0].feature, feature);
    }
}

#[test]
fn what_cannot_be_generated_is_told_with_its_place() {
    let parameter = json!({"name": "b", "in": "body", "schema": {"type": "string"}});
    let document = one_operation("/a", json!({"operationId": "a", "parameters": [parameter]}));
    let problems = problems(&document);
    assert!(problems.len() == 1 && problems[0].message.contains("body"), "{problems:?}");
    assert_eq!(problems[0].pointer.to_string(), "/paths/~1a/post/parameters/0");
}

#[test]
fn a_socket_says_what_its_frames_are_and_when_it_is_over() {
    let socket = |extension: Value| {
        let document = one_operation("/a", json!({"operationId": "a", "x-websocket": extension}));
        api(&document).operations[0].socket.clone().unwrap()
    };
    let silent = socket(json!({}));
    assert_eq!((silent.received, silent.sent), (FrameKind::Any, Some(FrameKind::Any)));
    let telling = socket(json!({"frames": {"receive": "text"}, "finalCloseCodes": [1000, 4001]}));
    assert_eq!((telling.received, telling.sent), (FrameKind::Text, None));
    assert_eq!(telling.final_close_codes, [1000, 4001]);
    let typed = socket(json!({"frames": {
        "receive": {"codec": "json", "schema": {"$ref": "#/components/schemas/Event"}},
        "send": {"codec": "extras", "type": "Command"}
    }}));
    assert_eq!(typed.received, FrameKind::Json(Type::Named("Event".to_owned())));
    assert_eq!(typed.sent, Some(FrameKind::Extras("Command".to_owned())));
}

#[test]
fn what_a_socket_cannot_be_is_told_with_its_place() {
    for (extension, place, words) in [
        (json!({"frames": {"receive": "xml"}}), "frames/receive", "`xml` is not known"),
        (json!({"frames": {"send": {"codec": "extras"}}}), "frames/send", "names no type"),
        (json!({"frames": {"send": {"codec": "extras", "type": "Vec<u8>"}}}), "frames/send", "names no type"),
        (json!({"finalStatuses": [401, 200]}), "finalStatuses/1", "holds 200"),
        (json!({"finalCloseCodes": ["1000"]}), "finalCloseCodes/0", "holds \"1000\""),
    ] {
        let document = one_operation("/a", json!({"operationId": "a", "x-websocket": extension}));
        let problems = problems(&document);
        assert_eq!(problems.len(), 1, "{words}");
        assert!(problems[0].message.contains(words), "{}", problems[0].message);
        assert_eq!(problems[0].pointer.to_string(), format!("/paths/~1a/post/x-websocket/{place}"));
    }
}

#[test]
fn statuses_are_read_as_the_specification_writes_them() {
    assert_eq!(StatusRange::read("404"), Some(StatusRange::Only(404)));
    assert_eq!(StatusRange::read("5XX"), Some(StatusRange::Class(5)));
    assert_eq!(StatusRange::read("default"), Some(StatusRange::Default));
    for text in ["99", "600", "6XX", "XX", "abc", ""] {
        assert_eq!(StatusRange::read(text), None, "{text}");
    }
}

#[test]
fn values_of_an_enum_that_look_alike_are_told_apart() {
    let document = json!({"components": {"schemas": {
        "Open": {"type": "string", "enum": ["on", "ON", "", "1", "Unrecognized", "on"]},
        "Closed": {"type": "string", "enum": ["Unrecognized"], "x-open-enum": false}
    }}});
    let api = api(&document);
    let names = |schema: &str| {
        let enumeration = api.schema(schema).unwrap().enumeration().unwrap();
        enumeration.variants.iter().map(|variant| variant.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names("Open"), ["On", "On2", "Empty", "N1", "Unrecognized2"]);
    assert_eq!(names("Closed"), ["Unrecognized"]);
}

/// A list of things by cursor, whose pages lead to `response`.
fn paged(response: &Value) -> Value {
    json!({
        "paths": {"/a": {"get": {
            "operationId": "a",
            "x-pagination": {
                "style": "cursor", "request": {"cursor": "after"}, "response": response, "endsAt": ["noCursor"]
            },
            "parameters": [{"name": "after", "in": "query", "schema": {"type": "string"}}],
            "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Page"}}}}}
        }}},
        "components": {"schemas": {
            "Page": {"type": "object", "required": ["data"], "properties": {
                "data": {"type": "array", "items": {"type": "string"}},
                "meta": {"$ref": "#/components/schemas/Meta"},
                "time": {"type": "string", "format": "date-time"},
                "labels": {"type": "object", "additionalProperties": {"type": "string"}}
            }},
            "Meta": {"type": "object", "required": ["next~/page"], "properties": {
                "next~/page": {"type": "integer", "nullable": true}
            }}
        }}
    })
}

#[test]
fn pages_are_read_wherever_on_them_things_stand() {
    let api = api(&paged(&json!({"items": "/data", "cursor": "/meta/next~0~1page"})));
    let pagination = api.operations[0].pagination.as_ref().unwrap();
    assert_eq!((&pagination.page, &pagination.item), (&Type::Named("Page".to_owned()), &Type::String));
    let steps = |path: &super::FieldPath| -> Vec<(String, bool)> {
        path.steps.iter().map(|step| (step.field.clone(), step.optional)).collect()
    };
    assert_eq!(steps(&pagination.items), [("data".to_owned(), false)]);
    let cursor = pagination.cursor.as_ref().unwrap();
    assert_eq!(steps(cursor), [("meta".to_owned(), true), ("next_page".to_owned(), true)]);
    assert_eq!(cursor.kind, Type::Integer("i64"));
}

#[test]
fn pages_that_lead_nowhere_are_told_with_their_place() {
    let cases = [
        (json!({"items": "/messages"}), "items", "leads to \"messages\", which Page does not have"),
        (json!({"items": "/meta"}), "items", "is no list"),
        (json!({"items": "/data/0"}), "items", "in what is no object with properties, but list of string"),
        (json!({"items": "data"}), "items", "is no JSON pointer"),
        (json!({"items": "/data", "cursor": "/data"}), "cursor", "is no cursor"),
        (json!({"items": "/data", "cursor": "/time"}), "cursor", "is no cursor"),
        (json!({"items": "/data", "cursor": "/labels/next"}), "cursor", "in what is no object with properties"),
        (json!({"items": "/data", "page": "/time"}), "page", "is no integer"),
        (json!({"items": "/data", "size": "/meta/size"}), "size", "which Meta does not have"),
    ];
    for (response, key, words) in cases {
        let problems = problems(&paged(&response));
        assert_eq!(problems.len(), 1, "{response}");
        assert!(problems[0].message.contains(words), "{response}: {}", problems[0].message);
        assert_eq!(problems[0].pointer.to_string(), format!("/paths/~1a/get/x-pagination/response/{key}"));
        assert!(!problems[0].help.is_empty());
    }
}

#[test]
fn a_page_is_one_kind_of_answer() {
    let body = |schema: &str| json!({"content": {"application/json": {"schema": {"type": schema}}}});
    for (responses, words) in [
        (json!({"204": {"description": "none"}}), "no success with a JSON body"),
        (json!({"200": body("array"), "201": body("integer")}), "several kinds of success"),
    ] {
        let mut document = paged(&json!({"items": "/data"}));
        document["paths"]["/a"]["get"]["responses"] = responses;
        let problems = problems(&document);
        assert_eq!(problems.len(), 1, "{words}");
        assert!(problems[0].message.contains(words), "{}", problems[0].message);
    }
}
