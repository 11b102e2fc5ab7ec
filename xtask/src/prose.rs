//! Text of a document as rustdoc and Markdown take it.

use proc_macro2::TokenStream;
use quote::quote;

/// Documentation from Markdown, an attribute a line.
#[must_use]
pub(crate) fn docs(markdown: &str) -> TokenStream {
    let lines =
        markdown.trim_end().lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// Documentation from a document's text, or from `otherwise` where it says nothing.
#[must_use]
pub(crate) fn docs_or(text: &str, otherwise: &str) -> TokenStream {
    let text = tame(text);
    docs(if text.is_empty() { otherwise } else { &text })
}

/// Makes a document's text safe to stand in documentation: what would be HTML, a link to an item, or code that is
/// compiled as a test, is taken as it reads.
#[must_use]
pub(crate) fn tame(text: &str) -> String {
    let mut lines = Vec::new();
    let mut in_fence = false;
    for line in text.trim().lines() {
        let line = line.trim_end();
        let start = line.trim_start();
        if start.starts_with("```") || start.starts_with("~~~") {
            // A fence without a language is Rust to rustdoc.
            lines.push(if in_fence { "```".to_owned() } else { "```text".to_owned() });
            in_fence = !in_fence;
        } else if in_fence {
            lines.push(line.to_owned());
        } else {
            // Indented text is code to rustdoc, and compiled.
            let indent = if is_list_item(start) { (line.len() - start.len()).min(2) } else { 0 };
            lines.push(format!("{}{}", " ".repeat(indent), escape(start)));
        }
    }
    if in_fence {
        lines.push("```".to_owned());
    }
    lines.join("\n")
}

fn is_list_item(line: &str) -> bool {
    line.starts_with("- ") || line.starts_with("* ") || line.starts_with(|letter: char| letter.is_ascii_digit())
}

/// Escapes what Markdown or rustdoc would take for more than text, outside of code spans.
fn escape(line: &str) -> String {
    let closed_spans = line.matches('`').count() / 2 * 2;
    let mut ticks = 0;
    let mut escaped = String::with_capacity(line.len());
    for (index, letter) in line.char_indices() {
        let in_code = ticks % 2 == 1;
        match letter {
            '`' if ticks < closed_spans => {
                ticks += 1;
                escaped.push('`');
            }
            '`' => escaped.push_str("\\`"),
            '<' | '>' if !in_code => {
                escaped.push('\\');
                escaped.push(letter);
            }
            '[' if !in_code && !is_web_link(line.get(index..).unwrap_or_default()) => escaped.push_str("\\["),
            _ => escaped.push(letter),
        }
    }
    wrap_addresses(&escaped)
}

/// Whether this begins a link to the web, `[text](https://…)`.
fn is_web_link(rest: &str) -> bool {
    let Some((text, target)) = rest.split_once("](") else { return false };
    !text.get(1..).unwrap_or_default().contains('[') && target.starts_with("http")
}

/// Puts bare addresses in angle brackets, which rustdoc asks for.
fn wrap_addresses(line: &str) -> String {
    if line.contains('`') || line.contains("](") {
        return line.to_owned();
    }
    line.split(' ')
        .map(|word| {
            let end = word.trim_end_matches(['.', ',', ')', ';']);
            let is_address = end.starts_with("http://") || end.starts_with("https://");
            let tail = word.get(end.len()..).unwrap_or_default();
            if is_address { format!("<{end}>{tail}") } else { word.to_owned() }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// A document's text in one cell of a table.
#[must_use]
pub(crate) fn cell(text: &str) -> String {
    tame(text).replace('|', "\\|").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first sentence or line of a text.
#[must_use]
pub(crate) fn first_line(text: &str) -> String {
    text.trim().lines().next().unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_and_links_to_items_are_taken_as_they_read() {
        assert_eq!(tame("a <b> of [x] and `Vec<T>[0]`"), "a \\<b\\> of \\[x] and `Vec<T>[0]`");
    }

    #[test]
    fn a_link_to_the_web_stays_one() {
        assert_eq!(tame("see [this](https://example.com)"), "see [this](https://example.com)");
        assert_eq!(tame("see https://example.com."), "see <https://example.com>.");
    }

    #[test]
    fn code_in_a_text_is_never_compiled() {
        assert_eq!(tame("```\nrm();\n```\n    indented();"), "```text\nrm();\n```\nindented();");
        assert_eq!(tame("```js\nopen"), "```text\nopen\n```");
    }

    #[test]
    fn an_unpaired_backtick_opens_nothing() {
        assert_eq!(tame("it`s <b>"), "it\\`s \\<b\\>");
    }

    #[test]
    fn text_that_ends_a_comment_ends_nothing() {
        let text = docs(&tame("*/ fn evil() {} /*")).to_string();
        assert!(syn::parse_str::<syn::File>(&format!("{text} struct A;")).unwrap().items.len() == 1);
    }
}
