use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, Event, LinkType, Options, Parser, Tag, TagEnd};

/// What of a Markdown document has to do with links.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) links: Vec<Link>,
    /// What a link can name: headings as code hosts write them.
    pub(super) anchors: Vec<String>,
    /// References that are used and not defined, with their lines.
    pub(super) undefined: Vec<(usize, String)>,
}

/// A link or a picture.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) line: usize,
    pub(super) destination: String,
}

impl Document {
    pub(super) fn of(text: &str) -> Self {
        let line = |range: &Range<usize>| text.get(..range.start).unwrap_or(text).matches('\n').count() + 1;
        let (mut links, mut headings, mut undefined) = (Vec::new(), Vec::new(), Vec::new());
        let mut note = |broken: BrokenLink<'_>| {
            // `[word]` alone is a pair of brackets to most who write it.
            if matches!(broken.link_type, LinkType::Reference | LinkType::Collapsed) {
                undefined.push((line(&broken.span), broken.reference.to_string()));
            }
            None
        };
        let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
        let mut heading: Option<String> = None;
        for (event, range) in Parser::new_with_broken_link_callback(text, options, Some(&mut note)).into_offset_iter() {
            match event {
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    links.push(Link { line: line(&range), destination: dest_url.to_string() });
                }
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::End(TagEnd::Heading(_)) => headings.extend(heading.take()),
                Event::Text(words) | Event::Code(words) => {
                    if let Some(heading) = &mut heading {
                        heading.push_str(&words);
                    }
                }
                _ => {}
            }
        }
        Self { links, anchors: anchors(&headings), undefined }
    }
}

/// The anchors of headings: in small letters, hyphens for spaces, without punctuation, a number where one is there already.
fn anchors(headings: &[String]) -> Vec<String> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let anchor = |heading: &String| {
        let is_kept = |letter: &char| letter.is_alphanumeric() || "-_ ".contains(*letter);
        let letters = heading.trim().chars().filter(is_kept);
        let anchor = letters.collect::<String>().to_lowercase().replace(' ', "-");
        let before = known.entry(anchor.clone()).or_insert(0);
        *before += 1;
        if *before == 1 { anchor } else { format!("{anchor}-{}", *before - 1) }
    };
    headings.iter().map(anchor).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_those_of_code_hosts() {
        let text = "# What's `new` in 1.0?\n\n## Übergang – jetzt\n\n## Retry_policy\n\n## Retry_policy\n";
        assert_eq!(
            Document::of(text).anchors,
            ["whats-new-in-10", "übergang--jetzt", "retry_policy", "retry_policy-1"]
        );
    }

    #[test]
    fn what_stands_in_code_is_no_link() {
        let document = Document::of("`[a](b.md)`\n\n```md\n[a](b.md)\n# no heading\n```\n\n[a](c.md)");
        assert_eq!(document.links.iter().map(|link| link.destination.as_str()).collect::<Vec<_>>(), ["c.md"]);
        assert!(document.anchors.is_empty());
    }
}
