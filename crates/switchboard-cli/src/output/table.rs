use comfy_table::{ContentArrangement, Table, presets};
use serde_json::{Map, Value};

use super::visible;

/// How wide a column has to be for people to read it.
const READABLE: usize = 12;

/// A value as a person reads it: a list of objects as rows, an object by its properties. It is as wide as the terminal at
/// most, where there is one.
pub(super) fn of(value: &Value, width: Option<u16>) -> String {
    match value {
        Value::Array(items) if items.is_empty() => "nothing".to_owned(),
        Value::Array(items) => rows(items, width),
        Value::Object(object) => match only_list(object) {
            Some((name, items)) => with_list(object, name, items, width),
            None => properties(object.iter(), width),
        },
        other => cell(other),
    }
}

/// The one list of objects in an object: what the answer is about.
fn only_list(object: &Map<String, Value>) -> Option<(&String, &Vec<Value>)> {
    let mut lists = object.iter().filter_map(|(name, value)| Some((name, value.as_array()?)));
    let only = lists.next()?;
    let is_only = lists.next().is_none();
    Some(only).filter(|(_, items)| is_only && !items.is_empty() && items.iter().all(Value::is_object))
}

fn with_list(object: &Map<String, Value>, name: &String, items: &[Value], width: Option<u16>) -> String {
    let others: Vec<_> = object.iter().filter(|(other, _)| *other != name).collect();
    if others.is_empty() {
        return rows(items, width);
    }
    format!("{}\n{}:\n{}", properties(others.into_iter(), width), visible(name), rows(items, width))
}

fn rows(items: &[Value], width: Option<u16>) -> String {
    let mut columns: Vec<&String> = Vec::new();
    for name in items.iter().filter_map(Value::as_object).flat_map(Map::keys) {
        if !columns.contains(&name) {
            columns.push(name);
        }
    }
    if columns.is_empty() {
        return items.iter().map(cell).collect::<Vec<_>>().join("\n");
    }
    // Too many columns for the terminal: each item is a table of its own.
    if width.is_some_and(|width| columns.len() * READABLE > usize::from(width)) {
        let each = |item: &Value| item.as_object().map_or_else(|| cell(item), |item| properties(item.iter(), width));
        return items.iter().map(each).collect::<Vec<_>>().join("\n");
    }
    let mut table = begin(width);
    table.set_header(columns.iter().map(|name| visible(name).into_owned()));
    for item in items {
        table.add_row(columns.iter().map(|name| item.get(name.as_str()).map_or_else(String::new, cell)));
    }
    table.to_string()
}

fn properties<'a>(properties: impl Iterator<Item = (&'a String, &'a Value)>, width: Option<u16>) -> String {
    let mut table = begin(width);
    for (name, value) in properties {
        table.add_row([visible(name).into_owned(), cell(value)]);
    }
    table.to_string()
}

fn begin(width: Option<u16>) -> Table {
    let mut table = Table::new();
    if let Some(width) = width {
        table.set_width(width);
    }
    table.load_style(presets::UTF8_BORDERS_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    table
}

/// A value in a cell: text as it reads, whatever has parts as JSON.
fn cell(value: &Value) -> String {
    let text = match value {
        Value::Null => return String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    visible(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_list_has_a_column_for_each_property_that_any_item_has() {
        let table = of(&json!([{"id": 1, "text": "hello"}, {"id": 2, "from": {"name": "bob"}}]), None);
        for word in ["id", "text", "from", "hello", r#"{"name":"bob"}"#] {
            assert!(table.contains(word), "{word} in\n{table}");
        }
    }

    #[test]
    fn an_answer_around_one_list_shows_both() {
        let table = of(&json!({"cursor": "next", "messages": [{"id": "m1"}]}), None);
        assert!(table.contains("cursor") && table.contains("messages:") && table.contains("m1"), "{table}");
    }

    #[test]
    fn nothing_of_a_server_steers_the_terminal() {
        assert!(!of(&json!([{"\u{1b}[0m": "\u{1b}[2J"}]), None).contains('\u{1b}'));
    }

    #[test]
    fn no_line_is_wider_than_the_terminal_and_nothing_is_cut() {
        let names = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel"];
        for count in [1, 3, 6, 8] {
            let item: Map<String, Value> =
                names[..count].iter().map(|name| ((*name).to_owned(), json!(name.repeat(9)))).collect();
            for value in [json!([item, item]), json!({"cursor": "c", "list": [item]}), json!(item)] {
                let table = of(&value, Some(80));
                assert!(table.lines().all(|line| line.chars().count() <= 80), "{table}");
                let letters = |name: &str| table.matches(|letter: char| name.starts_with(letter)).count();
                assert!(letters("alpha") >= 9 * 2 && table.contains(names[count - 1]), "{table}");
            }
        }
    }
}
