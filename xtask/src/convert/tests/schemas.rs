use serde_json::{Value, json};

use super::{became, schema};

/// Each schema of OpenAPI 3.1, and what it is in 3.0.
#[test]
fn json_schema_is_written_as_openapi_3_0() {
    let cases = [
        ("{type: [string, 'null']}", json!({"type": "string", "nullable": true})),
        ("{type: [string]}", json!({"type": "string"})),
        ("{type: [integer, number]}", json!({"type": "number"})),
        (
            "{type: [string, array], minLength: 2, items: {type: integer}}",
            json!({"anyOf": [{"type": "string", "minLength": 2}, {"type": "array", "items": {"type": "integer"}}]}),
        ),
        ("{type: [string, number, boolean, object, array]}", json!({})),
        ("{type: [string, integer], enum: [a, b]}", json!({"type": "string", "enum": ["a", "b"]})),
        (
            "{anyOf: [{$ref: '#/components/schemas/B'}, {type: 'null'}]}",
            json!({"allOf": [{"$ref": "#/components/schemas/B"}], "nullable": true}),
        ),
        (
            "{oneOf: [{type: string}, {type: integer}, {const: null}]}",
            json!({"oneOf": [{"type": "string"}, {"type": "integer"}], "nullable": true}),
        ),
        ("{type: 'null'}", json!({"nullable": true})),
        ("{enum: [a, null]}", json!({"type": "string", "enum": ["a"], "nullable": true})),
        ("{const: text}", json!({"type": "string", "enum": ["text"]})),
        ("{const: 3}", json!({"type": "integer", "enum": [3]})),
        ("{type: integer, exclusiveMinimum: 3}", json!({"type": "integer", "minimum": 3, "exclusiveMinimum": true})),
        ("{type: number, minimum: 5, exclusiveMinimum: 3}", json!({"type": "number", "minimum": 5})),
        (
            "{$ref: '#/components/schemas/B', description: ours}",
            json!({"description": "ours", "allOf": [{"$ref": "#/components/schemas/B"}]}),
        ),
        ("true", json!({})),
        ("{type: object, properties: {a: true, b: false}}", json!({"type": "object", "properties": {"a": {}}})),
        ("{type: string, examples: [x, y]}", json!({"type": "string", "example": "x"})),
        ("{type: string, contentEncoding: base64}", json!({"type": "string", "format": "byte"})),
        ("{type: string, contentMediaType: image/png}", json!({"type": "string", "format": "binary"})),
        ("{type: string, contentMediaType: text/html}", json!({"type": "string"})),
        ("{$id: a, $comment: hidden, $schema: x, type: string}", json!({"type": "string"})),
    ];
    for (before, after) in cases {
        assert_eq!(became("3.1.0", before), after, "{before}");
    }
}

/// Each schema that OpenAPI 3.0 cannot say, the nearest that it can, and the reason that is told.
#[test]
fn what_openapi_3_0_cannot_say_is_told_as_lost() {
    let cases = [
        (
            "{type: array, prefixItems: [{type: string}, {type: integer}]}",
            json!({"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "integer"}]}}),
            "order of a tuple",
        ),
        (
            "{type: object, patternProperties: {'^x': {type: string}}}",
            json!({"type": "object", "additionalProperties": {"type": "string"}}),
            "pattern of keys",
        ),
        (
            "{type: object, patternProperties: {'^x': {type: string}}, additionalProperties: true}",
            json!({"type": "object", "additionalProperties": true}),
            "pattern of keys",
        ),
        (
            "{type: object, propertyNames: {pattern: '^x'}}",
            json!({"type": "object", "additionalProperties": true}),
            "pattern of keys",
        ),
        ("{type: object, if: {required: [a]}, then: {required: [b]}}", json!({"type": "object"}), "condition"),
        ("{type: object, dependentSchemas: {a: {required: [b]}}}", json!({"type": "object"}), "condition"),
        (
            "{type: array, items: {type: string}, contains: {const: a}}",
            json!({"type": "array", "items": {"type": "string"}}),
            "condition",
        ),
        ("{type: object, items: {type: string}}", json!({}), "untyped JSON"),
        ("{type: array}", json!({"type": "array", "items": {}}), "untyped JSON"),
        (
            "{type: object, properties: {a: {type: whatever}}}",
            json!({"type": "object", "properties": {"a": {}}}),
            "untyped JSON",
        ),
    ];
    for (before, after, reason) in cases {
        let converted = schema("3.1.0", before);
        assert_eq!(converted.at("/components/schemas/A"), &after, "{before}");
        assert_eq!(converted.losses().iter().map(|(_, reason)| *reason).collect::<Vec<_>>(), [reason], "{before}");
    }
}

/// Each schema that is wrong, what it clearly means, and the place that the repair names.
#[test]
fn what_is_wrong_but_clear_is_repaired_and_told() {
    let cases = [
        ("{type: String}", json!({"type": "string"}), "/type"),
        ("{type: datetime}", json!({"type": "string", "format": "date-time"}), "/type"),
        ("{type: file}", json!({"type": "string", "format": "binary"}), "/type"),
        ("{type: dict}", json!({"type": "object"}), "/type"),
        ("{type: {$ref: '#/components/schemas/B'}}", json!({"allOf": [{"$ref": "#/components/schemas/B"}]}), "/type"),
        ("{type: integer, minimum: '1'}", json!({"type": "integer", "minimum": 1}), "/minimum"),
        ("{type: integer, maximum: 99999999999999999999999}", json!({"type": "integer"}), "/maximum"),
        ("{type: string, maxLength: long}", json!({"type": "string"}), "/maxLength"),
        ("{type: string, maxLength: -1}", json!({"type": "string"}), "/maxLength"),
        ("{type: integer, default: none}", json!({"type": "integer"}), "/default"),
        ("{type: string, enum: [a, b], default: c}", json!({"type": "string", "enum": ["a", "b"]}), "/default"),
        ("{type: string, enum: [1, true]}", json!({"type": "string", "enum": ["1", "true"]}), "/enum"),
        ("{type: integer, enum: [1, one]}", json!({"type": "integer", "enum": [1]}), "/enum"),
        ("{type: string, enum: [a, b, a]}", json!({"type": "string", "enum": ["a", "b"]}), "/enum"),
        (
            "{type: array, items: {type: string}, enum: [a]}",
            json!({"type": "array", "items": {"type": "string", "enum": ["a"]}}),
            "/enum",
        ),
        ("{type: string, description: [a, b]}", json!({"type": "string", "description": "a\nb"}), "/description"),
        ("{type: string, description: null}", json!({"type": "string"}), "/description"),
        ("{type: string, nullable: 'true'}", json!({"type": "string", "nullable": true}), "/nullable"),
        ("{type: string, pattern: '([a-z'}", json!({"type": "string"}), "/pattern"),
        (
            "{type: object, additionalProperties: 'false'}",
            json!({"type": "object", "additionalProperties": false}),
            "/additionalProperties",
        ),
        ("{type: object, required: a}", json!({"type": "object", "required": ["a"]}), "/required"),
        ("{type: object, allOf: {type: object}}", json!({"type": "object", "allOf": [{"type": "object"}]}), "/allOf"),
        ("{type: object, discriminator: {}}", json!({"type": "object"}), "/discriminator"),
        ("{type: string, format: 3}", json!({"type": "string"}), "/format"),
        (
            "{type: string, properties: {a: {type: string}}}",
            json!({"type": "object", "properties": {"a": {"type": "string"}}}),
            "/type",
        ),
        (
            "{items: [{type: string}, {type: 'null'}]}",
            json!({"allOf": [{"type": "string"}], "nullable": true}),
            "/items",
        ),
        (
            "{type: object, items: [{properties: {a: {type: string}}}, {properties: {b: {type: string}}}]}",
            json!({"type": "object", "anyOf": [
                {"type": "object", "properties": {"a": {"type": "string"}}},
                {"type": "object", "properties": {"b": {"type": "string"}}}
            ]}),
            "/items",
        ),
        (
            "{type: object, properties: {a: {type: string, required: true}}}",
            json!({"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}),
            "/properties/a/required",
        ),
    ];
    for (before, after, place) in cases {
        let converted = schema("3.0.3", before);
        assert_eq!(converted.at("/components/schemas/A"), &after, "{before}");
        assert_eq!(converted.repairs(), [format!("/components/schemas/A{place}")], "{before}");
    }
}

/// Schemas that say less than they could, in ways too common to be told one by one.
#[test]
fn what_other_keywords_say_is_said() {
    let cases: [(&str, Value); 9] = [
        ("{properties: {a: {type: string}}}", json!({"type": "object", "properties": {"a": {"type": "string"}}})),
        ("{items: {type: string}}", json!({"type": "array", "items": {"type": "string"}})),
        ("{enum: [1, 2]}", json!({"type": "integer", "enum": [1, 2]})),
        ("{minimum: 1}", json!({"type": "number", "minimum": 1})),
        ("{format: int64}", json!({"type": "integer", "format": "int64"})),
        ("{format: date-time}", json!({"type": "string", "format": "date-time"})),
        ("{type: object, format: int32}", json!({"type": "object"})),
        ("{type: string, format: colour}", json!({"type": "string", "format": "colour"})),
        ("{type: string, x-nullable: true}", json!({"type": "string", "nullable": true})),
    ];
    for (before, after) in cases {
        assert_eq!(became("3.0.3", before), after, "{before}");
    }
}

#[test]
fn what_is_right_stays_as_it_is() {
    for right in [
        "{type: string, pattern: '^(?<year>[0-9]{4})$', default: '2020', example: '2021'}",
        "{type: number, minimum: 0.5, exclusiveMinimum: true, default: 1, enum: [1, 2.5]}",
        "{type: object, required: [a, b], properties: {a: {$ref: '#/components/schemas/B'}}, additionalProperties: false}",
        "{oneOf: [{$ref: '#/components/schemas/B'}], discriminator: {propertyName: kind, mapping: {b: '#/components/schemas/B'}}}",
        "{type: integer, format: int64, maximum: 9223372036854775807, nullable: true, default: null}",
        "{type: object, properties: {type: {type: string}, required: {type: boolean}, properties: {type: object}}}",
    ] {
        let converted = schema("3.0.3", right);
        let before: Value = serde_json::to_value(
            crate::document::Document::parse(right.as_bytes(), "a.yaml", crate::document::Syntax::Yaml)
                .unwrap()
                .value(),
        )
        .unwrap();
        assert_eq!(converted.at("/components/schemas/A"), &before);
        assert_eq!(converted.report.changes().len(), 0, "{right}: {:?}", converted.report.changes());
    }
}

#[test]
fn the_deepest_schema_that_is_read_is_converted_too() {
    let levels = 190;
    let deep = format!("{}{{type: string}}{}", "{type: [array, string], items: ".repeat(levels), "}".repeat(levels));
    let converted = schema("3.1.0", &deep);
    let deepest = format!("/components/schemas/A{}/type", "/anyOf/0/items".repeat(levels));
    assert_eq!(converted.at(&deepest), "string");
}
