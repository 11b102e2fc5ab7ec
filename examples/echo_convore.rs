//! An echo bot for Convore: `cargo run --example echo-convore`.
//!
//! It answers the messages that come in on all channels of an organisation. How far it came is kept after each answer,
//! so that it goes on there after a restart.
//!
//! Without `SWITCHBOARD_CONVORE_BASE_URL` (such as `https://api.convore.dev`) it runs against a stand-in; with it,
//! `SWITCHBOARD_CONVORE_TOKEN` is needed too: the secret key. `SWITCHBOARD_CONVORE_POSITION_FILE` says where to keep how
//! far it came.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example talks to the person who runs it")]

use std::pin::pin;
use std::process::ExitCode;

use switchboard::convore::types::{Message, SendMessageRequest};
use switchboard::convore::{Client, Error, IncomingMessage as _};

/// What answers begin with. Two bots that echo each other would never end, so what begins like this gets none.
const ECHO: &str = "you said: ";

/// Answers until `stop` ends, or the stream does.
async fn echo(client: &Client, bookmark: &Bookmark, stop: impl Future<Output = ()>) -> Result<(), Failure> {
    let mut messages = client.incoming();
    if let Some(position) = bookmark.read()? {
        messages = messages.resume_from(position);
    }
    let mut stop = pin!(stop);
    loop {
        // To stop waiting loses no message, and what has come is answered before the bot stops.
        let message = tokio::select! {
            message = messages.next_message() => message,
            () = &mut stop => break,
        };
        match message {
            Some(Ok(message)) => {
                match answer(client, &message).await {
                    Ok(()) => println!("done with {}", message.id()),
                    Err(error) => eprintln!("no answer to {}: {error}", message.id()),
                }
                // After the answer: whoever dies in between answers twice rather than never.
                if let Some(position) = messages.position() {
                    bookmark.write(&position)?;
                }
            }
            // The server may be down for a moment; it is asked again.
            Some(Err(error)) => eprintln!("{error}"),
            None => return Err("there is nothing more to come: the last error will not heal by itself".into()),
        }
    }
    // Even where nothing came yet: what comes in while the bot is down is answered then.
    if let Some(position) = messages.position() {
        bookmark.write(&position)?;
    }
    Ok(())
}

/// Answers whoever sent the message, in its conversation.
async fn answer(client: &Client, message: &Message) -> Result<(), Error> {
    if !message.text().contains(ECHO) {
        let text = message.text().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let mut reply = SendMessageRequest::new(format!("<p>{ECHO}{text}</p>")); // the body is HTML
        reply.reply_to_message_id = Some(message.id.clone());
        client.send_message(&reply).send().await?;
    }
    Ok(())
}

// From here on: how it is started.

use switchboard::convore::types::{MessageDirection, MessageFormat};
use switchboard_examples::{Bookmark, Failure, Peer, ctrl_c, exit_code, rehearse, required, setting};
use switchboard_sandbox::convore::Server;

#[tokio::main]
async fn main() -> ExitCode {
    exit_code(match setting("SWITCHBOARD_CONVORE_BASE_URL") {
        Some(base_url) => real(base_url).await,
        None => stand_in().await,
    })
}

async fn real(base_url: String) -> Result<(), Failure> {
    let key = required("SWITCHBOARD_CONVORE_TOKEN", "the secret key of your organisation")?;
    let client = Client::builder().base_url(base_url).api_key(key).build()?;
    echo(&client, &Bookmark::named_by("SWITCHBOARD_CONVORE_POSITION_FILE"), ctrl_c()).await
}

async fn stand_in() -> Result<(), Failure> {
    let server = Server::start().await?;
    let client = Client::builder().base_url(server.base_url()).api_key(server.api_key()).build()?;
    let write = |text: &str| {
        server.receive("bob@example.com", "lunch", text);
    };
    let answers = async || {
        let messages = client.list_messages().format(MessageFormat::Full).send().await?.into_inner();
        let answers = messages.data.into_iter().filter(|message| message.direction == MessageDirection::Outbound);
        Ok(answers.map(|message| message.text().to_owned()).collect())
    };

    let mut bob = Peer::new("bob@example.com", "bot");
    let conversation = async {
        bob.say("are you there?", write, answers).await?;
        bob.say("at noon, if 1 < 2", write, answers).await?;
        Ok(())
    };
    rehearse(|stop| echo(&client, &Bookmark::Beginning, stop), conversation).await
}
