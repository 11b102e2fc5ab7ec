use super::Source;
use crate::model::Api;
use crate::prose;

/// `README.md` of a client crate, with a line for each operation.
pub(super) fn emit(api: &Api, source: &Source) -> String {
    let mut text = source.header("<!--");
    text +=
        &format!("# {}\n\nTyped async client for {}, part of Switchboard.\n\n", api.package(), prose::cell(&api.title));
    if !api.description.is_empty() {
        text += &format!("{}\n\n", prose::tame(&api.description));
    }
    text += &format!(
        "```toml\n[dependencies]\nswitchboard = {{ version = \"{}\", features = [\"{}\"] }}\n```\n\n",
        env!("CARGO_PKG_VERSION"),
        api.name
    );
    text += "Every file of this crate is generated, but for those in `src/extras/`: change the spec or the generator, \
             not the crate.\n\n## Operations\n\n| method | HTTP request | operationId | |\n|---|---|---|---|\n";
    for operation in &api.operations {
        text += &format!(
            "| `{}` | `{} {}` | `{}` | {} |\n",
            operation.method,
            operation.http_method,
            operation.path,
            operation.id,
            prose::cell(&prose::first_line(&operation.summary))
        );
    }
    text += "\nFrom the Python client: see [MIGRATION.md](MIGRATION.md).\n\n## Licence\n\nMIT or Apache-2.0, as you choose.\n";
    text
}
