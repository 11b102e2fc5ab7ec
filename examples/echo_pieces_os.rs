//! An echo bot for Pieces OS: `cargo run --example echo-pieces-os`.
//!
//! It speaks for the assistant: it answers what the user writes, in whatever conversation. How far it came is kept after
//! each answer, so that it goes on there after a restart.
//!
//! Without `SWITCHBOARD_PIECES_OS_BASE_URL` (such as `http://localhost:39300`) it runs against a stand-in. With it,
//! `SWITCHBOARD_PIECES_OS_APPLICATION` may hold the id of an application; one is registered where it does not.
//! `SWITCHBOARD_PIECES_OS_POSITION_FILE` says where to keep how far it came.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example talks to the person who runs it")]

use std::pin::pin;
use std::process::ExitCode;

use switchboard::pieces_os::types::{
    ApplicationNameEnum, ConversationMessage, FragmentFormat, QgptConversationMessageRoleEnum as Role,
    ReferencedConversation, SeededConversationMessage, TransferableString,
};
use switchboard::pieces_os::{Client, Error, IncomingMessage as _};

/// Answers until `stop` ends, or the stream does.
async fn echo(client: &Client, bookmark: &Bookmark, stop: impl Future<Output = ()>) -> Result<(), Failure> {
    // Own messages do not come: those of the role that the bot writes in.
    let mut messages = client.incoming(Role::Assistant);
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
                    Ok(()) => println!("done with {}", message.id),
                    Err(error) => eprintln!("no answer to {}: {error}", message.id),
                }
                // After the answer: whoever dies in between answers twice rather than never.
                if let Some(position) = messages.position() {
                    bookmark.write(&position)?;
                }
            }
            // Pieces OS may be down for a moment; it is asked again.
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

/// Answers the user; there are other roles, such as that of the system.
async fn answer(client: &Client, message: &ConversationMessage) -> Result<(), Error> {
    if message.role == Role::User {
        let mut text = TransferableString::new();
        text.raw = Some(format!("you said: {}", message.text()));
        let mut fragment = FragmentFormat::new();
        fragment.string = Some(text);
        let mut reply = SeededConversationMessage::new(fragment, Role::Assistant);
        reply.conversation = Some(ReferencedConversation::new(message.conversation.id.clone()));
        client.create_message(&reply).transferables(false).send().await?;
    }
    Ok(())
}

// From here on: how it is started.

use switchboard_examples::{Bookmark, Failure, Peer, ctrl_c, exit_code, rehearse, setting};
use switchboard_sandbox::pieces_os::Server;

#[tokio::main]
async fn main() -> ExitCode {
    exit_code(match setting("SWITCHBOARD_PIECES_OS_BASE_URL") {
        Some(base_url) => real(base_url).await,
        None => stand_in().await,
    })
}

async fn real(base_url: String) -> Result<(), Failure> {
    let builder = Client::builder().base_url(base_url);
    let client = match setting("SWITCHBOARD_PIECES_OS_APPLICATION") {
        Some(application) => builder.application(application).build()?,
        None => registered(&builder.build()?).await?,
    };
    echo(&client, &Bookmark::named_by("SWITCHBOARD_PIECES_OS_POSITION_FILE"), ctrl_c()).await
}

async fn stand_in() -> Result<(), Failure> {
    let server = Server::start().await?;
    let client = registered(&Client::builder().base_url(server.base_url()).build()?).await?;
    let write = |text: &str| {
        server.receive_from_user("6a9a0a4e-5c0b-4d27-9f5c-0f0f4a0e8f11", text);
    };
    let answers = async || {
        let messages = client.list_messages().transferables(true).send().await?.into_inner();
        let answers = messages.iterable.into_iter().filter(|message| message.role == Role::Assistant);
        Ok(answers.map(|message| message.text().to_owned()).collect())
    };

    let mut user = Peer::new("the user", "bot");
    let conversation = async {
        user.say("are you there?", write, answers).await?;
        user.say("good night", write, answers).await?;
        Ok(())
    };
    rehearse(|stop| echo(&client, &Bookmark::Beginning, stop), conversation).await
}

/// A client that says which application it is.
async fn registered(client: &Client) -> Result<Client, Failure> {
    let connected = client.connect(ApplicationNameEnum::OpenSource, env!("CARGO_PKG_VERSION")).send().await?;
    Ok(connected.into_client())
}
