//! The command `switchboard`.

#![forbid(unsafe_code)]

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    switchboard_cli::run(&switchboard::operation_tables(), std::env::args_os()).await
}
