use clap::{Arg, ArgAction, ArgGroup, Command, value_parser};
use switchboard_core::generated::Operation;
use switchboard_core::operation_table::{BodyEntry, BodyForm, OperationEntry, OperationTable};

use super::flag::{Flag, flags};
use super::name;
use crate::settings::secrets;

pub(crate) const BODY: &str = "body";
pub(crate) const ALL: &str = "all";
pub(crate) const COUNT: &str = "count";
pub(crate) const DRY_RUN: &str = "dry-run";
pub(crate) const CURL: &str = "curl";

/// Flags of operations, which no parameter can be called by.
pub(super) const NAMES: [&str; 5] = [BODY, ALL, COUNT, DRY_RUN, CURL];

/// The command of an operation. `known` are those of all operations of its API.
pub(super) fn command(
    table: &OperationTable,
    operation: &'static Operation,
    entry: &'static OperationEntry,
    known: &[String],
) -> Command {
    let name = name::command(entry);
    let flags = flags(entry);
    let mut command = Command::new(name.clone())
        .about(about(operation, entry))
        .long_about(long_about(operation, entry))
        .after_long_help(after_help(table, entry, &name, &flags))
        .hide(entry.deprecated);
    // Another way to send the same operation has its identifier too; the first one keeps it.
    let is_first =
        table.operations().find(|(_, other)| other.id == entry.id).is_some_and(|(_, first)| std::ptr::eq(first, entry));
    if is_first && !known.contains(&entry.id.to_owned()) && !entry.id.is_empty() {
        command = command.alias(entry.id);
    }
    let in_body = |flag: &Flag| !entry.parameters.iter().any(|parameter| std::ptr::eq(parameter, flag.field));
    for flag in &flags {
        let heading = if in_body(flag) { "Properties of the body" } else { "Parameters" };
        command = command.arg(flag.argument(entry).help_heading(heading));
    }
    if let Some(body) = &entry.body {
        command = command.args(body_argument(body).map(|argument| argument.help_heading("Body")));
    }
    if entry.pages.is_some() {
        command = command.arg(switch(ALL, "Walk through all pages"));
    }
    if entry.socket.is_some() {
        let help = "End after this many messages [default: go on until interrupted]";
        command = command.arg(Arg::new(COUNT).long(COUNT).value_name("N").help(help).value_parser(value_parser!(u64)));
    }
    command
        .arg(switch(DRY_RUN, "Print the request, and send nothing"))
        .arg(switch(CURL, "Print the request as a curl command, and send nothing"))
        .group(ArgGroup::new("preview").args([DRY_RUN, CURL]))
}

fn switch(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

/// `--body`, unless the fields of a form are all there is.
fn body_argument(body: &BodyEntry) -> Option<Arg> {
    let (value, what) = match body.form {
        BodyForm::FormFields | BodyForm::MultipartFields => return None,
        BodyForm::JsonText | BodyForm::Text => ("TEXT|@FILE|-", "The text"),
        BodyForm::Bytes => ("TEXT|@FILE|-", "The contents"),
        BodyForm::Json | BodyForm::Form | BodyForm::Multipart if body.fields.is_empty() => {
            ("JSON|@FILE|-", "The whole body")
        }
        BodyForm::Json | BodyForm::Form | BodyForm::Multipart => {
            ("JSON|@FILE|-", "The whole body; properties given beside it replace those in it")
        }
    };
    let required = if body.required && body.fields.is_empty() { ", required" } else { "" };
    let help = format!(
        "{what}: from a file by @FILE, from the standard input by -; @@ begins a text with @, and --{BODY}=-… one with a \
         hyphen. {} [{}{required}]",
        body.description, body.type_in_words
    );
    let argument = Arg::new(BODY).long(BODY).value_name(value).help(help).allow_negative_numbers(true);
    Some(argument.required(body.required && body.fields.is_empty()))
}

/// One line: what the document says, or what is requested.
fn about(operation: &Operation, entry: &OperationEntry) -> String {
    match entry.summary {
        "" => format!("{} {}", operation.http_method, operation.path),
        summary => summary.to_owned(),
    }
}

fn long_about(operation: &Operation, entry: &OperationEntry) -> String {
    let told = [entry.summary, entry.description].into_iter().filter(|text| !text.is_empty());
    let mut parts: Vec<String> = told.map(str::to_owned).collect();
    parts.extend(entry.deprecated.then(|| "Deprecated.".to_owned()));
    parts.push(format!("HTTP request: {} {}, operationId {}", operation.http_method, operation.path, entry.id));
    parts.join("\n\n")
}

/// The declared answers, and an example.
fn after_help(table: &OperationTable, entry: &'static OperationEntry, name: &str, flags: &[Flag]) -> String {
    let mut text = String::new();
    let secrets = secrets::variables_of(table, entry);
    if !secrets.is_empty() {
        text += "Secrets of the body, from the environment, the profile or a prompt:\n";
        for (field, variable) in secrets {
            text += &format!("  {variable}, or {variable}_FILE\n      {}\n", field.description);
        }
        text.push('\n');
    }
    if !entry.answers.is_empty() {
        text += "Answers:\n";
        for (status, description) in entry.answers {
            text += &format!("  {status}  {}\n", description.lines().next().unwrap_or_default());
        }
        text.push('\n');
    }
    text + &format!("Example:\n  {}\n", example(table, entry, name, flags))
}

/// How long an example may be to stand in one line, which no terminal breaks.
const ONE_LINE: usize = 70;

/// A call with whatever it needs, as it can be pasted.
fn example(table: &OperationTable, entry: &OperationEntry, name: &str, flags: &[Flag]) -> String {
    let mut parts = vec![format!("switchboard {} {name}", table.api.name)];
    for flag in flags.iter().filter(|flag| flag.field.required) {
        parts.push(format!("--{} {}", flag.name, quoted(flag.field.example)));
    }
    let is_needed = |body: &&BodyEntry| body.required && body.fields.is_empty() && body_argument(body).is_some();
    if let Some(body) = entry.body.as_ref().filter(is_needed) {
        parts.push(format!("--{BODY} {}", quoted(body.example)));
    }
    let line = parts.join(" ");
    if line.len() <= ONE_LINE {
        return line;
    }
    // Without a space no value is moved to a line of its own, where it would be another command.
    parts
        .iter()
        .map(|part| part.replacen(' ', "=", usize::from(part.starts_with('-'))))
        .collect::<Vec<_>>()
        .join(" \\\n    ")
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:@+,%".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}
