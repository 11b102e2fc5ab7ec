//! An echo bot for joinself's Self client: `cargo run --example echo-joinself`.
//!
//! It answers what one connection writes to an app. How far it came is kept after each answer, so that it goes on there
//! after a restart.
//!
//! Without `SWITCHBOARD_JOINSELF_BASE_URL` (such as `http://localhost:8080/v1`) it runs against a stand-in; with it,
//! these are needed too:
//!
//! - `SWITCHBOARD_JOINSELF_TOKEN`, or `SWITCHBOARD_JOINSELF_USER` and `SWITCHBOARD_JOINSELF_PASSWORD`;
//! - `SWITCHBOARD_JOINSELF_APP` and `SWITCHBOARD_JOINSELF_CONNECTION`, the Self id of the other side;
//! - perhaps `SWITCHBOARD_JOINSELF_POSITION_FILE`, where to keep how far it came.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example talks to the person who runs it")]

use std::pin::pin;
use std::process::ExitCode;

use switchboard::joinself::types::SendMessageRequest;
use switchboard::joinself::{Client, Error, IncomingMessage as _};

/// What answers begin with. Two bots that echo each other would never end, so what begins like this gets none.
const ECHO: &str = "you said: ";
/// The most bytes that the server sends.
const LONGEST_BODY: usize = 128;

/// A conversation: an app, and who is connected with it.
struct Conversation<'a> {
    client: &'a Client,
    app: &'a str,
    connection: &'a str,
}

impl Conversation<'_> {
    /// Answers until `stop` ends, or the stream does.
    async fn echo(&self, bookmark: &Bookmark, stop: impl Future<Output = ()>) -> Result<(), Failure> {
        let mut messages = self.client.incoming(self.app, self.connection);
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
                    match self.answer(message.text()).await {
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

    async fn answer(&self, text: &str) -> Result<(), Error> {
        if !text.starts_with(ECHO) {
            let reply = format!("{ECHO}{text}");
            let reply = SendMessageRequest::new(beginning(&reply, LONGEST_BODY));
            self.client.send_message(self.app, self.connection, &reply).send().await?;
        }
        Ok(())
    }
}

// From here on: how it is started.

use switchboard_examples::{Bookmark, Failure, Peer, beginning, ctrl_c, exit_code, rehearse, required, setting};
use switchboard_sandbox::joinself::Server;

#[tokio::main]
async fn main() -> ExitCode {
    exit_code(match setting("SWITCHBOARD_JOINSELF_BASE_URL") {
        Some(base_url) => real(base_url).await,
        None => stand_in().await,
    })
}

async fn real(base_url: String) -> Result<(), Failure> {
    let builder = Client::builder().base_url(base_url);
    let client = match setting("SWITCHBOARD_JOINSELF_TOKEN") {
        Some(token) => builder.token(token),
        None => builder.sign_in(
            required("SWITCHBOARD_JOINSELF_USER", "the user name, or SWITCHBOARD_JOINSELF_TOKEN to a token")?,
            required("SWITCHBOARD_JOINSELF_PASSWORD", "the user's password")?,
        ),
    };
    let app = required("SWITCHBOARD_JOINSELF_APP", "the id of your app")?;
    let connection = required("SWITCHBOARD_JOINSELF_CONNECTION", "the Self id of the other side")?;
    let conversation = Conversation { client: &client.build()?, app: &app, connection: &connection };
    conversation.echo(&Bookmark::named_by("SWITCHBOARD_JOINSELF_POSITION_FILE"), ctrl_c()).await
}

async fn stand_in() -> Result<(), Failure> {
    let server = Server::start().await?;
    let client =
        Client::builder().base_url(server.base_url()).sign_in(server.user_name(), server.password()).build()?;
    let conversation = Conversation { client: &client, app: "app", connection: "1234567890" };
    server.add_connection(conversation.app, conversation.connection);
    let write = |text: &str| {
        server.receive(conversation.app, conversation.connection, text);
    };
    let answers = async || {
        let messages = client.list_messages(conversation.app, conversation.connection).send().await?.into_inner();
        let oldest_first = messages.items.into_iter().rev();
        Ok(oldest_first.filter(|message| message.iss == "me").map(|message| message.body).collect())
    };

    let mut peer = Peer::new("1234567890", "bot");
    let talk = async {
        peer.say("are you there?", write, answers).await?;
        peer.say("good night", write, answers).await?;
        Ok(())
    };
    rehearse(|stop| conversation.echo(&Bookmark::Beginning, stop), talk).await
}
