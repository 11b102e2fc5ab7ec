use percent_encoding::utf8_percent_encode;

use crate::request::RESERVED;

/// What is expected of a query, of a form or of the cookies: encoded pairs `name=value`, by parameter. Other parameters may
/// be anything.
pub(super) struct Pairs {
    parameters: Vec<Parameter>,
}

struct Parameter {
    /// The parameter's own name, which those of its pairs need not be.
    name: &'static str,
    pairs: Vec<String>,
}

impl Pairs {
    pub(super) fn new(parameters: Vec<(&'static str, Vec<String>)>) -> Self {
        let parameters = parameters.into_iter().map(|(name, pairs)| Parameter { name, pairs });
        Self { parameters: parameters.collect() }
    }

    /// Says which parameter has not been sent as expected, if one has not. Values of one name have an order, and names have
    /// none.
    pub(super) fn check(&self, sent: &[&str], place: &str) -> Result<(), String> {
        for parameter in &self.parameters {
            let own = sent.iter().copied().filter(|pair| !pair.is_empty() && parameter.has(name_of(pair)));
            compare(&parameter.pairs, own.collect()).map_err(|(found, expected)| {
                format!("its {place} has {found}, where {name:?} is {expected}", name = parameter.name)
            })?;
        }
        Ok(())
    }

    /// Says whether something else has been sent than all of this.
    pub(super) fn check_whole(&self, sent: &[&str]) -> Result<(), String> {
        let expected: Vec<String> = self.parameters.iter().flat_map(|parameter| parameter.pairs.clone()).collect();
        let sent = sent.iter().copied().filter(|pair| !pair.is_empty()).collect();
        compare(&expected, sent).map_err(|(found, expected)| format!("its body has {found}, and not {expected}"))
    }
}

impl Parameter {
    /// Whether a pair of this name is one of the parameter's own: it has its name, or one that its value gives.
    fn has(&self, name: &str) -> bool {
        let own = utf8_percent_encode(self.name, RESERVED).to_string();
        let deep = format!("{own}%5B");
        let is_deep = self.pairs.iter().any(|pair| pair.starts_with(&deep));
        name == own || is_deep && name.starts_with(&deep) || self.pairs.iter().any(|pair| name_of(pair) == name)
    }
}

/// Both as people read them, where they differ.
fn compare(expected: &[String], mut found: Vec<&str>) -> Result<(), (String, String)> {
    let mut expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    expected.sort_by_key(|pair| name_of(pair));
    found.sort_by_key(|pair| name_of(pair));
    let written = |pairs: &[&str]| if pairs.is_empty() { "nothing".to_owned() } else { pairs.join("&") };
    if expected == found { Ok(()) } else { Err((written(&found), written(&expected))) }
}

fn name_of(pair: &str) -> &str {
    pair.split_once('=').map_or(pair, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &'static str, expected: &[&str], sent: &str) -> bool {
        let expected = expected.iter().map(|pair| (*pair).to_owned()).collect();
        Pairs::new(vec![(name, expected)]).check(&sent.split('&').collect::<Vec<_>>(), "query").is_ok()
    }

    #[test]
    fn values_of_one_name_have_an_order_and_nothing_is_left_over() {
        let expected = ["a=1", "a=2"];
        assert!(check("a", &expected, "b=0&a=1&c=3&a=2"));
        for sent in ["a=2&a=1", "a=1", "a=1&a=2&a=3", "a=12", "", "b=1&b=2"] {
            assert!(!check("a", &expected, sent), "{sent}");
        }
    }

    #[test]
    fn a_list_without_items_is_not_sent() {
        assert!(check("a", &[], "") && check("a", &[], "ab=1"));
        assert!(!check("a", &[], "a="));
    }

    #[test]
    fn the_names_in_an_object_are_compared_in_any_order() {
        let expected = ["f%5Bx%5D=1", "f%5By%5D=2"];
        assert!(check("f", &expected, "f%5By%5D=2&g=3&f%5Bx%5D=1"));
        for sent in ["f%5Bx%5D=1&f%5By%5D=2&f%5Bz%5D=3", "f%5Bx%5D=1", "f%5Bx%5D=1&f%5By%5D=2&f=3"] {
            assert!(!check("f", &expected, sent), "{sent}");
        }
        assert!(check("size", &["width=1"], "width=1&height=2") && !check("size", &["width=1"], "width=2"));
    }
}
