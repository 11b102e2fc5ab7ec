use std::collections::{HashMap, VecDeque};

use serde_json::Value;

use super::hoist_inline_schemas::operation_name;
use super::schemas::{component_of, components, escaped, operations, put_reference, without_what_is_of_the_place};
use crate::names::{Scope, camel};

/// Compositions inside of each other that would never end: `{allOf: [Node, …]}` as a property of `Node`, or two
/// schemas with properties of the same name that lead back to themselves. Each becomes a component, and refers to itself.
pub(super) struct Repeated {
    scope: Scope,
    /// What operations are called, by their JSON pointers.
    operations: HashMap<String, String>,
    /// Names of compositions, by what they are made of.
    named: HashMap<String, String>,
    /// The compositions that the visit is inside of, each with its pointer and what it is made of.
    open: Vec<(String, String)>,
    /// Named ones that have not been made yet.
    waiting: VecDeque<(String, Value)>,
    /// Where a named one stands that was found out too late.
    first: Vec<(String, String)>,
}

impl Repeated {
    pub(super) fn new(document: &mut Value) -> Self {
        let mut scope = Scope::default();
        components(document).into_iter().flatten().for_each(|(name, _)| scope.reserve(&camel(name)));
        let operations = operations(document)
            .map(|(path, method, operation)| {
                (format!("/paths/{}/{method}", escaped(&path)), operation_name(operation, method, &path))
            })
            .collect();
        Self { scope, operations, named: HashMap::new(), open: Vec::new(), waiting: VecDeque::new(), first: Vec::new() }
    }

    /// Whether the composition is a component of its own; there is a reference to it in its place then.
    pub(super) fn takes(&mut self, at: &str, schema: &mut Value) -> bool {
        /// Compositions inside of each other, above which each has a name.
        const DEEPEST: usize = 4;
        let is_below = |outer: &str| at.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'));
        while self.open.last().is_some_and(|(outer, _)| !is_below(outer)) {
            self.open.pop();
        }
        if !takes_in_components(schema) {
            return false;
        }
        let made_of = without_what_is_of_the_place(schema).to_string();
        let name = match self.named.get(&made_of) {
            Some(name) if !self.open.is_empty() || component_at(at).is_none() => name.clone(),
            Some(_) => {
                self.open.push((at.to_owned(), made_of));
                return false;
            }
            None => {
                let first = self.open.iter().find(|(_, open)| *open == made_of).map(|(first, _)| first.clone());
                if first.is_none() && self.open.len() < DEEPEST {
                    self.open.push((at.to_owned(), made_of));
                    return false;
                }
                let component = first.as_deref().and_then(component_at);
                let name = component.clone().unwrap_or_else(|| {
                    let name = self.scope.claim(&camel(&self.words(first.as_deref().unwrap_or(at))));
                    self.waiting.push_back((name.clone(), without_what_is_of_the_place(schema)));
                    name
                });
                self.first.extend(first.filter(|_| component.is_none()).map(|first| (first, name.clone())));
                self.named.insert(made_of, name.clone());
                name
            }
        };
        put_reference(schema, &name);
        true
    }

    /// The next component that has been named and not been made.
    pub(super) fn next(&mut self) -> Option<(String, Value)> {
        self.waiting.pop_front()
    }

    /// Puts references in the places where repeated compositions were met first.
    pub(super) fn settle(self, document: &mut Value) {
        for (at, name) in self.first {
            if let Some(schema) = document.pointer_mut(&at) {
                put_reference(schema, &name);
            }
        }
    }

    /// What a place is called: by the component or the operation, and the way from there.
    fn words(&self, at: &str) -> String {
        let mut tokens = at.split('/').skip(1);
        let start: Vec<&str> = tokens.by_ref().take(3).collect();
        let mut words = match self.operations.get(&format!("/{}", start.join("/"))) {
            Some(operation) => vec![operation.clone()],
            None => start.last().map(|name| name.replace("~1", "/").replace("~0", "~")).into_iter().collect(),
        };
        while let Some(token) = tokens.next() {
            match token {
                "properties" => words.extend(tokens.next().map(str::to_owned)),
                "items" => words.push("item".to_owned()),
                "additionalProperties" => words.push("value".to_owned()),
                "oneOf" | "anyOf" | "allOf" => words.extend(tokens.next().map(|index| format!("variant {index}"))),
                _ => {}
            }
        }
        words.join(" ")
    }
}

/// Name of the component that this is the pointer of.
fn component_at(at: &str) -> Option<String> {
    let name = at.strip_prefix("/components/schemas/").filter(|name| !name.contains('/'))?;
    Some(name.replace("~1", "/").replace("~0", "~"))
}

/// Whether components are taken into this composition.
fn takes_in_components(schema: &Value) -> bool {
    let parts = ["allOf", "oneOf", "anyOf"].into_iter().filter_map(|key| schema.get(key)?.as_array());
    parts.flatten().any(|part| component_of(part).is_some() || takes_in_components(part))
}
