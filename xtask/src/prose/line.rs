//! One line of a document's text.

/// Escapes what Markdown or rustdoc would take for more than text, but for code and links to the web. Bare addresses
/// become links, which rustdoc asks for.
pub(super) fn escape(line: &str) -> String {
    escaped(line, true)
}

fn escaped(line: &str, may_link: bool) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let taken = match kept(rest, may_link && !text.ends_with(char::is_alphanumeric)) {
            Some(kept) => {
                text.push_str(&kept.written);
                kept.taken
            }
            None => {
                if matches!(first, '`' | '<' | '>' | '[') {
                    text.push('\\');
                }
                text.push(first);
                first.len_utf8()
            }
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    text
}

/// What is written for the first bytes of a line.
struct Kept {
    written: String,
    taken: usize,
}

/// What stands at the beginning and is no plain text.
fn kept(rest: &str, may_link: bool) -> Option<Kept> {
    let as_it_is = |text: &str| Kept { written: text.to_owned(), taken: text.len() };
    match rest.as_bytes().first()? {
        b'`' => Some(code_span(rest).map_or_else(
            || {
                let ticks = ticks(rest);
                Kept { written: "\\`".repeat(ticks), taken: ticks }
            },
            as_it_is,
        )),
        // The author has escaped it.
        b'\\' => rest.get(..2).filter(|pair| pair.ends_with(['\\', '`', '<', '>', '[', ']'])).map(as_it_is),
        b'<' if may_link => {
            let inside = address(rest.get(1..)?)?;
            let length = inside.len() + "<>".len();
            rest.get(..length).filter(|link| link.ends_with('>')).map(as_it_is)
        }
        b'h' if may_link => address(rest).map(|address| Kept { written: format!("<{address}>"), taken: address.len() }),
        b'[' if may_link => {
            let (text, target) = web_link(rest)?;
            let written = format!("[{}]({target})", escaped(text, false));
            Some(Kept { written, taken: text.len() + target.len() + "[]()".len() })
        }
        _ => None,
    }
}

fn ticks(text: &str) -> usize {
    text.len() - text.trim_start_matches('`').len()
}

/// Code between two equal numbers of backticks, as Markdown reads it.
fn code_span(rest: &str) -> Option<&str> {
    let opening = ticks(rest);
    let mut end = opening;
    loop {
        end += rest.get(end..)?.find('`')?;
        let closing = ticks(rest.get(end..)?);
        end += closing;
        if closing == opening {
            return rest.get(..end);
        }
    }
}

/// The address of the web that a text begins with, without what ends the sentence.
fn address(rest: &str) -> Option<&str> {
    let behind = rest.strip_prefix("https://").or_else(|| rest.strip_prefix("http://"))?;
    let ends = |letter: char| letter.is_whitespace() || letter.is_control() || "<>\"`\\".contains(letter);
    let whole = rest.split(ends).next()?;
    let closing: &[char] = if whole.contains('(') { &[] } else { &[')'] };
    let whole = whole.trim_end_matches(|letter| ".,;:!?'*_]".contains(letter) || closing.contains(&letter));
    (whole.len() > rest.len() - behind.len()).then_some(whole)
}

/// Text and target of a link to the web, `[text](https://…)` or `[text](https://… "title")`.
fn web_link(rest: &str) -> Option<(&str, &str)> {
    let inside = rest.strip_prefix('[')?;
    let (text, after) = inside.split_at_checked(inside.find(['[', ']'])?)?;
    let target = after.strip_prefix("](").filter(|target| target.starts_with("http"))?;
    let mut depth = 0_usize;
    for (index, letter) in target.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' if depth == 0 => return Some((text, target.get(..index)?)),
            ')' => depth -= 1,
            ' ' => {
                let title = target.get(index..)?.strip_prefix(" \"")?;
                let title = title.get(..title.find(['"', '<', '[', '`', '\\'])?)?;
                let end = index + " \"\"".len() + title.len();
                return target.get(end..)?.starts_with(')').then_some((text, target.get(..end)?));
            }
            letter if letter.is_whitespace() || "<>`\\".contains(letter) => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_what_markdown_takes_for_code() {
        for (line, expected) in [
            ("`Vec<T>` <b>", "`Vec<T>` \\<b\\>"),
            ("``a`<b>`` <b>", "``a`<b>`` \\<b\\>"),
            ("`` ` <x> ```", "\\`\\` \\` \\<x\\> \\`\\`\\`"),
            ("it`s <b>", "it\\`s \\<b\\>"),
        ] {
            assert_eq!(escape(line), expected);
        }
    }

    #[test]
    fn what_is_escaped_already_is_not_escaped_again() {
        assert_eq!(escape(r"\[Foo] \<b\> \\[Foo] \d[0]"), r"\[Foo] \<b\> \\\[Foo] \d\[0]");
    }

    #[test]
    fn links_lead_to_the_web_alone() {
        for (line, expected) in [
            ("[a](https://x.y/(z)) and [b](#c)", "[a](https://x.y/(z)) and \\[b](#c)"),
            ("[a] and [b](http://x.y \"t\")", "\\[a] and [b](http://x.y \"t\")"),
            ("[a] b](http://x.y)", "\\[a] b](<http://x.y>)"),
            ("[https://x.y <b>](https://x.y)", "[https://x.y \\<b\\>](https://x.y)"),
            ("[a](https://x.y", "\\[a](<https://x.y>"),
            (
                "`a` (http://x.y/é?), <https://x.y>; https:// xhttp://x.y",
                "`a` (<http://x.y/é>?), <https://x.y>; https:// xhttp://x.y",
            ),
        ] {
            assert_eq!(escape(line), expected);
        }
    }
}
