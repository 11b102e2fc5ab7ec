//! An echo bot for slskd: `cargo run --example echo-slskd`.
//!
//! It answers private messages of the Soulseek network with what they say, and acknowledges them. What it could not
//! answer is not acknowledged, and comes again after a restart.
//!
//! Without `SWITCHBOARD_SLSKD_BASE_URL` (such as `http://localhost:5030/api/v0`) it runs against a stand-in; with it,
//! `SWITCHBOARD_SLSKD_API_KEY` is needed too.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example talks to the person who runs it")]

use std::pin::pin;
use std::process::ExitCode;

use switchboard::slskd::extras::IncomingPrivateMessage;
use switchboard::slskd::{Client, Error, IncomingMessage as _};

/// What answers begin with. Two bots that echo each other would never end, so what begins like this gets none.
const ECHO: &str = "you said: ";

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
            Some(Ok(message)) => match answer(client, &message).await {
                Ok(()) => println!("done with {}", message.id()),
                Err(error) => eprintln!("no answer to {}: {error}", message.id()),
            },
            // The server may be down for a moment; it is asked again.
            Some(Err(error)) => eprintln!("{error}"),
            None => return Err("there is nothing more to come: the last error will not heal by itself".into()),
        }
    }
}

/// Answers first, and acknowledges then: whoever dies in between answers twice rather than never.
async fn answer(client: &Client, message: &IncomingPrivateMessage) -> Result<(), Error> {
    if !message.text().starts_with(ECHO) {
        let sender = message.sender().unwrap_or_default();
        client.send_message(sender, format!("{ECHO}{}", message.text())).send().await?;
    }
    message.ack().await
}

// From here on: how it is started.

use switchboard::slskd::types::MessageDirection;
use switchboard_examples::{Failure, Peer, ctrl_c, exit_code, rehearse, required, setting};
use switchboard_sandbox::slskd::Server;

#[tokio::main]
async fn main() -> ExitCode {
    exit_code(match setting("SWITCHBOARD_SLSKD_BASE_URL") {
        Some(base_url) => real(base_url).await,
        None => stand_in().await,
    })
}

async fn real(base_url: String) -> Result<(), Failure> {
    let client = Client::builder()
        .base_url(base_url)
        .api_key(required("SWITCHBOARD_SLSKD_API_KEY", "a key of the server's configuration")?)
        .accept_self_signed_on_loopback() // slskd makes a new certificate at every start
        .build()?;
    echo(&client, ctrl_c()).await
}

async fn stand_in() -> Result<(), Failure> {
    let server = Server::start().await?;
    let client = Client::builder().base_url(server.http_url()).api_key(server.api_key()).build()?;
    let write = |text: &str| {
        server.receive("bob", text);
    };
    let answers = async || {
        let messages = client.list_messages("bob").send().await?.into_inner();
        let answers = messages.into_iter().filter(|message| message.direction == Some(MessageDirection::Out));
        Ok(answers.filter_map(|message| message.message).collect())
    };

    let mut bob = Peer::new("bob", "bot");
    let conversation = async {
        bob.say("are you there?", write, answers).await?;
        bob.say("good night", write, answers).await?;
        Ok(())
    };
    rehearse(|stop| echo(&client, stop), conversation).await
}
