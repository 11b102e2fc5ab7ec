use percent_encoding::utf8_percent_encode;

use super::path::RESERVED;

/// The query of a request, in the order in which parameters were first set.
#[derive(Clone, Default)]
pub(crate) struct Query {
    parameters: Vec<(&'static str, Values)>,
}

/// What a parameter is sent as.
#[derive(Clone)]
enum Values {
    /// Values, each after the parameter's name.
    Plain(Vec<String>),
    /// Encoded pairs, whose names may be others than the parameter's.
    Pairs(Vec<String>),
}

impl Query {
    /// Sets a parameter; what was set under that name before is replaced. Several values repeat the name, as OpenAPI's
    /// `style: form` with `explode: true` says.
    pub(crate) fn set(&mut self, name: &'static str, values: Vec<String>) {
        self.replace(name, Values::Plain(values));
    }

    /// Sets a credential, in place of whatever else has its name: the properties of a parameter can have any.
    pub(crate) fn set_credential(&mut self, name: &'static str, secret: &str) {
        let start = format!("{}=", utf8_percent_encode(name, RESERVED));
        for (_, values) in &mut self.parameters {
            if let Values::Pairs(pairs) = values {
                pairs.retain(|pair| !pair.starts_with(&start));
            }
        }
        self.set(name, vec![secret.to_owned()]);
    }

    /// Sets a parameter to pairs `name=value` that are encoded already.
    pub(crate) fn set_pairs(&mut self, name: &'static str, pairs: Vec<String>) {
        self.replace(name, Values::Pairs(pairs));
    }

    fn replace(&mut self, name: &'static str, values: Values) {
        match self.parameters.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = values,
            None => self.parameters.push((name, values)),
        }
    }

    /// The first value of a parameter.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        match self.parameters.iter().find(|(known, _)| *known == name)? {
            (_, Values::Plain(values)) => values.first().map(String::as_str),
            (_, Values::Pairs(_)) => None,
        }
    }

    /// Each parameter with the pairs that are sent for it, encoded.
    #[cfg(feature = "mock")]
    pub(crate) fn pairs(&self) -> Vec<(&'static str, Vec<String>)> {
        let alone = |parameter: &(&'static str, Values)| {
            let query = Self { parameters: vec![parameter.clone()] };
            let pairs = query.encode().unwrap_or_default();
            (parameter.0, pairs.split('&').filter(|pair| !pair.is_empty()).map(str::to_owned).collect())
        };
        self.parameters.iter().map(alone).collect()
    }

    /// The encoded query, or nothing where no parameter is set. A space is `%20`: unlike `+`, every server reads it.
    pub(crate) fn encode(&self) -> Option<String> {
        let mut text = String::new();
        let mut add = |pair: &mut dyn Iterator<Item = &str>| {
            if !text.is_empty() {
                text.push('&');
            }
            text.extend(pair);
        };
        for (name, values) in &self.parameters {
            match values {
                Values::Plain(values) => values.iter().for_each(|value| {
                    let (name, value) = (utf8_percent_encode(name, RESERVED), utf8_percent_encode(value, RESERVED));
                    add(&mut name.chain(["="]).chain(value));
                }),
                Values::Pairs(pairs) => pairs.iter().for_each(|pair| add(&mut std::iter::once(pair.as_str()))),
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
    fn pairs_stand_where_their_parameter_was_first_set_and_can_be_replaced() {
        let mut query = Query::default();
        query.set_pairs("filter", vec!["filter%5Ba%5D=1".to_owned(), "b=2".to_owned()]);
        query.set("after", vec!["1".to_owned()]);
        assert_eq!(query.encode().as_deref(), Some("filter%5Ba%5D=1&b=2&after=1"));
        query.set("filter", vec!["c".to_owned()]);
        assert_eq!((query.encode().as_deref(), query.get("filter")), (Some("filter=c&after=1"), Some("c")));
    }

    #[test]
    fn nothing_stands_beside_a_credential_under_its_name() {
        let mut query = Query::default();
        query.set_pairs("labels", vec!["api_key=other".to_owned(), "api=1".to_owned()]);
        query.set("api_key", vec!["another".to_owned()]);
        query.set_credential("api_key", "secret");
        assert_eq!(query.encode().as_deref(), Some("api=1&api_key=secret"));
    }

    #[test]
    fn an_empty_query_is_no_query() {
        let mut query = Query::default();
        query.set("types", Vec::new());
        assert_eq!(query.encode(), None);
    }
}
