use std::fmt::{Formatter, Write as _};

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A value as JSON has it. Unlike `serde_json::Value`, its properties keep their order whatever features other crates
/// switch on, and numbers the form in which JSON writes them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Null,
    /// A number, `true` or `false`.
    Literal(String),
    Text(String),
    List(Vec<Value>),
    Object(Vec<(String, Value)>),
}

impl Value {
    /// The value that this serialises to; none where JSON cannot say it.
    pub(crate) fn of<T: Serialize + ?Sized>(value: &T) -> Option<Self> {
        serde_json::from_slice(&serde_json::to_vec(value).ok()?).ok()
    }

    /// The value as one piece of text: what has parts, as JSON. Nothing where it is null.
    pub(crate) fn text(&self) -> Option<String> {
        match self {
            Self::Null => None,
            Self::Literal(text) | Self::Text(text) => Some(text.clone()),
            Self::List(_) | Self::Object(_) => Some(self.json()),
        }
    }

    /// The value as JSON.
    pub(crate) fn json(&self) -> String {
        let mut text = String::new();
        self.write_json(&mut text);
        text
    }

    /// Recursion ends where that of the decoder did, 128 levels down.
    fn write_json(&self, text: &mut String) {
        match self {
            Self::Null => text.push_str("null"),
            Self::Literal(literal) => text.push_str(literal),
            Self::Text(value) => write_quoted(value, text),
            Self::List(items) => {
                text.push('[');
                for (index, item) in items.iter().enumerate() {
                    text.push_str(if index == 0 { "" } else { "," });
                    item.write_json(text);
                }
                text.push(']');
            }
            Self::Object(properties) => {
                text.push('{');
                for (index, (name, value)) in properties.iter().enumerate() {
                    text.push_str(if index == 0 { "" } else { "," });
                    write_quoted(name, text);
                    text.push(':');
                    value.write_json(text);
                }
                text.push('}');
            }
        }
    }
}

fn write_quoted(value: &str, text: &mut String) {
    // serde_json's Display of a string is JSON, and writing to a String never fails.
    let _ = write!(text, "{}", serde_json::Value::from(value));
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

/// What `serde_json` shows a number under where another crate switches its `arbitrary_precision` on.
const EXACT_NUMBER: &str = "$serde_json::private::Number";

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Literal(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Literal(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Literal(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Literal(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object: Vec<(String, Value)> = Vec::new();
        while let Some((name, value)) = entries.next_entry::<String, Value>()? {
            if name == EXACT_NUMBER
                && let Value::Text(number) = &value
                && number.parse::<serde_json::Number>().is_ok()
            {
                return Ok(Value::Literal(number.clone()));
            }
            object.push((name, value));
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_keep_their_order_and_numbers_their_form() {
        #[derive(Serialize)]
        struct Shape {
            z: f32,
            a: Option<u64>,
            text: &'static str,
            list: Vec<bool>,
        }
        let value = Value::of(&Shape { z: 0.1, a: None, text: "\"é\n", list: vec![true] }).unwrap();
        assert_eq!(value.json(), r#"{"z":0.1,"a":null,"text":"\"é\n","list":[true]}"#);
        assert_eq!(Value::of(&u64::MAX).unwrap().text().as_deref(), Some("18446744073709551615"));
        assert_eq!(Value::of("é").unwrap().text().as_deref(), Some("é"));
        assert_eq!(Value::of(&()).unwrap().text(), None);
    }

    #[test]
    fn what_json_cannot_say_is_no_value() {
        let keys_are_lists = std::collections::BTreeMap::from([(vec![1], 1)]);
        assert_eq!(Value::of(&keys_are_lists), None);
    }

    #[test]
    fn numbers_are_numbers_where_another_crate_wants_them_exact() {
        let shown =
            |number: &str| Value::of(&serde_json::json!({"a": {"$serde_json::private::Number": number}})).unwrap();
        assert_eq!(shown("1.50").json(), r#"{"a":1.50}"#);
        assert_eq!(shown("1,2").json(), r#"{"a":{"$serde_json::private::Number":"1,2"}}"#);
    }
}
