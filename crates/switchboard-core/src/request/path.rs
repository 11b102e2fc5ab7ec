use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the unreserved characters of RFC 3986, section 2.3, is encoded.
pub(crate) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// How long a path may be with its values encoded: half of what a URL has room for (`http::Uri` ends at 65,534 bytes).
/// Servers give up far earlier, such as Kestrel after a request line of 8 KiB.
const LONGEST: usize = 32 * 1024;

/// A path parameter, encoded.
#[derive(Clone)]
pub struct PathParameter {
    pub(crate) name: &'static str,
    encoded: String,
}

impl PathParameter {
    /// One of a single value, whatever that is.
    #[must_use]
    pub fn new(name: &'static str, value: &str) -> Self {
        Self::encoded(name, utf8_percent_encode(value, RESERVED).to_string())
    }

    /// One whose value holds no slash and no brace any more.
    pub(crate) fn encoded(name: &'static str, encoded: String) -> Self {
        Self { name, encoded }
    }

    /// What stands in its place in the path.
    #[cfg(feature = "mock")]
    pub(crate) fn as_encoded(&self) -> &str {
        &self.encoded
    }
}

/// Why a path cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RefusedPath {
    /// Name of the parameter that has a value which no path can carry.
    pub parameter: &'static str,
    /// What is wrong with the value, without repeating it.
    pub why: &'static str,
}

/// Fills a path template. Every value stays in the segment where its parameter stands; a segment that would be empty,
/// `.` or `..` is refused, since clients and servers drop those (RFC 3986, section 5.2.4) and no encoding of dots
/// prevents it: `%2e%2e` is dropped just the same (WHATWG URL, "double-dot URL path segment").
///
/// # Errors
/// Where a value is refused.
pub fn assemble(template: &'static str, parameters: &[PathParameter]) -> Result<String, RefusedPath> {
    let mut path = String::with_capacity(template.len() + 32);
    for segment in template.split('/').skip(1) {
        path.push('/');
        let start = path.len();
        let filled = fill(segment, parameters)?;
        path.push_str(&filled.text);
        let Some(parameter) = filled.parameter else {
            continue;
        };
        match path.get(start..).unwrap_or_default() {
            "" => {
                return Err(RefusedPath { parameter, why: "it is empty" });
            }
            "." | ".." => {
                return Err(RefusedPath {
                    parameter,
                    why: "it is a dot segment, which would lead to another endpoint",
                });
            }
            _ => {}
        }
    }
    let longest = parameters.iter().max_by_key(|parameter| parameter.encoded.len());
    match longest.filter(|_| path.len() > LONGEST) {
        Some(longest) => Err(RefusedPath { parameter: longest.name, why: "it is too long for a URL" }),
        None => Ok(path),
    }
}

struct Filled<'a> {
    text: Cow<'a, str>,
    parameter: Option<&'static str>,
}

fn fill<'a>(segment: &'a str, parameters: &[PathParameter]) -> Result<Filled<'a>, RefusedPath> {
    if !segment.contains('{') {
        return Ok(Filled { text: Cow::Borrowed(segment), parameter: None });
    }
    let mut text = segment.to_owned();
    let mut found = None;
    for parameter in parameters {
        let placeholder = format!("{{{}}}", parameter.name);
        if segment.contains(&placeholder) {
            if parameter.encoded.is_empty() {
                return Err(RefusedPath { parameter: parameter.name, why: "it is empty" });
            }
            // Encoded values hold no braces, so one value can never be taken for another's placeholder.
            text = text.replace(&placeholder, &parameter.encoded);
            found = Some(parameter.name);
        }
    }
    Ok(Filled { text: Cow::Owned(text), parameter: found })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path_of(value: &str) -> Result<String, RefusedPath> {
        assemble("/users/{name}/messages", &[PathParameter::new("name", value)])
    }

    #[test]
    fn a_value_stays_in_its_segment() {
        for (value, expected) in [
            ("bob", "/users/bob/messages"),
            ("a/b", "/users/a%2Fb/messages"),
            ("a\\..\\b", "/users/a%5C..%5Cb/messages"),
            ("%2e%2e", "/users/%252e%252e/messages"),
            ("...", "/users/.../messages"),
            ("?x=1#y", "/users/%3Fx%3D1%23y/messages"),
            ("{name}", "/users/%7Bname%7D/messages"),
            ("\u{0}é", "/users/%00%C3%A9/messages"),
        ] {
            assert_eq!(path_of(value).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn what_would_move_to_another_endpoint_is_refused() {
        for value in ["", ".", ".."] {
            assert_eq!(path_of(value).unwrap_err().parameter, "name", "{value:?}");
        }
    }

    #[test]
    fn values_that_are_too_long_together_are_refused_by_the_longest() {
        let parameters = |first: usize, second: usize| {
            [PathParameter::new("a", &"a".repeat(first)), PathParameter::new("b", &"b".repeat(second))]
        };
        assert!(assemble("/{a}/{b}", &parameters(10_000, 20_000)).is_ok());
        for (first, second, name) in [(20_000, 20_001, "b"), (40_000, 1, "a")] {
            let refused = assemble("/{a}/{b}", &parameters(first, second)).unwrap_err();
            assert_eq!((refused.parameter, refused.why), (name, "it is too long for a URL"));
        }
    }

    #[test]
    fn two_parameters_in_one_segment_cannot_make_a_dot_segment() {
        let parameters = [PathParameter::new("a", "."), PathParameter::new("b", ".")];
        assert!(assemble("/x/{a}{b}", &parameters).is_err());
        assert_eq!(assemble("/x/{a}-{b}", &parameters).as_deref(), Ok("/x/.-."));
    }
}
