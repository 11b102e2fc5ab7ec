//! Examples for documentation. All of them are compiled as tests.

mod mocks;

pub(super) use mocks::of_mocks;

use super::response::Outcome;
use crate::model::{Api, BodyKind, Content, Operation, Parameter, SecurityScheme, Type, Writing};

/// How to build a client and make the first call.
pub(super) fn front_page(api: &Api) -> String {
    let module = api.package().replace('-', "_");
    let mut lines = vec![
        "```no_run".to_owned(),
        format!("use {module}::Client;"),
        String::new(),
        format!("# async fn example() -> Result<(), {module}::Error> {{"),
        "let client = Client::builder()".to_owned(),
    ];
    let url = api.default_base_url().map_or_else(|| format!("http://localhost{}", api.usual_prefix()), str::to_owned);
    lines.push(format!("    .base_url({url:?})"));
    if let Some(scheme) = api.security_schemes.iter().find(|scheme| scheme.credential_of.is_none()) {
        lines.push(format!("    {}", credential(scheme)));
    }
    lines.push("    .build()?;".to_owned());
    if let Some(operation) = api.operations.iter().find(|operation| is_plain(operation) && operation.socket.is_none()) {
        lines.push(format!("let answer = client.{}({}).send().await?;", operation.method, arguments(operation)));
        lines.extend(show(operation));
    }
    lines.extend(["# Ok(())".to_owned(), "# }".to_owned(), "```".to_owned(), String::new()]);
    lines.join("\n")
}

fn credential(scheme: &SecurityScheme) -> String {
    if let Some(sign_in) = &scheme.sign_in {
        return format!(".{}(\"user\", \"password\")", sign_in.method);
    }
    match scheme.placement {
        crate::model::Placement::Basic => format!(".{}(\"user\", \"password\")", scheme.method),
        _ => format!(".{}(\"secret\")", scheme.method),
    }
}

/// Whether an example can make all of the arguments itself.
fn is_plain(operation: &Operation) -> bool {
    arguments_of(operation).iter().all(|argument| argument.given_as.is_none())
}

/// How to make one call.
pub(super) fn of_operation(api: &Api, operation: &Operation) -> String {
    let optional = operation.parameters.iter().filter(|parameter| !parameter.required);
    let setters: Vec<String> = optional
        .filter_map(|parameter| Some(format!("    .{}({})", parameter.rust_name, passed(parameter)?)))
        .collect();
    let mut lines = vec!["```no_run".to_owned(), function(api, operation)];
    if operation.socket.is_some() {
        lines.push(format!("let mut socket = client.{}({}).connect().await?;", operation.method, arguments(operation)));
        lines.push("while let Some(event) = socket.next_event().await {".to_owned());
        lines.push("    println!(\"{:?}\", event?);".to_owned());
        lines.extend(["}", "# Ok(())", "# }", "```"].map(str::to_owned));
        return lines.join("\n");
    }
    let call = format!("let answer = client.{}({})", operation.method, arguments(operation));
    if setters.is_empty() {
        lines.push(format!("{call}.send().await?;"));
    } else {
        lines.push(call);
        lines.extend(setters);
        lines.extend(["    .send()".to_owned(), "    .await?;".to_owned()]);
    }
    lines.extend(show(operation));
    lines.extend(["# Ok(())".to_owned(), "# }".to_owned(), "```".to_owned()]);
    lines.join("\n")
}

/// How to walk through a list.
pub(super) fn of_items(api: &Api, operation: &Operation) -> String {
    let mut lines = vec!["```no_run".to_owned(), function(api, operation)];
    lines.push(format!("let mut items = client.{}({}).items();", operation.method, arguments(operation)));
    lines.push("while let Some(item) = items.next_item().await {".to_owned());
    lines.push("    println!(\"{:?}\", item?);".to_owned());
    lines.extend(["}", "# Ok(())", "# }", "```"].map(str::to_owned));
    lines.join("\n")
}

/// The function around an example, which is given what the example cannot make.
fn function(api: &Api, operation: &Operation) -> String {
    let module = api.package().replace('-', "_");
    let arguments = arguments_of(operation).into_iter();
    let given: Vec<String> = arguments
        .filter_map(|argument| Some(format!(", {}: {}", argument.name, path_of(argument.given_as?, &module))))
        .collect();
    format!("# async fn example(client: {module}::Client{}) -> Result<(), {module}::Error> {{", given.concat())
}

fn show(operation: &Operation) -> Vec<String> {
    let shown: &[&str] = match super::response::value(operation) {
        Outcome::Nothing => &["println!(\"{}\", answer.status());"],
        Outcome::One(BodyKind::Bytes) => {
            &["let bytes = answer.into_inner().bytes().await?;", "println!(\"{} bytes\", bytes.len());"]
        }
        Outcome::One(BodyKind::Events(_)) => &[
            "let mut events = answer.into_inner();",
            "while let Some(event) = events.next_event().await {",
            "    println!(\"{:?}\", event?);",
            "}",
        ],
        Outcome::One(BodyKind::Lines(_)) => &[
            "let mut items = answer.into_inner();",
            "while let Some(item) = items.next_item().await {",
            "    println!(\"{:?}\", item?);",
            "}",
        ],
        Outcome::One(_) | Outcome::Union(_) => &["println!(\"{:?}\", *answer);"],
    };
    shown.iter().map(|line| (*line).to_owned()).collect()
}

fn arguments(operation: &Operation) -> String {
    arguments_of(operation).into_iter().map(|argument| argument.passed).collect::<Vec<_>>().join(", ")
}

/// What an example passes for an argument.
struct Argument<'a> {
    name: &'a str,
    passed: String,
    /// Its type, where the example cannot make it and is given it.
    given_as: Option<&'a Type>,
}

fn arguments_of(operation: &Operation) -> Vec<Argument<'_>> {
    let required = operation.parameters.iter().filter(|parameter| parameter.required);
    let mut arguments: Vec<Argument<'_>> = required
        .map(|parameter| {
            let name = parameter.rust_name.as_str();
            match passed(parameter) {
                Some(value) if parameter.kind == Type::String && !matches!(parameter.writing, Writing::Files(_)) => {
                    let passed = value.replace("text", name.trim_end_matches('_'));
                    Argument { name, passed, given_as: None }
                }
                Some(passed) => Argument { name, passed, given_as: None },
                None if parameter.has_parts => {
                    Argument { name, passed: format!("&{name}"), given_as: Some(&parameter.kind) }
                }
                None => Argument { name, passed: name.to_owned(), given_as: Some(&parameter.kind) },
            }
        })
        .collect();
    let Some(body) = operation.whole_body().filter(|body| body.required) else { return arguments };
    let name = body.rust_name.as_str();
    arguments.push(match (&body.content, body.content.value()) {
        (_, Some(kind)) => match value(kind) {
            Some(value) if matches!(kind, Type::List(_)) => {
                let passed = format!("&{}", value.replace("\"text\"", "\"text\".to_owned()"));
                Argument { name, passed, given_as: None }
            }
            Some(value) if *kind == Type::String => {
                Argument { name, passed: value.replace("text", name), given_as: None }
            }
            Some(value) => Argument { name, passed: format!("&{value}"), given_as: None },
            None => Argument { name, passed: format!("&{name}"), given_as: Some(kind) },
        },
        (Content::Text, None) => Argument { name, passed: "\"text\"".to_owned(), given_as: None },
        (_, None) => Argument { name, passed: CONTENTS.to_owned(), given_as: None },
    });
    arguments
}

/// What stands for bytes.
const CONTENTS: &str = "b\"contents\".to_vec()";

/// What can be passed for a parameter.
fn passed(parameter: &Parameter) -> Option<String> {
    match (&parameter.writing, &parameter.kind) {
        (Writing::Files(_), Type::List(_)) => Some(format!("[{CONTENTS}]")),
        (Writing::Files(_), _) => Some(CONTENTS.to_owned()),
        (_, _) if parameter.has_parts => None,
        (_, kind) => value(kind),
    }
}

/// A value that can be written down.
fn value(kind: &Type) -> Option<String> {
    match kind {
        Type::String => Some("\"text\"".to_owned()),
        Type::Integer(_) => Some("1".to_owned()),
        Type::Number(_) => Some("1.0".to_owned()),
        Type::Boolean => Some("true".to_owned()),
        Type::List(item) => value(item).map(|value| format!("[{value}]")),
        _ => None,
    }
}

fn path_of(kind: &Type, module: &str) -> String {
    match kind {
        Type::Named(name) => format!("{module}::types::{name}"),
        Type::String => "String".to_owned(),
        Type::Integer(name) | Type::Number(name) => (*name).to_owned(),
        Type::Boolean => "bool".to_owned(),
        Type::DateTime => "chrono::DateTime<chrono::Utc>".to_owned(),
        Type::Date => "chrono::NaiveDate".to_owned(),
        Type::Uuid => "uuid::Uuid".to_owned(),
        Type::List(item) => format!("Vec<{}>", path_of(item, module)),
        Type::Map(value) => format!("std::collections::BTreeMap<String, {}>", path_of(value, module)),
        Type::Nullable(value) => format!("Option<{}>", path_of(value, module)),
        Type::Any => "serde_json::Value".to_owned(),
    }
}
