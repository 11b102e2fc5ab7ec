//! Text of a document as rustdoc and Markdown take it.

mod line;

use proc_macro2::TokenStream;
use quote::quote;

use line::escape;

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
        if is_fence(start) {
            // A fence without a language is Rust to rustdoc.
            lines.push(if in_fence { "```".to_owned() } else { "```text".to_owned() });
            in_fence = !in_fence;
        } else if in_fence {
            lines.push(line.to_owned());
        } else {
            // Indented text is code to rustdoc, and compiled; so is what stands far behind the mark of a list.
            let (marks, rest) = list_marks(start);
            let indent = if marks.is_empty() { 0 } else { (line.len() - start.len()).min(2) };
            let escape_fence = if rest.starts_with("~~~") { "\\" } else { "" };
            lines.push(format!("{}{marks}{escape_fence}{}", " ".repeat(indent), escape(rest)));
        }
    }
    if in_fence {
        lines.push("```".to_owned());
    }
    lines.join("\n")
}

/// Whether a line begins or ends a block of code. What closes in the same line is code in a text.
fn is_fence(line: &str) -> bool {
    line.starts_with("~~~") || line.starts_with("```") && !line.trim_start_matches('`').contains('`')
}

/// The marks of lists at the beginning of a line, each with one space behind it, and what follows them.
fn list_marks(line: &str) -> (String, &str) {
    let (mut marks, mut rest) = (String::new(), line);
    loop {
        let digits = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let length = match rest.as_bytes().get(digits) {
            Some(b'-' | b'*' | b'+') if digits == 0 => 1,
            Some(b'.' | b')') if digits > 0 => digits + 1,
            _ => return (marks, rest),
        };
        let Some((mark, after)) = rest.split_at_checked(length) else { return (marks, rest) };
        if !after.starts_with([' ', '\t']) {
            return (marks, rest);
        }
        marks += mark;
        marks.push(' ');
        rest = after.trim_start();
    }
}

/// A document's text in one cell of a table, where a block of code is text as well.
#[must_use]
pub(crate) fn cell(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !is_fence(line)).map(escape);
    let line = lines.collect::<Vec<_>>().join(" ");
    // A bar that the author has escaped would be a backslash and a bar otherwise.
    line.replace("\\|", "|").replace('|', "\\|").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A document's name of something as code: nothing in it ends the code or its line.
#[must_use]
pub(crate) fn code(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|letter| {
            if letter.is_control() {
                '?'
            } else if letter == '`' {
                '\''
            } else {
                letter
            }
        })
        .collect();
    // Nothing between backticks would be text.
    if plain.is_empty() { "` `".to_owned() } else { format!("`{plain}`") }
}

/// The same in a cell of a table.
#[must_use]
pub(crate) fn code_in_cell(name: &str) -> String {
    code(name).replace('|', "\\|")
}

/// A document's text as a comment of TOML, which takes no control characters.
#[must_use]
pub(crate) fn comment(text: &str) -> String {
    text.replace(char::is_control, " ")
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
    fn code_far_behind_the_mark_of_a_list_is_text_too() {
        assert_eq!(tame("-     let a;\n1.\t\tlet b;\n  * -      let c;"), "- let a;\n1. let b;\n  * - let c;");
        assert_eq!(tame("- ~~~\n- ```\n  x"), "- \\~~~\n- \\`\\`\\`\nx");
    }

    #[test]
    fn code_that_is_closed_in_its_line_begins_no_block() {
        assert_eq!(tame("```GET /a``` <b>"), "```GET /a``` \\<b\\>");
    }

    #[test]
    fn no_name_ends_the_code_or_the_cell_in_which_it_stands() {
        assert_eq!(code("a`b\n\n<c>|"), "`a'b??<c>|`");
        assert_eq!(code(""), "` `");
        assert_eq!(code_in_cell("a|b"), "`a\\|b`");
        assert_eq!(cell("a|b\\|c"), "a\\|b\\|c");
        assert_eq!(cell("a\n```\n<b> ```c``` `\n```\n<d>"), "a \\<b\\> ```c``` \\` \\<d\\>");
    }

    #[test]
    fn text_that_ends_a_comment_ends_nothing() {
        let text = docs(&tame("*/ fn evil() {} /*")).to_string();
        assert!(syn::parse_str::<syn::File>(&format!("{text} struct A;")).unwrap().items.len() == 1);
    }
}
