//! Whether a path is one that a template gives, with some of its parameters known and others not.

use crate::request::PathParameter;

/// What stands between two slashes.
pub(super) struct Segment {
    pieces: Vec<Piece>,
    /// Whether a parameter is in it; then no client leaves it empty.
    is_filled: bool,
}

enum Piece {
    /// Encoded.
    Text(String),
    /// A parameter of this name that may be anything.
    Any(String),
}

/// The segments of a template, with the values of those parameters that are known.
pub(super) fn pieces(template: &str, known: &[PathParameter]) -> Vec<Segment> {
    template.split('/').map(|segment| Segment::of(segment, known)).collect()
}

/// Whether a path, as it came, is made of these segments.
pub(super) fn is_one_of(segments: &[Segment], path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    parts.len() == segments.len() && segments.iter().zip(parts).all(|(segment, part)| segment.fits(part))
}

/// Whether a path that both can give is the other template's: it says itself what may be anything here.
pub(super) fn is_narrower(other: &[Segment], segments: &[Segment]) -> bool {
    let pairs = || other.iter().zip(segments);
    let names = |(other, own): (&Segment, &Segment)| other.text().is_some() && own.text().is_none();
    let fits = |(other, own): (&Segment, &Segment)| match other.text() {
        Some(text) => own.fits(&text),
        None => own.text().is_none(),
    };
    other.len() == segments.len() && pairs().all(fits) && pairs().any(names)
}

/// The segments as people read them.
pub(super) fn written(segments: &[Segment]) -> String {
    segments.iter().map(Segment::written).collect::<Vec<_>>().join("/")
}

impl Segment {
    fn of(template: &str, known: &[PathParameter]) -> Self {
        let mut pieces = Vec::new();
        let mut rest = template;
        while let Some((before, (name, after))) =
            rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?)))
        {
            pieces.push(Piece::Text(before.to_owned()));
            let value = known.iter().rfind(|parameter| parameter.name == name);
            pieces.push(match value {
                Some(parameter) => Piece::Text(parameter.as_encoded().to_owned()),
                None => Piece::Any(name.to_owned()),
            });
            rest = after;
        }
        let is_filled = !pieces.is_empty();
        pieces.push(Piece::Text(rest.to_owned()));
        Self { pieces, is_filled }
    }

    /// What it is, where nothing in it may be anything.
    fn text(&self) -> Option<String> {
        let is_known = self.pieces.iter().all(|piece| matches!(piece, Piece::Text(_)));
        is_known.then(|| self.written())
    }

    fn fits(&self, part: &str) -> bool {
        !(self.is_filled && part.is_empty()) && fit(&self.pieces, part)
    }

    fn written(&self) -> String {
        let written = self.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Any(name) => format!("{{{name}}}"),
        });
        written.collect()
    }
}

/// Tries each end of what may be anything: there are one or two of them in a segment.
fn fit(pieces: &[Piece], text: &str) -> bool {
    match pieces {
        [] => text.is_empty(),
        [Piece::Text(start), rest @ ..] => text.strip_prefix(start.as_str()).is_some_and(|after| fit(rest, after)),
        [Piece::Any(_), rest @ ..] => (0..=text.len()).filter_map(|end| text.get(end..)).any(|after| fit(rest, after)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(template: &str, known: &[(&'static str, &str)], path: &str) -> bool {
        let known: Vec<_> = known.iter().map(|(name, value)| PathParameter::new(name, value)).collect();
        is_one_of(&pieces(template, &known), path)
    }

    #[test]
    fn what_is_not_known_may_be_anything_in_its_segment_but_nothing() {
        assert!(fits("/users/{name}/messages", &[], "/users/a%2Fb/messages"));
        assert!(fits("/files/{name}.{type}", &[], "/files/a.b.c"));
        for path in ["/users//messages", "/users/a/b/messages", "/users/a", "/users/a/messages/", "/x/a/messages"] {
            assert!(!fits("/users/{name}/messages", &[], path), "{path}");
        }
        assert!(!fits("/files/{name}.{type}", &[], "/files/a"));
    }

    #[test]
    fn a_template_that_says_itself_what_may_be_anything_in_another_is_narrower() {
        let is_narrower = |other: &str, own: &str| is_narrower(&pieces(other, &[]), &pieces(own, &[]));
        for (other, own) in
            [("/users/me", "/users/{id}"), ("/{a}/books/new", "/{b}/books/{id}"), ("/a.b", "/{name}.{type}")]
        {
            assert!(is_narrower(other, own) && !is_narrower(own, other), "{other} {own}");
        }
        for (other, own) in
            [("/users/{id}", "/users/{name}"), ("/me/{b}", "/{a}/b"), ("/me", "/users/{id}"), ("/a", "/{name}.{type}")]
        {
            assert!(!is_narrower(other, own) && !is_narrower(own, other), "{other} {own}");
        }
        let known = pieces("/users/{id}", &[PathParameter::new("id", "me")]);
        assert!(!super::is_narrower(&pieces("/users/me", &[]), &known), "it was asked for");
    }

    #[test]
    fn what_is_known_is_compared_as_it_is_sent() {
        let template = "/files/{name}.{type}";
        assert!(fits(template, &[("name", "a b/é{type}")], "/files/a%20b%2F%C3%A9%7Btype%7D.png"));
        assert!(fits(template, &[("type", "png")], "/files/a.b.png"));
        assert!(!fits(template, &[("type", "png")], "/files/a.b.gif"));
        assert!(!fits(template, &[("name", "a%20b")], "/files/a%20b.png"));
    }
}
