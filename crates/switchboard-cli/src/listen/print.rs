use clap::ArgMatches;
use futures_util::{Stream, StreamExt as _};
use serde_json::json;
use switchboard_core::{Error, IncomingMessage};

use crate::arguments::{COUNT, OutputFormat};
use crate::failure::Failure;
use crate::{console, output};

/// Prints each message, and then does with it what `afterwards` says.
pub(super) async fn print<M: IncomingMessage>(
    mut messages: impl Stream<Item = Result<M, Error>> + Unpin,
    matches: &ArgMatches,
    afterwards: impl AsyncFn(&M) -> Result<(), Error>,
) -> Result<(), Failure> {
    let format = output::format(matches);
    let mut left = matches.get_one::<u64>(COUNT).copied();
    let mut last = None;
    while left != Some(0) {
        match messages.next().await {
            Some(Ok(message)) => {
                line(&message, format)?;
                afterwards(&message).await?;
                left = left.map(|left| left - 1);
                last = None;
            }
            // The stream goes on where that can help.
            Some(Err(error)) => {
                console::warn(&error.to_string());
                last = Some(error);
            }
            None => return last.map_or(Ok(()), |error| Err(error.into())),
        }
    }
    Ok(())
}

fn line(message: &impl IncomingMessage, format: OutputFormat) -> Result<(), Failure> {
    let received_at = message.received_at().map(|time| time.to_rfc3339());
    if format != OutputFormat::Table {
        return output::item(&json!({
            "id": message.id(),
            "sender": message.sender(),
            "received_at": received_at,
            "text": message.text(),
        }));
    }
    let parts = [received_at.as_deref(), Some(message.sender().unwrap_or("somebody"))];
    let head = parts.into_iter().flatten().collect::<Vec<_>>().join("  ");
    // A further line of a text could pass for a message of somebody else's.
    output::line(&output::visible(&format!("{head}: {}", message.text())).replace('\n', "\n    "))
}
