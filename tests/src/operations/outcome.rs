use serde_json::Value;
use switchboard::{CallError, Error, Response};

/// What came of a call.
pub type Outcome = Result<Success, Error>;

/// A success, in a form that all operations share.
#[derive(Clone, Debug, PartialEq)]
pub struct Success {
    /// Its status.
    pub status: u16,
    /// The header `X-Call` of the answer, by which a server tells its answers apart.
    pub call: Option<String>,
    /// What was decoded, written as JSON again.
    pub value: Value,
    /// What its `Debug` says.
    pub debug: String,
}

impl Success {
    /// A socket has no answer but that it is open.
    pub(super) fn opened(socket: &impl std::fmt::Debug) -> Self {
        Self { status: 101, call: None, value: Value::Null, debug: format!("{socket:?}") }
    }
}

/// Sums up a result.
pub(super) fn outcome<T: serde::Serialize + std::fmt::Debug, E>(result: Result<Response<T>, CallError<E>>) -> Outcome {
    let response = result?;
    let call = response.headers().get("x-call").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let value = serde_json::to_value(response.value());
    Ok(Success {
        status: response.status().as_u16(),
        call,
        value: value.unwrap_or_else(|error| Value::String(format!("it cannot be written: {error}"))),
        debug: format!("{response:?}"),
    })
}

/// Sends a call with the headers of its arguments.
macro_rules! send {
    ($call:expr, $arguments:expr) => {{
        let mut call = $call;
        for (name, value) in &$arguments.headers {
            call = call.header(name, value);
        }
        Box::pin(async move { $crate::operations::outcome::outcome(call.send().await) })
    }};
}

/// Opens a socket with the headers of its arguments, and drops it.
macro_rules! open {
    ($call:expr, $arguments:expr) => {{
        let mut call = $call;
        for (name, value) in &$arguments.headers {
            call = call.header(name, value);
        }
        Box::pin(async move {
            let socket = call.connect().await?;
            Ok($crate::operations::Success::opened(&socket))
        })
    }};
}

pub(super) use {open, send};
