mod pagination;

use std::path::Path;

use super::{Finding, Findings, Severity, lint};
use crate::document::{Document, Syntax};

/// A document with these paths and, where they are needed, other members of its root.
fn document(rest: &str) -> Document {
    let text = format!("openapi: 3.0.3\ninfo: {{title: Chat, version: '1'}}\n{rest}");
    Document::parse(text.as_bytes(), "chat.yaml", Syntax::Yaml).unwrap()
}

/// What is found in such a document: place and message.
fn found(rest: &str) -> Vec<String> {
    let document = document(rest);
    told(&document, &lint(&document))
}

fn told(document: &Document, findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .map(|finding| format!("{} {}", finding.to_diagnostic(document).location(), finding.message))
        .collect()
}

fn hostile(name: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/hostile").join(name);
    let document = Document::load(&path, name).unwrap();
    told(&document, &lint(&document))
}

fn operation(extra: &str) -> String {
    format!("paths:\n  /a:\n    get:\n      operationId: a\n      responses: {{'200': {{description: ok}}}}\n{extra}")
}

fn schemas(schemas: &str) -> String {
    format!("paths: {{}}\ncomponents:\n  schemas:\n{schemas}")
}

#[test]
fn a_sound_document_has_no_findings() {
    let sound = r##"
servers: [{url: https://chat.example}]
security: [{token: []}, {}]
tags: [{name: Messages/All}]
paths:
  x-note: anything
  /messages/{id}:
    summary: one message
    parameters: [{$ref: '#/components/parameters/id'}]
    get:
      operationId: getMessage
      x-method: message
      x-idempotent: true
      tags: [Messages/All]
      responses:
        '200': {$ref: '#/components/responses/Message'}
        4XX: {description: refused}
        default: {description: other}
components:
  parameters:
    id: {name: id, in: path, required: true, schema: {type: string}}
  responses:
    Message:
      description: ok
      content: {application/json: {schema: {$ref: '#/components/schemas/Message'}}}
  schemas:
    Message:
      type: object
      required: [id]
      x-differs: The real server leaves it out.
      properties:
        id: {type: string, x-sensitive: true}
        $ref: {type: string, description: a property of this name is no reference}
        x-tag: {type: string}
        reply: {$ref: '#/components/schemas/Message'}
        kind: {type: string, enum: [a, b], x-open-enum: false}
      additionalProperties: false
      example: {$ref: anything, id: 1}
  securitySchemes:
    token: {type: http, scheme: bearer}
"##;
    assert_eq!(found(sound), Vec::<String>::new());
}

#[test]
fn only_version_3_0_is_read_and_nothing_else_is_said_about_other_documents() {
    assert_eq!(
        hostile("unknown-version.yaml"),
        ["unknown-version.yaml:1:10 this document is of OpenAPI \"9.9.9\", and only OpenAPI 3.0.x is read here"]
    );
    for (text, complaint) in [
        ("openapi: 3.1.0\npaths: 7", "\"3.1.0\""),
        ("openapi: 3.0\npaths: 7", "is no string"),
        ("swagger: '2.0'\npaths: 7", "Swagger \"2.0\""),
        ("paths: 7", "does not say which version"),
        ("[1]", "is an object"),
    ] {
        let document = Document::parse(text.as_bytes(), "chat.yaml", Syntax::Yaml).unwrap();
        let findings = lint(&document);
        assert_eq!(findings.len(), 1, "{text}");
        assert!(findings[0].message.contains(complaint), "{}", findings[0].message);
        assert_eq!(findings[0].severity, Severity::Error);
    }
}

#[test]
fn what_openapi_requires_is_missed() {
    let document = Document::parse(b"openapi: 3.0.3\ninfo: {}\n", "chat.yaml", Syntax::Yaml).unwrap();
    assert_eq!(
        told(&document, &lint(&document)),
        [
            "chat.yaml:1:1 an OpenAPI document has no \"paths\"",
            "chat.yaml:2:1 info has no \"title\"",
            "chat.yaml:2:1 info has no \"version\"",
        ]
    );
}

#[test]
fn wrong_types_are_told_wherever_the_generator_reads() {
    assert_eq!(
        hostile("wrong-types.yaml"),
        [
            "wrong-types.yaml:4:12 version must be a string, and is a number",
            "wrong-types.yaml:7:10 an operation must be an object, and is a string",
            "wrong-types.yaml:11:7 parameters must be an array, and is an object",
            "wrong-types.yaml:12:7 responses must be an object, and is an array",
            "wrong-types.yaml:15:7 tags must be an array of strings, and is an array of others",
            "wrong-types.yaml:16:58 a schema must be an object, and is a number",
            "wrong-types.yaml:21:55 properties must be an object, and is an array",
            "wrong-types.yaml:23:10 schemas must be an object, and is nothing (null)",
        ]
    );
}

#[test]
fn a_reference_that_leads_nowhere_names_itself_and_the_nearest_name() {
    assert_eq!(
        hostile("unresolvable-ref.yaml"),
        ["unresolvable-ref.yaml:12:30 $ref \"#/components/schemas/Mesage\" leads nowhere"]
    );
    let document = document(&schemas("    Message: {type: object}\n    A: {$ref: '#/components/schema/Message'}\n"));
    assert_eq!(lint(&document)[0].help, "did you mean \"#/components/schemas/Message\"?");
}

#[test]
fn references_out_of_the_document_or_to_another_kind_of_thing_are_errors() {
    let text = "    A: {$ref: 'other.yaml#/A'}\n    B: {$ref: 'https://example.com/b.json'}\n    C: {$ref: 7}\n    \
                D: {$ref: '#/components/responses/E'}\n    F: {$ref: '#components'}\n    G: {$ref: /components/schemas/A}\n  \
                responses:\n    E: {description: e}\n";
    assert_eq!(
        found(&schemas(text)),
        [
            "chat.yaml:6:15 $ref \"other.yaml#/A\" leads out of the document",
            "chat.yaml:7:15 $ref \"https://example.com/b.json\" leads out of the document",
            "chat.yaml:8:15 $ref must be a string, and is a number",
            "chat.yaml:9:15 $ref \"#/components/responses/E\" leads to something of components/responses, \
             where a schema belongs",
            "chat.yaml:10:15 $ref \"#components\" is no JSON pointer",
            "chat.yaml:11:15 $ref \"/components/schemas/A\" is no reference: it has no #",
        ]
    );
}

#[test]
fn what_is_only_reached_by_reference_is_looked_at_too() {
    let text = "    A: {$ref: '#/x-shared/B'}\nx-shared:\n  B: {type: object, properties: {c: 7}}\n";
    let found = found(&schemas(text));
    assert!(found.contains(&"chat.yaml:8:37 a schema must be an object, and is a number".to_owned()), "{found:?}");
}

#[test]
fn references_that_come_back_to_themselves_are_told_once() {
    let text = "    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/C'}\n    \
                C: {$ref: '#/components/schemas/B'}\n    D: {$ref: '#/components/schemas/D'}\n";
    assert_eq!(
        found(&schemas(text)),
        [
            "chat.yaml:7:15 this reference comes back to itself: \
             #/components/schemas/B → #/components/schemas/C → #/components/schemas/B",
            "chat.yaml:9:15 this reference comes back to itself: #/components/schemas/D → #/components/schemas/D",
        ]
    );
}

#[test]
fn a_schema_that_contains_itself_through_all_of_is_told_once() {
    assert_eq!(
        hostile("self-all-of.yaml"),
        ["self-all-of.yaml:8:11 the schema \"#/components/schemas/Message\" contains itself through allOf"]
    );
}

#[test]
fn a_chain_of_references_as_long_as_the_document_is_followed_without_recursion() {
    let chain: String = (0..20_000)
        .map(|index| format!("    S{index}: {{allOf: [{{$ref: '#/components/schemas/S{}'}}]}}\n", index + 1))
        .collect();
    let ends = found(&schemas(&format!("{chain}    S20000: {{type: object}}\n")));
    assert_eq!(ends, Vec::<String>::new());
    let loops = found(&schemas(&format!("{chain}    S20000: {{allOf: [{{$ref: '#/components/schemas/S0'}}]}}\n")));
    assert_eq!(loops.len(), 1);
}

#[test]
fn two_operations_with_one_id_are_both_shown() {
    assert_eq!(
        hostile("duplicate-operation-id.yaml"),
        ["duplicate-operation-id.yaml:10:20 the operationId \"listMessages\" is taken already"]
    );
    let document =
        document("paths:\n  /a: {get: {operationId: x, responses: {}}, put: {operationId: x, responses: {}}}\n");
    let (first, label) = lint(&document)[0].related.clone().unwrap();
    assert_eq!((first.to_string().as_str(), label), ("/paths/~1a/get/operationId", "taken here"));
}

#[test]
fn an_operation_without_an_id_is_only_a_warning() {
    let document = document("paths: {/a: {get: {responses: {}}, put: {responses: {}, x-method: put_it}}}\n");
    let findings = lint(&document);
    assert_eq!(told(&document, &findings), ["chat.yaml:3:14 GET /a has no operationId"]);
    assert_eq!(findings[0].severity, Severity::Warning);
    assert!(!Findings::new(&document, &findings).has_errors());
}

#[test]
fn a_path_parameter_that_is_not_declared_is_told() {
    assert_eq!(
        hostile("undeclared-path-parameter.yaml"),
        ["undeclared-path-parameter.yaml:5:5 the path names {id}, which is not declared as a path parameter"]
    );
}

#[test]
fn path_parameters_are_required_and_stand_in_the_path() {
    let text = "paths:\n  /a/{x}:\n    parameters:\n      - {name: x, in: path, schema: {type: string}}\n      \
                - {name: y, in: path, required: true, schema: {type: string}}\n    \
                get: {operationId: a, responses: {}}\n    put: {operationId: b, responses: {}}\n";
    assert_eq!(
        found(text),
        [
            "chat.yaml:6:9 the path parameter \"x\" is not required",
            "chat.yaml:7:9 the path parameter \"y\" does not stand in the path \"/a/{x}\"",
        ]
    );
}

#[test]
fn paths_that_are_no_templates_are_told() {
    for (path, problem) in [
        ("a", "does not start with a slash"),
        ("/a/{b", "has a { without a }"),
        ("/a/b}", "has a } without a {"),
        ("/a/{}", "has braces without a name in them"),
        ("/{a}/{a}", "names the same parameter twice"),
    ] {
        let findings = found(&format!("paths: {{'{path}': {{get: {{operationId: a, responses: {{}}}}}}}}\n"));
        assert_eq!(findings, [format!("chat.yaml:3:9 the path {path:?} {problem}")]);
    }
}

#[test]
fn keys_of_responses_are_statuses() {
    let text = "paths:\n  /a:\n    get:\n      operationId: a\n      responses:\n        200: {description: a}\n        \
                5XX: {description: b}\n        default: {description: c}\n        x-note: d\n        OKAY: {description: e}\n        \
                600: {description: f}\n        6XX: {description: g}\n        20X: {description: h}\n        099: {description: i}\n";
    assert_eq!(
        found(text),
        [
            "chat.yaml:12:9 \"OKAY\" is no status",
            "chat.yaml:13:9 \"600\" is no status",
            "chat.yaml:14:9 \"6XX\" is no status",
            "chat.yaml:15:9 \"20X\" is no status",
            "chat.yaml:16:9 \"099\" is no status",
        ]
    );
}

#[test]
fn names_that_would_leave_the_tree_are_errors() {
    assert_eq!(
        hostile("leaving-the-tree.yaml"),
        [
            "leaving-the-tree.yaml:4:11 the tag \"../../outside\" leads to a parent folder",
            "leaving-the-tree.yaml:8:20 the operationId \"/etc/passwd\" is an absolute path",
            "leaving-the-tree.yaml:9:14 the tag \"C:\\\\windows\" holds a backslash, which separates folders on Windows",
            "leaving-the-tree.yaml:14:14 the tag \"line\\nbreak\" holds a control character",
            "leaving-the-tree.yaml:18:5 the component \"../Message\" leads to a parent folder",
        ]
    );
}

#[test]
fn names_of_languages_with_namespaces_are_no_error() {
    let named = |id: &str| found(&format!("paths: {{/a: {{get: {{operationId: '{id}', responses: {{}}}}}}}}"));
    assert_eq!(named(r"App\Http\Users::index"), [""; 0]);
    assert_eq!(named(r"..\Users").len(), 1);
}

#[test]
fn method_names_can_be_names_of_methods_and_are_given_once() {
    for (name, problem) in [
        ("sendMessage", "is no name in snake case"),
        ("1st", "is no name in snake case"),
        ("_send", "is no name in snake case"),
        ("''", "is no name in snake case"),
        ("move", "is a keyword of Rust"),
        ("7", "must be a string"),
    ] {
        let findings = found(&operation(&format!("      x-method: {name}\n")));
        assert_eq!(findings.len(), 1, "{name}");
        assert!(findings[0].starts_with("chat.yaml:8:17 ") && findings[0].ends_with(problem), "{}", findings[0]);
    }
    let twice = operation("      x-method: list\n    put: {operationId: b, x-method: list, responses: {}}\n");
    assert_eq!(found(&twice), ["chat.yaml:9:37 the x-method \"list\" is taken already"]);
}

#[test]
fn a_security_requirement_names_a_declared_scheme() {
    let text = operation(
        "      security: [{tokn: []}]\nsecurity: [{other: []}]\n\
         components: {securitySchemes: {token: {type: http, scheme: bearer}}}\n",
    );
    let document = document(&text);
    let findings = lint(&document);
    assert_eq!(
        told(&document, &findings),
        [
            "chat.yaml:8:19 the security scheme \"tokn\" is not declared",
            "chat.yaml:9:13 the security scheme \"other\" is not declared",
        ]
    );
    assert!(findings[0].help.ends_with("name one of token"), "{}", findings[0].help);
}

/// A document with one operation to sign in by, and a scheme that does it so. The scheme stands in line 16.
fn signing_in(scheme: &str) -> String {
    format!(
        "paths:
  /login:
    post:
      operationId: login
      security: []
      requestBody: {{$ref: '#/components/requestBodies/Login'}}
      responses:
        '200':
          description: ok
          content: {{application/json: {{schema: {{type: object, properties: {{token: {{}}, at: {{}}, end: {{}}}}}}}}}}
  /ping: {{get: {{operationId: ping, responses: {{}}}}}}
components:
  securitySchemes:
    User: {scheme}
  requestBodies:
    Login:
      content:
        application/json:
          schema: {{allOf: [{{$ref: '#/components/schemas/Login'}}, {{type: object, properties: {{again: {{}}}}}}]}}
  schemas:
    Login: {{type: object, properties: {{who: {{type: object, properties: {{name: {{}}, word: {{}}}}}}}}}}
"
    )
}

#[test]
fn a_sign_in_that_the_document_bears_out_has_no_findings() {
    for answer in ["token: /token", "token: /token, expires: jwt", "token: /token, expires: /end, issued: /at"] {
        let sign_in = "operation: login, request: {user: /who/name, password: /who/word}";
        let scheme = format!("{{type: http, scheme: Bearer, x-sign-in: {{{sign_in}, answer: {{{answer}}}}}}}");
        assert_eq!(found(&signing_in(&scheme)), Vec::<String>::new(), "{answer}");
    }
}

#[test]
fn a_sign_in_that_could_never_work_is_told_with_its_place() {
    let good = "{operation: login, request: {user: /who/name, password: /again}, answer: {token: /token}}";
    let cases = [
        ("operation: login", "operation: logon", "16:63", "there is no operation \"logon\" to sign in by"),
        ("operation: login, ", "", "16:40", "x-sign-in does not say by which operation"),
        ("operation: login", "operation: ping", "16:63", "the request body of \"ping\" holds no JSON to sign in with"),
        ("/who/name", "/name", "16:86", "the request body of \"login\" has nothing at `/name`"),
        ("/who/name", "name", "16:86", "user is no JSON pointer to a member: \"name\""),
        (", password: /again", "", "16:70", "x-sign-in does not say where password is"),
        (
            "token: /token",
            "token: /secret",
            "16:132",
            "the success that is declared for \"login\" has nothing at `/secret`",
        ),
        ("token: /token", "token: /token, lifetime: jwt", "16:150", "x-sign-in knows no \"lifetime\""),
        (
            "token: /token",
            "token: /token, expires: /end",
            "16:116",
            "a token's life is told by `expires: jwt`, or by `expires` and `issued` together",
        ),
        (
            "password: /again",
            "password: /again, refreshToken: /again",
            "16:40",
            "a refresh token that is got must have a place to be sent, and the other way round",
        ),
        (", answer: {token: /token}", "", "16:40", "x-sign-in has no object \"answer\""),
    ];
    for (from, to, place, message) in cases {
        let scheme = format!("{{type: http, scheme: bearer, x-sign-in: {}}}", good.replace(from, to));
        let found = found(&signing_in(&scheme));
        assert!(found.contains(&format!("chat.yaml:{place} {message}")), "{to}: {found:#?}");
    }
    let basic = found(&signing_in(&format!("{{type: http, scheme: basic, x-sign-in: {good}}}")));
    assert_eq!(
        basic,
        ["chat.yaml:16:39 the token that x-sign-in gets can only be sent as Bearer, which \"User\" is not"]
    );
    let itself = signing_in(&format!("{{type: http, scheme: bearer, x-sign-in: {good}}}"))
        .replace("security: []", "security: [{User: []}]");
    assert_eq!(found(&itself), ["chat.yaml:16:63 \"login\" cannot be called to sign in: it asks for \"User\" itself"]);
    let parameter = itself.replace(
        "security: [{User: []}]",
        "security: []\n      parameters: [{name: realm, in: query, required: true, schema: {}}]",
    );
    assert_eq!(
        found(&parameter),
        ["chat.yaml:17:63 \"login\" cannot be called to sign in: it requires the parameter \"realm\""]
    );
}

#[test]
fn a_schema_without_a_name_of_its_own_cannot_be_referred_to() {
    let found = found(&schemas(
        "    A: {type: object, properties: {b: {type: object}}}\n    C: {$ref: '#/components/schemas/A/properties/b'}\n",
    ));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("has no name of its own"), "{found:?}");
}

#[test]
fn a_socket_or_paging_that_is_no_object_is_refused() {
    let found = found(&operation("      x-websocket: true\n      x-pagination: cursor\n"));
    assert_eq!(
        found,
        [
            "chat.yaml:8:20 x-websocket must be an object, and is a boolean",
            "chat.yaml:9:21 x-pagination must be an object, and is \"cursor\"",
        ]
    );
}

#[test]
fn the_frames_of_a_socket_are_schemas_like_any_other() {
    let found = found(&operation(
        "      x-websocket:\n        frames: {receive: {codec: json, schema: {$ref: '#/components/schemas/Gone'}}, send: 1}\n",
    ));
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().any(|text| text.contains("Gone")), "{found:?}");
    assert!(found.iter().any(|text| text.contains("send must be a string or an object, and is a number")), "{found:?}");
}

#[test]
fn our_extensions_say_what_they_mean() {
    let text = operation(
        "      x-idempotent: 'no'\n      x-differs: true\ncomponents:\n  schemas:\n    \
         A: {type: string, enum: [a], x-open-enum: 0, x-sensitive: null, x-differs: see above}\n",
    );
    assert_eq!(
        found(&text),
        [
            "chat.yaml:8:21 x-idempotent must be true or false, and is \"no\"",
            "chat.yaml:9:18 x-differs does not say why",
            "chat.yaml:12:47 x-open-enum must be true or false, and is 0",
            "chat.yaml:12:63 x-sensitive must be true or false, and is null",
            "chat.yaml:12:80 x-differs does not say why",
        ]
    );
}

#[test]
fn the_report_prints_each_finding_with_its_place_errors_first() {
    let document = document("paths: {/a: {get: {responses: {OK: {description: ok}}}}}\n");
    let report = Findings::new(&document, &lint(&document));
    assert_eq!(report.to_string(), "chat.yaml: 1 error, 1 warning");
    let mut text = String::new();
    miette::GraphicalReportHandler::new_themed(miette::GraphicalTheme::unicode_nocolor())
        .render_report(&mut text, &report)
        .unwrap();
    let error = text.find("\"OK\" is no status").unwrap();
    let warning = text.find("GET /a has no operationId").unwrap();
    assert!(error < warning, "{text}");
    assert!(text.contains("[chat.yaml:3:32]") && text.contains("[chat.yaml:3:14]"), "{text}");
}

#[test]
fn a_report_of_one_mistake_repeated_a_thousand_times_stays_readable() {
    let many: String = (0..1000).map(|index| format!("    S{index}: 7\n")).collect();
    let document = document(&schemas(&many));
    let report = Findings::new(&document, &lint(&document));
    assert_eq!(report.to_string(), "chat.yaml: 1000 errors, 0 warnings (the first 50 are shown)");
}

#[test]
fn the_same_document_gives_the_same_findings_in_the_same_order() {
    let parameters: String = (0..50)
        .map(|index| format!("        - {{name: p{index}, in: path, required: true, schema: {{}}}}\n"))
        .collect();
    let text = operation(&format!("      parameters:\n{parameters}"));
    let first = found(&text);
    assert_eq!(first.len(), 50);
    for _ in 0..5 {
        assert_eq!(found(&text), first);
    }
}
