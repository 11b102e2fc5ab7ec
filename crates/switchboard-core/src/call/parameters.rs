//! How values get into the path, the query, headers and cookies.

use std::fmt::Display;

use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{HeaderName, HeaderValue};
use serde::Serialize;

use super::{Call, Refused};
use crate::request::{PathParameter, Style, Value};

const COUNTED: &str = "its length is counted, and no header can say otherwise";

impl Call {
    /// Gives a path parameter its value.
    #[must_use]
    pub fn path(mut self, name: &'static str, value: &dyn Display) -> Self {
        self.path.push(PathParameter::new(name, &value.to_string()));
        self
    }

    /// Gives a path parameter its value, written in this style.
    #[must_use]
    pub fn path_as<T: Serialize + ?Sized>(mut self, name: &'static str, style: Style, value: &T) -> Self {
        if let Some(value) = self.value_of(name, value) {
            self.path.push(PathParameter::encoded(name, style.in_path(name, &value)));
        }
        self
    }

    /// Gives a query parameter its value, in place of one given before.
    #[must_use]
    pub fn query(mut self, name: &'static str, value: &dyn Display) -> Self {
        self.query.set(name, vec![value.to_string()]);
        self
    }

    /// Gives a query parameter its values; the name is repeated for each of them.
    #[must_use]
    pub fn query_list<T: Display>(mut self, name: &'static str, values: impl IntoIterator<Item = T>) -> Self {
        self.query.set(name, values.into_iter().map(|value| value.to_string()).collect());
        self
    }

    /// Gives a query parameter its value, written in this style, in place of one given before.
    #[must_use]
    pub fn query_as<T: Serialize + ?Sized>(mut self, name: &'static str, style: Style, value: &T) -> Self {
        if let Some(value) = self.value_of(name, value) {
            self.query.set_pairs(name, style.pairs(name, &value));
        }
        self
    }

    /// Sets a header of this call, in place of one set before.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            (Ok(CONTENT_LENGTH | TRANSFER_ENCODING), _) => self.refused = Some(Refused::Body(COUNTED)),
            (Ok(name), Ok(mut value)) => {
                // The value may be a secret.
                value.set_sensitive(true);
                self.headers.insert(name, value);
            }
            _ => self.refused = Some(Refused::Header),
        }
        self
    }

    /// Sets a header of this call to a value that is written in this style, in place of one set before.
    #[must_use]
    pub fn header_as<T: Serialize + ?Sized>(mut self, name: &'static str, style: Style, value: &T) -> Self {
        match self.value_of(name, value) {
            Some(value) => self.header(name, &style.in_header(&value)),
            None => self,
        }
    }

    /// Gives a cookie its value, written in this style, in place of one given before.
    #[must_use]
    pub fn cookie_as<T: Serialize + ?Sized>(mut self, name: &'static str, style: Style, value: &T) -> Self {
        if let Some(value) = self.value_of(name, value) {
            self.cookies.retain(|(known, _)| *known != name);
            self.cookies.push((name, style.pairs(name, &value)));
        }
        self
    }

    fn value_of<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Option<Value> {
        let value = Value::of(value);
        if value.is_none() {
            self.refused = Some(Refused::Parameter(name));
        }
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Client;
    use crate::request::{Api, Operation};

    static API: Api = Api {
        name: "example",
        user_agent: "example/1.0",
        default_base_url: Some("http://localhost"),
        usual_prefix: "",
        security_schemes: &[],
    };
    static OPERATION: Operation = Operation {
        api: &API,
        id: "op",
        method_name: "op",
        http_method: http::Method::POST,
        path: "/",
        idempotent: false,
        accept: "*/*",
        security: &[],
        answers_with_body: false,
        declared_redirects: &[],
    };

    #[test]
    fn no_header_says_how_long_a_body_is_but_our_own() {
        let call = Call::new(&Client::builder(&API).build().unwrap(), &OPERATION).json("text");
        for name in ["content-length", "Transfer-Encoding"] {
            let error = call.clone().header(name, "3").into_request().err().unwrap();
            assert!(error.to_string().contains("its length is counted"), "{error}");
        }
        assert!(call.header("x-length", "3").into_request().is_ok());
    }
}
