use heck::ToKebabCase;
use switchboard_core::operation_table::{FieldEntry, OperationEntry, Place};

use super::{operation, options};

/// The command that prints incoming messages, which no operation can be called by.
pub(crate) const LISTEN: &str = "listen";

/// The command of an operation: its method's name.
pub(super) fn command(entry: &OperationEntry) -> String {
    let name = entry.method.to_kebab_case();
    if name == LISTEN { format!("{name}-operation") } else { name }
}

/// The flag of a field: its name on the wire, unless another flag has it already; then with where it goes before it.
pub(super) fn flag(field: &FieldEntry, taken: &[String]) -> String {
    let is_free = |name: &String| {
        !name.is_empty()
            && !taken.contains(name)
            && !options::NAMES.contains(&name.as_str())
            && !operation::NAMES.contains(&name.as_str())
    };
    let plain = field.name.to_kebab_case();
    let place = match field.place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
        Place::Form | Place::Multipart | Place::Body => "field",
    };
    let placed = format!("{place}-{plain}");
    let numbered = (2_usize..).map(|number| format!("{placed}-{number}"));
    [plain, placed.clone()].into_iter().chain(numbered).find(is_free).unwrap_or(placed)
}
