//! JSON text into a value with positions.

use std::ops::Range;

use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use serde_json::{Map, Number, Value};

use super::limits::{MAXIMUM_DEPTH, MAXIMUM_NODES};
use super::positions::{Positions, Span};
use super::spec_error::Fault;

/// The parser's own loosened options are all off: what is read here is JSON as everybody else reads it.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

pub(super) fn parse(text: &str) -> Result<(Value, Positions), Fault> {
    check_depth(text)?;
    let parsed = parse_to_ast(text, &CollectOptions::default(), &STRICT).map_err(|error| {
        let range = error.range();
        let mut message = format!("the JSON cannot be read: {}", lowercase_first(&error.kind().to_string()));
        let help = if text.get(range.end..).is_none_or(|rest| rest.trim().is_empty()) {
            message.push_str(", and the file ends there");
            "the file looks cut off; fetch or export it again"
        } else {
            "correct the JSON at this place"
        };
        Fault::new(range.start..range.end, message, help).label("this cannot be read")
    })?;
    let root = parsed
        .value
        .ok_or_else(|| Fault::new(0..0, "the file holds no JSON value", "an OpenAPI document is a JSON object"))?;
    let mut reader = Reader { positions: Positions::default(), nodes: 0 };
    let value = reader.value(None, root)?;
    Ok((value, reader.positions))
}

/// The parser recurses, so brackets are counted before it sees them.
fn check_depth(text: &str) -> Result<(), Fault> {
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut bytes = text.bytes().enumerate();
    while let Some((offset, byte)) = bytes.next() {
        match byte {
            b'"' => in_string = !in_string,
            b'\\' if in_string => {
                bytes.next();
            }
            b'[' | b'{' if !in_string => {
                depth += 1;
                if depth > MAXIMUM_DEPTH {
                    return Err(too_deep(offset..offset + 1));
                }
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}

/// The complaint about nesting, which YAML shares.
pub(super) fn too_deep(at: Range<usize>) -> Fault {
    Fault::new(
        at,
        format!("objects and arrays are nested deeper than {MAXIMUM_DEPTH} levels"),
        "give inner schemas a name under components/schemas and refer to them",
    )
    .label("this level is one too many")
}

/// The complaint about a key that its object has already, which YAML shares.
pub(super) fn duplicate_key(key: &str, at: Range<usize>, first: Range<usize>) -> Fault {
    Fault::new(
        at,
        format!("the key {key:?} stands twice in the same object"),
        "remove or rename one of them; which of the two counts is undefined",
    )
    .label("the second one")
    .earlier(first, "the first one")
}

/// The complaint about the number of values, which YAML shares.
pub(super) fn too_many(at: Range<usize>) -> Fault {
    Fault::new(
        at,
        format!("the document holds more than {MAXIMUM_NODES} values"),
        "check that this is the API's document; a real one is far smaller",
    )
}

struct Reader {
    positions: Positions,
    nodes: usize,
}

impl Reader {
    fn value(&mut self, member: Option<(&str, Span)>, node: ast::Value<'_>) -> Result<Value, Fault> {
        let range = node.range();
        self.nodes += 1;
        if self.nodes > MAXIMUM_NODES {
            return Err(too_many(range.start..range.end));
        }
        let is_container = matches!(node, ast::Value::Object(_) | ast::Value::Array(_));
        let index = self.positions.open(member, Span::new(range.start, range.end), is_container);
        let value = match node {
            ast::Value::StringLit(text) => Value::String(text.value.into_owned()),
            ast::Value::NumberLit(number) => Value::Number(self::number(number.value, range.start..range.end)?),
            ast::Value::BooleanLit(boolean) => Value::Bool(boolean.value),
            ast::Value::NullKeyword(_) => Value::Null,
            ast::Value::Array(array) => {
                let mut items = Vec::with_capacity(array.elements.len());
                for element in array.elements {
                    items.push(self.value(None, element)?);
                }
                Value::Array(items)
            }
            ast::Value::Object(object) => Value::Object(self.members(object.properties)?),
        };
        if is_container {
            self.positions.close(index, range.end);
        }
        Ok(value)
    }

    fn members(&mut self, properties: Vec<ast::ObjectProp<'_>>) -> Result<Map<String, Value>, Fault> {
        let mut members = Map::with_capacity(properties.len());
        let mut keys: Vec<Range<usize>> = Vec::with_capacity(properties.len());
        for property in properties {
            let range = property.name.range();
            let key = property.name.into_string();
            if let Some(first) =
                members.contains_key(&key).then(|| members.keys().position(|known| *known == key)).flatten()
            {
                let first = keys.get(first).cloned().unwrap_or_default();
                return Err(duplicate_key(&key, range.start..range.end, first));
            }
            let value = self.value(Some((&key, Span::new(range.start, range.end))), property.value)?;
            members.insert(key, value);
            keys.push(range.start..range.end);
        }
        Ok(members)
    }
}

/// Integers beyond 64 bits become floating point, as in every JSON reader; what a double cannot hold is an error.
fn number(text: &str, at: Range<usize>) -> Result<Number, Fault> {
    text.parse::<Number>().map_err(|_| {
        Fault::new(
            at,
            format!("{text} is no number that JSON can carry"),
            "numbers have no leading zeros and stay below 1.8e308",
        )
        .label("this number")
    })
}

fn lowercase_first(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_lowercase().chain(characters).collect(),
        None => String::new(),
    }
}
