//! An `x-pagination` says all that is needed to walk through a list, and nothing that would be left unread: a list that
//! ends too early loses messages without a word. Where it leads on a page is looked at once the document is normalised.

use serde_json::{Map, Value};

use crate::document::Pointer;
use crate::lint::finding::Finding;
use crate::lint::places::{Operation, Places};
use crate::model::PageEnd;

const HELP: &str = "see the section on pages in ARCHITECTURE.md";

/// What belongs to one style of pages.
struct Style {
    name: &'static str,
    /// The parameter that asks for the next page, and of which types it may be.
    parameter: (&'static str, &'static [&'static str]),
    members: &'static [&'static str],
    response: &'static [&'static str],
    /// What may end the list, and the field of the answer that is needed to know it.
    ends: &'static [(PageEnd, Option<&'static str>)],
}

const STYLES: [Style; 2] = [
    Style {
        name: "cursor",
        parameter: ("cursor", &["string", "integer"]),
        members: &["style", "request", "response", "endsAt", "description"],
        response: &["items", "cursor"],
        ends: &[(PageEnd::NoCursor, Some("cursor")), (PageEnd::EmptyPage, None)],
    },
    Style {
        name: "page",
        parameter: ("page", &["integer"]),
        members: &["style", "request", "response", "firstPage", "endsAt", "description"],
        response: &["items", "page", "size", "cursor"],
        ends: &[
            (PageEnd::ShortPage, Some("size")),
            (PageEnd::RepeatedPage, None),
            (PageEnd::EmptyPage, None),
            (PageEnd::NoCursor, Some("cursor")),
        ],
    },
];

pub(super) fn check(places: &Places<'_>, findings: &mut Vec<Finding>) {
    for operation in &places.operations {
        if let Some(extension) = operation.members.get("x-pagination").and_then(Value::as_object) {
            let at = operation.pointer.join("x-pagination");
            Reading { places, operation, extension, at, findings }.check();
        }
    }
}

struct Reading<'p, 'd, 'f> {
    places: &'p Places<'d>,
    operation: &'p Operation<'d>,
    extension: &'d Map<String, Value>,
    at: Pointer,
    findings: &'f mut Vec<Finding>,
}

impl<'d> Reading<'_, 'd, '_> {
    fn check(&mut self) {
        if self.operation.members.contains_key("x-websocket") {
            self.complain(self.at.clone(), "a socket has no pages", "remove x-pagination or x-websocket");
        }
        let written = self.extension.get("style").and_then(Value::as_str);
        let Some(style) = STYLES.iter().find(|style| Some(style.name) == written) else {
            let at = self.nearest("style");
            self.complain(at, "the style of pages is neither `cursor` nor `page`", HELP);
            return;
        };
        self.members(self.extension, self.at.clone(), style.members, style);
        self.request(style);
        self.response(style);
        self.ends(style);
        let first = self.extension.get("firstPage");
        if style.members.contains(&"firstPage") && !first.is_some_and(Value::is_i64) {
            let at = self.nearest("firstPage");
            self.complain(
                at,
                "`firstPage` does not say the number of the first page",
                "write 0 or 1, as the API counts",
            );
        }
        if self.extension.get("description").is_some_and(|description| !description.is_string()) {
            self.complain(self.at.join("description"), "`description` must be a string", HELP);
        }
    }

    fn request(&mut self, style: &Style) {
        let Some((request, at)) = self.object("request") else { return };
        let (name, types) = style.parameter;
        self.members(request, at.clone(), &[name, "size"], style);
        if !request.contains_key(name) {
            let message = format!("`request` does not say which parameter takes the {name}");
            self.complain(at.clone(), &message, HELP);
        }
        for (key, types) in [(name, types), ("size", &["integer"][..])] {
            if let Some(parameter) = request.get(key) {
                self.parameter(parameter, at.join(key), types);
            }
        }
    }

    /// The named parameter is one of the operation, in its query, and of such a type.
    fn parameter(&mut self, name: &Value, at: Pointer, types: &[&str]) {
        let item = self.operation.item.get("parameters").and_then(Value::as_array).into_iter().flatten();
        let own = self.operation.members.get("parameters").and_then(Value::as_array).into_iter().flatten();
        let query: Vec<&Value> = own
            .chain(item)
            .filter_map(|parameter| self.places.resolved(parameter))
            .filter(|parameter| parameter.get("in").and_then(Value::as_str) == Some("query"))
            .collect();
        let Some(parameter) = query.iter().find(|parameter| parameter.get("name") == Some(name)) else {
            let names: Vec<&str> = query.iter().filter_map(|parameter| parameter.get("name")?.as_str()).collect();
            let message = format!("the operation has no query parameter {name}");
            self.complain(at, &message, &format!("name one of its query parameters: {}", names.join(", ")));
            return;
        };
        let schema = parameter.get("schema").and_then(|schema| self.places.resolved(schema));
        let found = schema.and_then(|schema| schema.get("type")).and_then(Value::as_str);
        if let Some(found) = found.filter(|found| !types.contains(found)) {
            let message = format!("the parameter {name} is of type {found}, and not {}", types.join(" or "));
            self.complain(at, &message, "name the parameter that asks for the next page, and give it that type");
        }
    }

    fn response(&mut self, style: &Style) {
        let Some((response, at)) = self.object("response") else { return };
        self.members(response, at.clone(), style.response, style);
        for (key, pointer) in response.iter().filter(|(_, pointer)| !pointer.is_string()) {
            let message = format!("{key} must be a JSON pointer into the answer, and is {pointer}");
            self.complain(at.join(key), &message, "write it like `/data`");
        }
        if !response.contains_key("items") {
            self.complain(at, "`response` does not say where the items of a page stand", "add `items: /data`, or so");
        }
    }

    fn ends(&mut self, style: &Style) {
        let written = self.extension.get("endsAt").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let known: Vec<&str> = style.ends.iter().map(|(end, _)| end.names().0).collect();
        if written.is_empty() {
            let at = self.nearest("endsAt");
            let help = format!("list what ends the list: {}", known.join(", "));
            self.complain(at, "nothing says where the list ends", &help);
            return;
        }
        let at = self.at.join("endsAt");
        for (index, name) in written.iter().enumerate() {
            let Some((_, needed)) = style.ends.iter().find(|(end, _)| name == end.names().0) else {
                let message = format!("{name} does not end a list of the style `{}`", style.name);
                self.complain(at.join(index), &message, &format!("such a list ends at {}", known.join(", ")));
                continue;
            };
            let response = self.extension.get("response");
            if let Some(needed) =
                needed.filter(|needed| response.is_some_and(|response| response.get(needed).is_none()))
            {
                let message = format!("{name} cannot be seen: `response` does not say where `{needed}` stands");
                self.complain(at.join(index), &message, "add it to `response`, or end the list otherwise");
            }
        }
        let no_cursor = PageEnd::NoCursor.names().0;
        if style.name == "cursor" && !written.iter().any(|name| name == no_cursor) {
            let message = "without a next cursor there is no next page, so the list ends there too";
            self.complain(at, message, "add noCursor to endsAt");
        }
    }

    /// A member that must be an object.
    fn object(&mut self, key: &str) -> Option<(&'d Map<String, Value>, Pointer)> {
        let found = self.extension.get(key).and_then(Value::as_object);
        if found.is_none() {
            let at = self.nearest(key);
            self.complain(at, &format!("x-pagination has no object `{key}`"), HELP);
        }
        found.map(|object| (object, self.at.join(key)))
    }

    /// Whatever is not read would be believed to work.
    fn members(&mut self, object: &Map<String, Value>, at: Pointer, known: &[&str], style: &Style) {
        for key in object.keys().filter(|key| !known.contains(&key.as_str())) {
            let message = format!("{key:?} says nothing about pages of the style `{}`", style.name);
            self.complain(at.join(key), &message, &format!("known here are {}", known.join(", ")));
        }
    }

    fn nearest(&self, key: &str) -> Pointer {
        if self.extension.contains_key(key) { self.at.join(key) } else { self.at.clone() }
    }

    fn complain(&mut self, at: Pointer, message: &str, help: &str) {
        self.findings.push(Finding::error(at, message, help));
    }
}
