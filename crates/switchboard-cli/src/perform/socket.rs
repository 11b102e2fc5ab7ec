use clap::ArgMatches;
use serde_json::{Value, json};
use switchboard_core::generated::Call;
use switchboard_core::operation_table::SocketEntry;
use switchboard_core::{Error, Frame, SocketEvent};

use crate::arguments::COUNT;
use crate::failure::Failure;
use crate::{console, output};

/// Opens the socket, and prints what it brings, a line for each message: JSON as it is, other text as a JSON string.
pub(super) async fn listen(entry: &'static SocketEntry, call: Call, matches: &ArgMatches) -> Result<(), Failure> {
    let mut socket = entry.listen(call).await.map_err(Error::from)?;
    let mut left = matches.get_one::<u64>(COUNT).copied();
    while left != Some(0) {
        match socket.next_event().await {
            None => break,
            Some(Ok(SocketEvent::Received(frame))) => {
                output::item(&shown(frame))?;
                left = left.map(|left| left - 1);
            }
            Some(Ok(SocketEvent::Connected)) => console::say("connected"),
            Some(Ok(SocketEvent::Disconnected(why))) => {
                console::say(&format!("disconnected: {why}"));
                why.reason().into_iter().for_each(|reason| console::say(&format!("the server said: {reason}")));
            }
            Some(Ok(SocketEvent::Missed(count))) => console::warn(&format!("{count} messages were missed")),
            Some(Ok(_)) => {}
            Some(Err(error)) => return Err(error.into()),
        }
    }
    Ok(())
}

fn shown(frame: Frame) -> Value {
    match frame {
        Frame::Text(text) => serde_json::from_str(&text).unwrap_or_else(|_| json!(&*text)),
        other => json!(format!("{other:?}")),
    }
}
