use percent_encoding::utf8_percent_encode;

use super::path::RESERVED;

/// The query of a request, in the order in which parameters were first set.
#[derive(Clone, Default)]
pub(crate) struct Query {
    pairs: Vec<(&'static str, Vec<String>)>,
}

impl Query {
    /// Sets a parameter; what was set under that name before is replaced. Several values repeat the name, as OpenAPI's
    /// `style: form` with `explode: true` says.
    pub(crate) fn set(&mut self, name: &'static str, values: Vec<String>) {
        match self.pairs.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = values,
            None => self.pairs.push((name, values)),
        }
    }

    /// The first value of a parameter.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let (_, values) = self.pairs.iter().find(|(known, _)| *known == name)?;
        values.first().map(String::as_str)
    }

    /// The encoded query, or nothing where no parameter is set. A space is `%20`: unlike `+`, every server reads it.
    pub(crate) fn encode(&self) -> Option<String> {
        let mut text = String::new();
        for (name, values) in &self.pairs {
            for value in values {
                if !text.is_empty() {
                    text.push('&');
                }
                text.extend(utf8_percent_encode(name, RESERVED));
                text.push('=');
                text.extend(utf8_percent_encode(value, RESERVED));
            }
        }
        (!text.is_empty()).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_set_twice_keeps_its_last_value() {
        let mut query = Query::default();
        query.set("includeInactive", vec!["true".to_owned()]);
        query.set("after", vec!["1".to_owned()]);
        query.set("includeInactive", vec!["false".to_owned()]);
        assert_eq!(query.encode().as_deref(), Some("includeInactive=false&after=1"));
    }

    #[test]
    fn values_are_encoded_and_arrays_repeat_the_name() {
        let mut query = Query::default();
        query.set("types", vec!["a b".to_owned(), "c&d=e+f".to_owned()]);
        assert_eq!(query.encode().as_deref(), Some("types=a%20b&types=c%26d%3De%2Bf"));
    }

    #[test]
    fn an_empty_query_is_no_query() {
        let mut query = Query::default();
        query.set("types", Vec::new());
        assert_eq!(query.encode(), None);
    }
}
