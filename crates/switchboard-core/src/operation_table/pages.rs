use std::convert::Infallible;

use serde_json::Value;

use crate::call::Call;
use crate::decode::{self, Body};
use crate::pages::{PageInfo, PageRules, Pages};

/// How pages of JSON follow each other, and where things stand on a page, by JSON pointer (RFC 6901).
#[derive(Debug)]
pub struct PageEntry {
    /// How the next page is asked for.
    pub rules: PageRules,
    /// Where the items stand.
    pub items: &'static str,
    /// Where the cursor of the next page stands.
    pub cursor: Option<&'static str>,
    /// Where the number of the page stands.
    pub number: Option<&'static str>,
    /// Where the page tells for how many items it has room.
    pub size: Option<&'static str>,
}

impl PageEntry {
    /// The pages of the list that this call begins to read, each as the items on it, nothing of which is lost.
    pub fn walk(&'static self, call: Call) -> Pages<Vec<Value>, Infallible> {
        let read = |body: &Body| {
            let mut page: Value = decode::json(body)?;
            let info = self.info(&page);
            let items = page.pointer_mut(self.items).map(Value::take);
            Ok((if let Some(Value::Array(items)) = items { items } else { Vec::new() }, info))
        };
        Pages::reading(call, &self.rules, Box::new(read), decode::unread)
    }

    fn info(&self, page: &Value) -> PageInfo {
        let at = |place: Option<&str>| place.and_then(|place| page.pointer(place));
        PageInfo {
            items: page.pointer(self.items).and_then(Value::as_array).map_or(0, Vec::len),
            cursor: at(self.cursor).and_then(|cursor| match cursor {
                Value::String(text) => Some(text.clone()),
                Value::Number(number) => Some(number.to_string()),
                _ => None,
            }),
            number: at(self.number).and_then(Value::as_i64),
            size: at(self.size).and_then(Value::as_i64),
        }
    }
}
