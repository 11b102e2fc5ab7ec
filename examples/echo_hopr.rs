//! An echo bot for a HOPR node: `cargo run --example echo-hopr`.
//!
//! The mixnet tells nobody who wrote a message, so whoever wants an answer says where to in the first line:
//!
//! ```text
//! reply-to: 12D3KooWLYKsvDB4xEELYoHXxeStj2gzaDXjra2uGaFLpKCZkJHs
//! are you there?
//! ```
//!
//! Answers have no such line, so the bot never answers itself. The node tells a message once, and there is nothing to
//! acknowledge: what arrives while the bot is down is not answered.
//!
//! Without `SWITCHBOARD_HOPR_BASE_URL` (such as `http://127.0.0.1:3001/api/v3`) it runs against a stand-in; with it,
//! `SWITCHBOARD_HOPR_TOKEN` is needed too: the superuser token, since no other opens the node's socket.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example talks to the person who runs it")]

use std::pin::pin;
use std::process::ExitCode;

use switchboard::hopr::extras::LONGEST_BODY;
use switchboard::hopr::types::SendMessageRequest;
use switchboard::hopr::{Client, Error, IncomingMessage as _};

/// The tag of the answers, which whoever waits for them knows.
const TAG: u16 = 112;

/// Answers until `stop` ends, or the stream does.
async fn echo(client: &Client, stop: impl Future<Output = ()>) -> Result<(), Failure> {
    let mut messages = client.incoming();
    let mut stop = pin!(stop);
    loop {
        // To stop waiting loses no message, and what has come is answered before the bot stops.
        let message = tokio::select! {
            message = messages.next_message() => message,
            () = &mut stop => return Ok(()),
        };
        match message {
            Some(Ok(message)) => match answer(client, &message.text).await {
                Ok(()) => println!("done with {}", message.id()),
                Err(error) => eprintln!("no answer to {}: {error}", message.id()),
            },
            // The node may be down for a moment. What arrives until the socket is open again is lost.
            Some(Err(error)) if error.is_gap() => eprintln!("messages may be missing here: {error}"),
            Some(Err(error)) => eprintln!("{error}"),
            None => return Err("there is nothing more to come: the last error will not heal by itself".into()),
        }
    }
}

/// Answers to the address in the first line; what names none is not for this bot.
async fn answer(client: &Client, message: &str) -> Result<(), Error> {
    let Some((address, text)) = message.strip_prefix("reply-to:").and_then(|rest| rest.split_once('\n')) else {
        return Ok(());
    };
    let reply = format!("you said: {text}");
    let reply = beginning(&reply, LONGEST_BODY); // what a packet takes
    client.send_message(&SendMessageRequest::new(TAG, reply, address.trim())).send().await?;
    Ok(())
}

// From here on: how it is started.

use switchboard_examples::{Failure, Peer, beginning, ctrl_c, exit_code, rehearse, required, setting};
use switchboard_sandbox::hopr::Server;

#[tokio::main]
async fn main() -> ExitCode {
    exit_code(match setting("SWITCHBOARD_HOPR_BASE_URL") {
        Some(base_url) => real(base_url).await,
        None => stand_in().await,
    })
}

async fn real(base_url: String) -> Result<(), Failure> {
    let token = required("SWITCHBOARD_HOPR_TOKEN", "the node's superuser token")?;
    let client = Client::builder().base_url(base_url).token(token).build()?;
    echo(&client, ctrl_c()).await
}

async fn stand_in() -> Result<(), Failure> {
    let server = Server::start().await?;
    let client = Client::builder().base_url(server.base_url()).token(server.superuser_token()).build()?;
    let write = |text: &str| server.receive(None, text);
    let answers = async || Ok(server.sent().into_iter().map(|message| message.body).collect());

    let mut peer = Peer::new("somebody", "bot");
    let conversation = async {
        // The node tells only those that are connected.
        while server.faults().open_sockets() == 0 {
            tokio::task::yield_now().await;
        }
        let address = "reply-to: 12D3KooWLYKsvDB4xEELYoHXxeStj2gzaDXjra2uGaFLpKCZkJHs";
        peer.say(&format!("{address}\nare you there?"), write, answers).await?;
        peer.say(&format!("{address}\ngood night"), write, answers).await?;
        Ok(())
    };
    rehearse(|stop| echo(&client, stop), conversation).await
}
