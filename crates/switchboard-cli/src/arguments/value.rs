use std::ffi::OsStr;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::{Error, ErrorKind};
use clap::{Arg, Command};
use serde_json::{Number, Value};
use switchboard_core::operation_table::ValueKind;

/// Reads the value of a field. What the document names as values is proposed, and others are taken too: a server may be
/// newer than the document.
#[derive(Clone)]
pub(super) struct FieldValue {
    pub(super) kind: ValueKind,
    pub(super) known: &'static [&'static str],
}

impl TypedValueParser for FieldValue {
    type Value = Value;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<Value, Error> {
        let name = argument.and_then(Arg::get_long).unwrap_or_default();
        let refuse = |what: &str| {
            Error::raw(ErrorKind::ValueValidation, format!("the value of --{name} {what}\n")).with_cmd(command)
        };
        let text = value.to_str().ok_or_else(|| refuse("is not UTF-8"))?;
        match self.kind {
            ValueKind::Text | ValueKind::File => Ok(Value::String(text.to_owned())),
            ValueKind::Boolean => text.parse().map(Value::Bool).map_err(|_| refuse("is neither true nor false")),
            ValueKind::Integer => {
                let number = text.parse::<i64>().map(Number::from).or_else(|_| text.parse::<u64>().map(Number::from));
                number.map(Value::Number).map_err(|_| refuse("is no integer"))
            }
            ValueKind::Number => {
                let number = text.parse().ok().and_then(Number::from_f64);
                number.map(Value::Number).ok_or_else(|| refuse("is no number"))
            }
            ValueKind::Json => serde_json::from_str(text).map_err(|error| refuse(&format!("is no JSON: {error}"))),
        }
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        match (self.kind, self.known) {
            (ValueKind::Boolean, _) => Some(Box::new(["true", "false"].into_iter().map(PossibleValue::new))),
            (_, []) => None,
            (_, known) => Some(Box::new(known.iter().map(PossibleValue::new))),
        }
    }
}
