//! Does every operation of every API do its work from a shell, with the very request that the typed client sends?

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod arguments;
mod convore;
mod curl;
mod hopr;
mod joinself;
mod pieces_os;
mod requests;
mod slskd;

use switchboard_core::operation_table::OperationTable;
use switchboard_tests::command::{Run, Switchboard};

/// A run of an operation by one of its two names.
struct Call {
    api: &'static str,
    /// Its method, by which a test knows what to ask of it.
    method: &'static str,
    /// What it is called by here.
    command: String,
}

impl Call {
    /// Runs it with arguments, which must work.
    async fn run(&self, switchboard: &Switchboard, arguments: &[&str]) -> Run {
        let run = switchboard.run(&[&[self.api, &self.command], arguments].concat()).await.unwrap();
        assert_eq!(run.code, Some(0), "{} {}: {}", self.api, self.command, run.everything());
        run
    }
}

fn switchboard() -> Switchboard {
    Switchboard::new(env!("CARGO_BIN_EXE_switchboard")).unwrap()
}

fn table(api: &str) -> OperationTable {
    switchboard::operation_tables().into_iter().find(|table| table.api.name == api).unwrap()
}

/// Every operation of an API, once by its method's name and once by its operationId.
fn by_both_names(api: &'static str) -> Vec<Call> {
    let names = |entry: &'static switchboard_core::operation_table::OperationEntry| {
        [entry.method.replace('_', "-"), entry.id.to_owned()].map(|command| Call { api, method: entry.method, command })
    };
    table(api).operations().flat_map(|(_, entry)| names(entry)).collect()
}

#[test]
fn each_api_is_asked_about_here() {
    let apis: Vec<&str> = switchboard::operation_tables().iter().map(|table| table.api.name).collect();
    assert_eq!(apis, ["convore", "hopr", "joinself", "pieces-os", "slskd"]);
    let operations: usize = switchboard::operation_tables().iter().map(|table| table.operations().count()).sum();
    assert_eq!(operations, 36);
}
