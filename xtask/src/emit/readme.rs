use super::library::DEEP_TYPES;
use super::{Home, Source, left_out};
use crate::model::Api;
use crate::prose;
use crate::report::Report;

/// `README.md` of a client crate, with a line for each operation and what of the document is not in the client.
pub(super) fn emit(api: &Api, source: &Source, report: &Report, home: &Home) -> String {
    let mut text = source.header("<!--");
    let part = if home.stands_alone() { "" } else { ", part of Switchboard" };
    text += &format!("# {}\n\nTyped async client for {}{part}.\n\n", api.package(), prose::cell(&api.title));
    if !api.description.is_empty() {
        text += &format!("{}\n\n", prose::tame(&api.description));
    }
    text += &match home {
        Home::Workspace => in_workspace(api),
        Home::StandAlone { .. } => alone(api),
    };
    text += "For tests of what is built on it: feature `mock`, a server that is told operation by operation what to answer; \
             see the module `mock`.\n\n";
    if api.has_deep_types() {
        text += &format!("## In spawned tasks\n\n{DEEP_TYPES}\n\n");
    }
    text += "## Operations\n\nThe last column is the JSON pointer of the operation in the document.\n\n\
             | method | HTTP request | operationId | | in the document |\n|---|---|---|---|---|\n";
    for operation in &api.operations {
        text += &format!(
            "| `{}` | {} | {} | {} | {} |\n",
            operation.method,
            prose::code_in_cell(&format!("{} {}", operation.http_method, operation.path)),
            prose::code_in_cell(&operation.id),
            prose::cell(&prose::first_line(&operation.summary)),
            prose::code_in_cell(&report.origin(operation.at.as_str())),
        );
    }
    text += &left_out::table(report);
    if !home.stands_alone() {
        text += "\nFrom the Python client: see [MIGRATION.md](MIGRATION.md).\n";
    }
    text += "\n## Licence\n\nMIT or Apache-2.0, as you choose.\n";
    text
}

fn in_workspace(api: &Api) -> String {
    format!(
        "```toml\n[dependencies]\nswitchboard = {{ version = \"{}\", features = [\"{}\"] }}\n```\n\n\
         Every file of this crate is generated, but for those in `src/extras/`: change the spec or the generator, not \
         the crate.\n\n",
        env!("CARGO_PKG_VERSION"),
        api.name
    )
}

fn alone(api: &Api) -> String {
    format!(
        "```toml\n[dependencies]\n{name} = {{ path = \"../{name}\" }} # this folder, from where yours is\n```\n\n\
         Every file of this crate is generated, and replaced when it is generated again: change the document, not the \
         crate. What it is built on, `switchboard-core`, stands in the checkout that it was generated in.\n\n",
        name = api.package()
    )
}
