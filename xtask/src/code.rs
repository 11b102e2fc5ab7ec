//! Rust code as tokens and as text.

use proc_macro2::{TokenStream, TokenTree};
use syn::Attribute;
use syn::parse::{ParseStream, Parser as _};

/// Formats code with prettyplease, which needs no nightly toolchain. It writes an attribute of documentation as a
/// comment line by line, so that no text of a spec can end one.
pub(crate) fn print(tokens: TokenStream) -> Result<String, String> {
    print_items
        .parse2(tokens)
        .map(|code| set_apart(&code))
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
