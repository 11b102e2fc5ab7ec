//! From the arguments of an operation to a call of it.

mod body;
mod field;
mod input;

use clap::ArgMatches;
use serde_json::Value;
use switchboard_core::generated::{Call, Client, Operation};
use switchboard_core::operation_table::{OperationEntry, Place};

use input::Input;

use crate::arguments::{self, Flag};
use crate::failure::Failure;

/// What was given for an operation, read once: the standard input has no second time.
pub(crate) struct Given {
    /// For each field that was given, what.
    fields: Vec<(Flag, Vec<Value>)>,
    body: Option<Input>,
}

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

    /// The call.
    pub(crate) fn call(
        &self,
        client: &Client,
        operation: &'static Operation,
        entry: &'static OperationEntry,
    ) -> Result<Call, Failure> {
        let mut call = Call::new(client, operation);
        if let Some(body) = &entry.body {
            call = body::begin(call, body);
        }
        for (flag, values) in self.fields.iter().filter(|(flag, _)| flag.field.place != Place::Body) {
            call = field::set(call, flag.field, values)?;
        }
        match &entry.body {
            Some(body) => body::set(call, body, self.body.as_ref(), &self.properties()),
            None => Ok(call),
        }
    }

    /// The properties of the body that were given one by one.
    fn properties(&self) -> Vec<(&Flag, Value)> {
        let given = self.fields.iter().filter(|(flag, _)| flag.field.place == Place::Body);
        given.map(|(flag, values)| (flag, field::value(flag.field, values))).collect()
    }
}
