//! Rust code as tokens and as text.

use proc_macro2::{TokenStream, TokenTree};
use syn::Attribute;
use syn::parse::{ParseStream, Parser as _};

/// Formats code with prettyplease, which needs no nightly toolchain. It writes an attribute of documentation as a
/// comment line by line, so that no text of a spec can end one.
pub(crate) fn print(tokens: TokenStream) -> Result<String, String> {
    print_items
        .parse2(tokens)
        .map(|code| set_apart(&without_unprintable(code)))
        .map_err(|error| format!("the emitted code is not Rust: {error}"))
}

/// Item by item: the syntax tree of a whole file of types takes a hundred times its text.
fn print_items(input: ParseStream<'_>) -> syn::Result<String> {
    let part = |attrs, items| prettyplease::unparse(&syn::File { shebang: None, frontmatter: None, attrs, items });
    let mut code = part(Attribute::parse_inner(input)?, Vec::new());
    while !input.is_empty() {
        code.push_str(&part(Vec::new(), vec![input.parse()?]));
    }
    Ok(code)
}

/// Takes out what may stand in no comment: control characters, a lone CR among them, and what turns the direction of the
/// text around it, which rustc refuses. Literals have them escaped.
fn without_unprintable(code: String) -> String {
    const TURNS: [char; 9] =
        ['\u{202A}', '\u{202B}', '\u{202C}', '\u{202D}', '\u{202E}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'];
    let is_unprintable = |letter: char| TURNS.contains(&letter) || letter.is_control() && letter != '\n';
    if !code.contains(is_unprintable) {
        return code;
    }
    code.replace(TURNS, "").replace(|letter: char| is_unprintable(letter) && letter != '\t', " ")
}

/// Puts an empty line between items, which prettyplease does not.
fn set_apart(code: &str) -> String {
    let mut text = String::with_capacity(code.len() + code.len() / 16);
    let mut lines = code.lines().peekable();
    while let Some(line) = lines.next() {
        text.push_str(line);
        text.push('\n');
        let Some(next) = lines.peek() else { break };
        if ends_item(line, next) && !next.is_empty() {
            text.push('\n');
        }
    }
    text
}

/// Whether an item ends here and another begins.
fn ends_item(line: &str, next: &str) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let depth = indent(line);
    if depth > 4 || indent(next) != depth || next.trim_start().starts_with(['}', ')', ']']) {
        return false;
    }
    let closes = matches!(line.trim_start(), "}" | "};");
    let imports = line.starts_with("use ") || line.starts_with("pub use ") || line == "};";
    let statement = depth == 0 && line.ends_with(';') && !line.starts_with("pub mod") && !line.starts_with("mod");
    let inner = line.starts_with("//!") || line.starts_with("#![");
    let goes_on = next.starts_with("use ") || next.starts_with("pub use ");
    match (closes, imports, inner) {
        (_, true, _) => !goes_on,
        (true, _, _) => true,
        (_, _, true) => !next.starts_with("//!") && !next.starts_with("#!["),
        _ => statement,
    }
}

/// Every identifier in the code, text and documentation left out.
pub(crate) fn identifiers(code: TokenStream) -> Vec<String> {
    code.into_iter()
        .flat_map(|token| match token {
            TokenTree::Ident(name) => vec![name.to_string()],
            TokenTree::Group(group) => identifiers(group.stream()),
            _ => Vec::new(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn what_may_stand_in_no_comment_is_left_out_of_documentation_and_kept_in_literals() {
        let text = " one\rtwo \u{202e}three\u{0}\tfour é 日本";
        let code = print(quote! {
            #[doc = #text]
            pub const TEXT: &str = #text;
        })
        .unwrap();
        assert!(code.starts_with("/// one two three \tfour é 日本\n"), "{code}");
        let file: syn::File = syn::parse_str(&code).unwrap();
        assert!(quote!(#file).to_string().contains(&quote!(#text).to_string()), "{code}");
    }
}
