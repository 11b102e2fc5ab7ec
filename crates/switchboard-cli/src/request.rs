//! From the arguments of an operation to a call of it.

mod body;
mod field;
mod input;

use clap::ArgMatches;
use serde_json::Value;
use switchboard_core::generated::{Call, Client, Operation};
use switchboard_core::operation_table::{FieldEntry, OperationEntry, Place};

use input::Input;

use crate::arguments::{self, Flag};
use crate::failure::Failure;
use crate::settings::Secrets;

/// What was given for an operation, read once: the standard input has no second time.
pub(crate) struct Given {
    /// For each field that was given, what.
    fields: Vec<(Flag, Vec<Value>)>,
    body: Option<Input>,
}

/// A property of the body, and its value.
type Property = (&'static FieldEntry, Value);

impl Given {
    /// Reads flags, files and the standard input.
    pub(crate) fn read(entry: &'static OperationEntry, matches: &ArgMatches) -> Result<Self, Failure> {
        let given = |flag: Flag| {
            let values = matches.get_many::<Value>(&flag.name)?.cloned().collect();
            Some((flag, values))
        };
        let fields = arguments::flags(entry).into_iter().filter_map(given).collect();
        let body = matches.try_get_one::<String>(arguments::BODY).ok().flatten();
        Ok(Self { fields, body: body.map(|argument| Input::read(argument)).transpose()? })
    }

    /// Whether the body was given as a whole.
    pub(crate) fn has_whole_body(&self) -> bool {
        self.body.is_some()
    }

    /// The call.
    pub(crate) fn call(
        &self,
        client: &Client,
        operation: &'static Operation,
        entry: &'static OperationEntry,
        secrets: &Secrets,
    ) -> Result<Call, Failure> {
        let mut call = Call::new(client, operation);
        for (name, value) in entry.fixed_query {
            call = call.query(name, value);
        }
        if let Some(body) = &entry.body {
            call = body::begin(call, body);
        }
        for (flag, values) in self.fields.iter().filter(|(flag, _)| flag.field.place != Place::Body) {
            call = field::set(call, flag.field, values)?;
        }
        match &entry.body {
            Some(_) => body::set(call, entry, self.body.as_ref(), &self.properties(), secrets),
            None => Ok(call),
        }
    }

    /// The properties of the body that were given one by one.
    fn properties(&self) -> Vec<Property> {
        let given = self.fields.iter().filter(|(flag, _)| flag.field.place == Place::Body);
        given.map(|(flag, values)| (flag.field, field::value(flag.field, values))).collect()
    }
}
