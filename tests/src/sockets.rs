//! Reading sockets in tests.

pub use switchboard_cli::tour::received;
