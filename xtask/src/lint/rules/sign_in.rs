//! An `x-sign-in` names an operation that can be called with a user name and a password alone, and places that its
//! body and its answer have. Nobody could sign in otherwise, and that would show at run time only.

use serde_json::{Map, Value};

use crate::document::Pointer;
use crate::lint::finding::Finding;
use crate::lint::grammar::Kind;
use crate::lint::places::{Operation, Places};

const HELP: &str = "write `x-sign-in: {operation: <operationId>, request: {user: /username, password: /password}, \
                    answer: {token: /token, expires: jwt}}`; ARCHITECTURE.md has all of it";

/// The places that each half may name, and whether it must.
const REQUEST: &[(&str, bool)] = &[("user", true), ("password", true), ("refreshToken", false)];
const ANSWER: &[(&str, bool)] = &[("token", true), ("refreshToken", false), ("expires", false), ("issued", false)];

pub(super) fn check(places: &Places<'_>, findings: &mut Vec<Finding>) {
    for scheme in places.of(Kind::SecurityScheme) {
        let Some(extension) = scheme.members.get("x-sign-in").and_then(Value::as_object) else { continue };
        let name = scheme.pointer.split_last().map(|(_, name)| name.into_owned()).unwrap_or_default();
        let at = scheme.pointer.join("x-sign-in");
        if !is_bearer(scheme.members) {
            let message = format!("the token that x-sign-in gets can only be sent as Bearer, which {name:?} is not");
            findings.push(Finding::error(at.clone(), message, "make it `type: http` with `scheme: bearer`"));
        }
        Check { places, extension, at: &at, findings }.all(&name);
    }
}

fn is_bearer(scheme: &Map<String, Value>) -> bool {
    let text = |key: &str| scheme.get(key).and_then(Value::as_str).unwrap_or_default();
    text("type") == "http" && text("scheme").eq_ignore_ascii_case("bearer")
}

struct Check<'c, 'd> {
    places: &'c Places<'d>,
    extension: &'d Map<String, Value>,
    at: &'c Pointer,
    findings: &'c mut Vec<Finding>,
}

impl<'c, 'd> Check<'c, 'd> {
    fn all(&mut self, scheme: &str) {
        self.refuse_unknown(self.extension, self.at.clone(), &["operation", "request", "answer"]);
        let request = self.half("request", REQUEST);
        let answer = self.half("answer", ANSWER);
        self.lifetime(&answer);
        let has = |half: &[(&str, &str)]| half.iter().any(|(name, _)| *name == "refreshToken");
        if has(&request) != has(&answer) {
            let message = "a refresh token that is got must have a place to be sent, and the other way round";
            self.error(
                self.at.clone(),
                message.to_owned(),
                "give both request and answer a `refreshToken`, or neither",
            );
        }
        let Some(operation) = self.operation(scheme) else { return };
        let body = operation.members.get("requestBody").and_then(|body| self.schema_of(body));
        self.lead_somewhere("request", &request, body, "the request body of", operation);
        let answers = operation.members.get("responses");
        let answer_schema = answers
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .find_map(|(status, response)| status.starts_with('2').then(|| self.schema_of(response)).flatten());
        self.lead_somewhere("answer", &answer, answer_schema, "the success that is declared for", operation);
    }

    /// The places of one half that are written as they should be.
    fn half(&mut self, half: &'static str, fields: &[(&'static str, bool)]) -> Vec<(&'static str, &'d str)> {
        let at = self.at.join(half);
        let Some(members) = self.extension.get(half).and_then(Value::as_object) else {
            self.error(self.at.clone(), format!("x-sign-in has no object {half:?}"), HELP);
            return Vec::new();
        };
        self.refuse_unknown(members, at.clone(), &fields.iter().map(|(name, _)| *name).collect::<Vec<_>>());
        let mut found = Vec::new();
        for (name, required) in fields {
            match members.get(*name).map(|place| (place, place.as_str())) {
                Some((_, Some("jwt"))) if *name == "expires" => found.push((*name, "jwt")),
                Some((_, Some(place))) if is_place(place) => found.push((*name, place)),
                Some((place, _)) => {
                    let message = format!("{name} is no JSON pointer to a member: {place}");
                    self.error(at.join(name), message, "write it like `/token`");
                }
                None if *required => self.error(at.clone(), format!("x-sign-in does not say where {name} is"), HELP),
                None => {}
            }
        }
        found
    }

    fn lifetime(&mut self, answer: &[(&str, &str)]) {
        let find = |wanted: &str| answer.iter().find(|(name, _)| *name == wanted).map(|(_, place)| *place);
        let in_answer = find("expires").is_some_and(|place| place != "jwt");
        if in_answer != find("issued").is_some() {
            let message = "a token's life is told by `expires: jwt`, or by `expires` and `issued` together";
            let help = "clocks differ, so the time of expiry alone says nothing: give both places, or `jwt`";
            self.error(self.at.join("answer"), message.to_owned(), help);
        }
    }

    /// The operation, where there is one that can be called so.
    fn operation(&mut self, scheme: &str) -> Option<&'c Operation<'d>> {
        let Some(id) = self.extension.get("operation").and_then(Value::as_str) else {
            self.error(self.at.clone(), "x-sign-in does not say by which operation".to_owned(), HELP);
            return None;
        };
        let at = self.at.join("operation");
        let is_it = |operation: &&Operation<'_>| operation.members.get("operationId").is_some_and(|it| it == id);
        let places = self.places;
        let Some(operation) = places.operations.iter().find(is_it) else {
            self.error(at, format!("there is no operation {id:?} to sign in by"), "name it by its operationId");
            return None;
        };
        if let Some(parameter) = self.required_parameter(operation) {
            let message = format!("{id:?} cannot be called to sign in: it requires the parameter {parameter:?}");
            self.error(at.clone(), message, "name an operation that takes nothing but a body");
        }
        let security = operation.members.get("security").or_else(|| places.root.get("security"));
        let needs = |alternative: &Value| alternative.get(scheme).is_some();
        if security.and_then(Value::as_array).is_some_and(|alternatives| alternatives.iter().any(needs)) {
            let message = format!("{id:?} cannot be called to sign in: it asks for {scheme:?} itself");
            self.error(at, message, "give it `security: []`, or the schemes that it really asks for");
        }
        Some(operation)
    }

    fn required_parameter(&self, operation: &Operation<'d>) -> Option<&'d str> {
        let lists = [operation.item.get("parameters"), operation.members.get("parameters")];
        let all = lists.into_iter().flatten().filter_map(Value::as_array).flatten();
        let mut required = all
            .filter_map(|parameter| self.places.resolved(parameter))
            .filter(|parameter| parameter.get("required") == Some(&Value::Bool(true)));
        required.find_map(|parameter| parameter.get("name")?.as_str())
    }

    /// The schema of the JSON that a request body or a response holds.
    fn schema_of(&self, holder: &'d Value) -> Option<&'d Value> {
        let content = self.places.resolved(holder)?.get("content")?.as_object()?;
        content.iter().find(|(media_type, _)| media_type.contains("json"))?.1.get("schema")
    }

    fn lead_somewhere(
        &mut self,
        half: &str,
        named: &[(&str, &str)],
        schema: Option<&'d Value>,
        what: &str,
        operation: &Operation<'_>,
    ) {
        let id = operation.members.get("operationId").and_then(Value::as_str).unwrap_or_default();
        let Some(schema) = schema else {
            let help = "describe it with a JSON media type and a schema";
            self.error(self.at.join("operation"), format!("{what} {id:?} holds no JSON to sign in with"), help);
            return;
        };
        for (name, place) in named.iter().filter(|(_, place)| *place != "jwt") {
            let tokens: Vec<_> = place.parse::<Pointer>().iter().flat_map(Pointer::tokens).map(String::from).collect();
            if !has(self.places, schema, &tokens, 0) {
                let message = format!("{what} {id:?} has nothing at `{place}`");
                self.error(self.at.join(half).join(name), message, "name a property that the schema declares");
            }
        }
    }

    fn refuse_unknown(&mut self, members: &Map<String, Value>, at: Pointer, known: &[&str]) {
        for name in members.keys().filter(|name| !known.contains(&name.as_str())) {
            let help = format!("it has {}", known.join(", "));
            self.findings.push(Finding::error(at.join(name), format!("x-sign-in knows no {name:?}"), help));
        }
    }

    fn error(&mut self, at: Pointer, message: String, help: &str) {
        self.findings.push(Finding::error(at, message, help));
    }
}

fn is_place(text: &str) -> bool {
    text.starts_with('/') && text.parse::<Pointer>().is_ok()
}

/// Whether a schema declares the property at the end of this way, itself or in one of its parts.
fn has<'d>(places: &Places<'d>, schema: &'d Value, tokens: &[String], depth: u8) -> bool {
    const DEEPEST: u8 = 32;
    let Some((first, rest)) = tokens.split_first() else { return true };
    let Some(schema) = places.resolved(schema).filter(|_| depth < DEEPEST) else { return false };
    if let Some(property) = schema.get("properties").and_then(|properties| properties.get(first)) {
        return has(places, property, rest, depth + 1);
    }
    let parts = ["allOf", "anyOf", "oneOf"].into_iter().filter_map(|key| schema.get(key)?.as_array()).flatten();
    parts.into_iter().any(|part| has(places, part, tokens, depth + 1))
}
