//! What `x-pagination` says, and where on a page it leads. That the extension itself is well written is known from lint.

use serde_json::Value;

use super::super::{
    AnswerBody, BodyKind, FieldPath, Operation, PageEnd, PageStyle, Pagination, Problem, Schema, StatusRange, Step,
    Type,
};
use crate::document::Pointer;

/// Reads how the pages of an operation follow each other.
pub(super) fn read(
    document: &Value,
    operation: &Operation,
    schemas: &[Schema],
    problems: &mut Vec<Problem>,
) -> Option<Pagination> {
    let at = operation.at.join("x-pagination");
    let extension = at.resolve(document)?;
    match page_type(operation) {
        Ok(page) => {
            let reading = Reading { document, schemas, extension, at, page };
            reading.pagination().map_err(|problem| problems.push(problem)).ok()
        }
        Err(message) => {
            problems.push(Problem::new(at, message, "declare one JSON body for all of its successes"));
            None
        }
    }
}

/// What a success gives, where it always gives the same.
fn page_type(operation: &Operation) -> Result<Type, &'static str> {
    let answers = || operation.responses.iter().filter(|response| response.statuses.is_answer());
    let otherwise = operation.responses.iter().find(|response| response.statuses == StatusRange::Default);
    let first = answers().next().or(otherwise).map(|response| &response.bodies);
    if answers().any(|response| Some(&response.bodies) != first) {
        return Err("an operation with pages has several kinds of success");
    }
    match first.map(Vec::as_slice) {
        Some([AnswerBody { kind: BodyKind::Json(page), .. }]) => Ok(page.clone()),
        _ => Err("an operation with pages has no success with a JSON body"),
    }
}

struct Reading<'d> {
    document: &'d Value,
    schemas: &'d [Schema],
    extension: &'d Value,
    at: Pointer,
    page: Type,
}

impl Reading<'_> {
    fn pagination(&self) -> Result<Pagination, Problem> {
        let items = self.required("items")?;
        let Type::List(item) = items.kind.clone() else {
            return Err(self.problem("items", "is no list", "point to the array that holds what is listed"));
        };
        let cursor = self.field("cursor")?;
        if !cursor.iter().all(|cursor| matches!(cursor.kind, Type::String | Type::Integer(_) | Type::Uuid)) {
            return Err(self.problem("cursor", "is no cursor", "point to a string or an integer without a format"));
        }
        let (number, size) = (self.integer("page")?, self.integer("size")?);
        Ok(Pagination {
            style: self.style(),
            size_parameter: self.text("/request/size").map(str::to_owned),
            ends: self.ends(),
            description: self.text("/description").unwrap_or_default().to_owned(),
            page: self.page.clone(),
            item: *item,
            items,
            cursor,
            number,
            size,
        })
    }

    fn style(&self) -> PageStyle {
        let parameter = |pointer| self.text(pointer).unwrap_or_default().to_owned();
        match self.text("/style") {
            Some("page") => {
                let first = self.extension.get("firstPage").and_then(Value::as_i64).unwrap_or_default();
                PageStyle::Number(parameter("/request/page"), first)
            }
            _ => PageStyle::Cursor(parameter("/request/cursor")),
        }
    }

    fn ends(&self) -> Vec<PageEnd> {
        let written = self.extension.get("endsAt").and_then(Value::as_array);
        let is_written = |end: &PageEnd| written.is_some_and(|ends| ends.iter().any(|name| name == end.names().0));
        PageEnd::ALL.into_iter().filter(is_written).collect()
    }

    fn text(&self, pointer: &str) -> Option<&str> {
        self.extension.pointer(pointer).and_then(Value::as_str)
    }

    fn required(&self, key: &str) -> Result<FieldPath, Problem> {
        self.field(key)?.ok_or_else(|| self.problem(key, "is not said", "point to it, such as `/data`"))
    }

    fn integer(&self, key: &str) -> Result<Option<FieldPath>, Problem> {
        let field = self.field(key)?;
        match field.iter().all(|field| matches!(field.kind, Type::Integer(_))) {
            true => Ok(field),
            false => Err(self.problem(key, "is no integer", "point to a property of type integer, or leave it out")),
        }
    }

    /// The way to a field of the page, by its JSON pointer.
    fn field(&self, key: &str) -> Result<Option<FieldPath>, Problem> {
        let Some(text) = self.text(&format!("/response/{key}")) else { return Ok(None) };
        let pointer: Pointer = text.parse().map_err(|_| {
            self.problem(key, "is no JSON pointer", "write it like `/data`, or `/meta/next` for what stands deeper")
        })?;
        let mut path = FieldPath { steps: Vec::new(), kind: self.page.clone() };
        for token in pointer.tokens() {
            let (step, kind) = self.step(&path.kind, &token).map_err(|(why, help)| self.problem(key, &why, &help))?;
            path.steps.push(step);
            path.kind = kind;
        }
        Ok(Some(path))
    }

    /// One step down, or why there is none and what to do.
    fn step(&self, from: &Type, name: &str) -> Result<(Step, Type), (String, String)> {
        let object = match from {
            Type::Named(object) => self.schemas.iter().find(|schema| schema.name == *object),
            _ => None,
        };
        let object = object.ok_or_else(|| {
            let why = format!("leads to {name:?} in what is no object with properties, but {}", from.in_words());
            (why, "describe the object with its properties, or point elsewhere".to_owned())
        })?;
        let property = object.properties().iter().find(|property| property.name == name).ok_or_else(|| {
            let names: Vec<String> =
                object.properties().iter().map(|property| format!("`{}`", property.name)).collect();
            let help = if names.is_empty() { "it has none".to_owned() } else { format!("it has {}", names.join(", ")) };
            (format!("leads to {name:?}, which {} does not have", object.name), help)
        })?;
        if object.sent && property.nullable && !property.required {
            let why = format!("leads through {name:?} of {}, which requests send too, and null clears it", object.name);
            return Err((why, "give the answer a schema of its own".to_owned()));
        }
        let step = Step {
            field: property.field.clone(),
            name: property.name.clone(),
            optional: property.nullable || !property.required,
        };
        Ok((step, property.kind.clone()))
    }

    fn problem(&self, key: &str, what: &str, help: &str) -> Problem {
        let of = match key {
            "items" => "where the items stand",
            "cursor" => "where the next cursor stands",
            "page" => "where the number of the page stands",
            _ => "where the size of the page stands",
        };
        let at = self.at.join("response");
        let at = if at.join(key).resolve(self.document).is_some() { at.join(key) } else { at };
        Problem::new(at, format!("{of} {what}"), help)
    }
}
