//! Values in paths.

use percent_encoding::percent_decode_str;
use switchboard_core::generated::wire::{PathParameter, assemble};
use url::Url;

use crate::mutation::changed;

const TEMPLATES: [&str; 6] =
    ["/{a}", "/users/{a}/messages", "/users/{a}/", "/apps/{a}/{b}/{c}", "/x/{a}{b}/y", "/x.{a}-{b}.json"];

/// Where a base URL ends.
const PREFIX: &str = "/api/v1";

/// From where others are made, of what moves a careless client to another endpoint.
const HOSTILE: &str = "..%2e%2E.%2f/\\a?b#c;d{a}{b}%00 //@:%\u{3002}\u{FF0E}";

/// The first byte chooses a path, the others are its values. Says whether there is a path.
pub(crate) fn check(bytes: &[u8]) -> bool {
    let [template, how, rest @ ..] = bytes else { return false };
    let template = TEMPLATES[usize::from(*template) % TEMPLATES.len()];
    let text = if how % 2 == 0 { rest.to_vec() } else { changed(&HOSTILE.as_bytes()[..usize::from(*how) % 12], rest) };
    let text = String::from_utf8_lossy(&text);
    let third = text.len() / 3;
    let cut = |from: usize, to: usize| text.get(from..to).unwrap_or(&text);
    let whole = !template.contains("{b}");
    let values = if whole { [&*text; 3] } else { [cut(0, third), cut(third, 2 * third), cut(2 * third, text.len())] };
    let parameters = [("a", values[0]), ("b", values[1]), ("c", values[2])];
    let written = parameters.map(|(name, value)| PathParameter::new(name, value));
    match assemble(template, &written) {
        Ok(path) => {
            stays(template, &parameters, &path);
            true
        }
        Err(refused) => {
            let value = parameters.iter().find(|(name, _)| *name == refused.parameter).unwrap().1;
            // A path has room for 32 KiB, and a byte takes three.
            let length: usize = values.iter().map(|value| value.len()).sum();
            assert!(
                ["", ".", ".."].contains(&value) || length > 10_000,
                "{template} refuses {value:?}: {}",
                refused.why
            );
            false
        }
    }
}

/// Each segment is where it was, as whoever reads URLs sees it.
fn stays(template: &str, parameters: &[(&str, &str)], path: &str) {
    let url = Url::parse(&format!("http://127.0.0.1:1{PREFIX}{path}")).unwrap();
    assert_eq!(url.path(), format!("{PREFIX}{path}"), "{template}");
    assert_eq!((url.query(), url.fragment(), url.port()), (None, None, Some(1)), "{template}: {path}");
    assert!(path.parse::<http::uri::PathAndQuery>().is_ok_and(|parsed| parsed.path() == path), "{path}");
    let expected = template.split('/').map(|segment| {
        let filled = segment.split('{').map(|piece| match piece.split_once('}') {
            Some((name, rest)) => format!("{}{rest}", parameters.iter().find(|(other, _)| *other == name).unwrap().1),
            None => piece.to_owned(),
        });
        filled.collect::<String>()
    });
    let found = path.split('/').map(|segment| percent_decode_str(segment).decode_utf8().unwrap().into_owned());
    assert!(expected.eq(found), "{template}: {path}");
}
