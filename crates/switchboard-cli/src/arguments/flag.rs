use clap::builder::ValueParser;
use clap::{Arg, ArgAction};
use switchboard_core::operation_table::{FieldEntry, OperationEntry, ValueKind};

use super::name;
use super::value::FieldValue;

/// A parameter, or a property of the body, as a flag.
pub(crate) struct Flag {
    /// The long name, which is also how matches call it.
    pub(crate) name: String,
    pub(crate) field: &'static FieldEntry,
}

/// The flags of an operation: its parameters, and then the properties of its body. What is secret has none.
pub(crate) fn flags(entry: &'static OperationEntry) -> Vec<Flag> {
    let properties = entry.body.iter().flat_map(|body| body.fields);
    let mut taken = Vec::new();
    let mut flags = Vec::new();
    for field in entry.parameters.iter().chain(properties).filter(|field| !field.sensitive) {
        let name = name::flag(field, &taken);
        taken.push(name.clone());
        flags.push(Flag { name, field });
    }
    flags
}

impl Flag {
    /// Whether clap has to ask for it. What the body needs may also be given by `--body`.
    fn is_required(&self, entry: &OperationEntry) -> bool {
        self.field.required && entry.parameters.iter().any(|parameter| std::ptr::eq(parameter, self.field))
    }

    pub(super) fn argument(&self, entry: &OperationEntry) -> Arg {
        let field = self.field;
        let argument = Arg::new(self.name.clone())
            .long(self.name.clone())
            .help(self.help())
            .value_name(field_value_name(field.kind))
            .required(self.is_required(entry))
            .value_parser(ValueParser::from(FieldValue { kind: field.kind, known: field.values }))
            .hide_possible_values(true);
        let argument = match field.kind {
            ValueKind::Boolean => argument.num_args(0..=1).default_missing_value("true"),
            // No flag is a number.
            _ => argument.allow_negative_numbers(true),
        };
        if field.is_list { argument.action(ArgAction::Append) } else { argument }
    }

    fn help(&self) -> String {
        let FieldEntry { description, type_in_words, required, is_list, values, .. } = self.field;
        let mut notes = vec![(*type_in_words).to_owned()];
        if *required {
            notes.push("required".to_owned());
        }
        if *is_list {
            notes.push("may be given several times".to_owned());
        }
        let mut text = format!("{description} [{}]", notes.join(", "));
        if !values.is_empty() && values.len() <= 12 {
            text += &format!(" [known values: {}]", values.join(", "));
        }
        text.trim_start().to_owned()
    }
}

fn field_value_name(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Text => "TEXT",
        ValueKind::Integer => "INTEGER",
        ValueKind::Number => "NUMBER",
        ValueKind::Boolean => "true|false",
        ValueKind::Json => "JSON",
        ValueKind::File => "FILE",
    }
}
