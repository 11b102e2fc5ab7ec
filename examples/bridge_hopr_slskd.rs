//! A bridge between a HOPR node and slskd: `cargo run --example bridge-hopr-slskd`.
//!
//! What arrives at the node goes to one user of the Soulseek network, and what that user writes goes to one node of the
//! mixnet. What other users write is left alone.
//!
//! Without `SWITCHBOARD_HOPR_BASE_URL` and `SWITCHBOARD_SLSKD_BASE_URL` it runs between two stand-ins; with both, these
//! are needed too:
//!
//! - `SWITCHBOARD_HOPR_TOKEN`, the superuser token, and `SWITCHBOARD_SLSKD_API_KEY`;
//! - `SWITCHBOARD_BRIDGE_PEER`, the peer id of the node that is written to, and `SWITCHBOARD_BRIDGE_USER`, the user.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example talks to the person who runs it")]

use std::pin::pin;
use std::process::ExitCode;

use switchboard::hopr::extras::{LONGEST_BODY, TextMessage};
use switchboard::hopr::types::SendMessageRequest;
use switchboard::slskd::extras::IncomingPrivateMessage;
use switchboard::{Error, IncomingMessage as _, hopr, slskd};

/// The tag of what goes into the mixnet, which whoever waits for it knows.
const TAG: u16 = 112;

/// The two ends.
struct Bridge {
    hopr: hopr::Client,
    /// Peer id of the node that is written to.
    peer: String,
    slskd: slskd::Client,
    /// The user who is written to.
    user: String,
}

impl Bridge {
    /// Forwards until `stop` ends, or one of the streams does.
    async fn forward(&self, stop: impl Future<Output = ()>) -> Result<(), Failure> {
        let mut from_hopr = self.hopr.incoming();
        let mut from_slskd = self.slskd.incoming();
        let mut stop = pin!(stop);
        loop {
            // To stop waiting loses no message, and what has come is forwarded before the bridge stops.
            let (id, forwarded) = tokio::select! {
                message = from_hopr.next_message() => match message {
                    Some(Ok(message)) => (message.id().into_owned(), self.to_slskd(&message).await),
                    Some(Err(error)) => { eprintln!("{error}"); continue }
                    None => return Err("the node's socket will not open again by itself".into()),
                },
                message = from_slskd.next_message() => match message {
                    Some(Ok(message)) => (message.id().into_owned(), self.to_hopr(&message).await),
                    Some(Err(error)) => { eprintln!("{error}"); continue }
                    None => return Err("slskd will not be asked again: its last error will not heal by itself".into()),
                },
                () = &mut stop => return Ok(()),
            };
            match forwarded {
                Ok(()) => println!("done with {id}"),
                Err(error) => eprintln!("{id} not forwarded: {error}"),
            }
        }
    }

    /// The node told the message once and keeps none for us: what fails here is lost.
    async fn to_slskd(&self, message: &TextMessage) -> Result<(), Error> {
        self.slskd.send_message(&self.user, message.text()).send().await?;
        Ok(())
    }

    /// Acknowledged is what the node took: anything else comes again after a restart.
    async fn to_hopr(&self, message: &IncomingPrivateMessage) -> Result<(), Error> {
        if message.sender() != Some(&self.user) {
            return Ok(());
        }
        // The name in front also keeps a text that begins with `0x` from being read as bytes.
        let name = format!("{}: ", self.user);
        for part in parts(message.text(), LONGEST_BODY.saturating_sub(name.len())) {
            let packet = SendMessageRequest::new(TAG, format!("{name}{part}"), &self.peer);
            self.hopr.send_message(&packet).send().await?;
        }
        message.ack().await
    }
}

// From here on: how it is started.

use switchboard::slskd::types::MessageDirection;
use switchboard_examples::{Failure, Peer, ctrl_c, exit_code, parts, rehearse, required, setting};

#[tokio::main]
async fn main() -> ExitCode {
    exit_code(match (setting("SWITCHBOARD_HOPR_BASE_URL"), setting("SWITCHBOARD_SLSKD_BASE_URL")) {
        (None, None) => stand_ins().await,
        _ => real().await,
    })
}

async fn real() -> Result<(), Failure> {
    let bridge = Bridge {
        hopr: hopr::Client::builder()
            .base_url(required("SWITCHBOARD_HOPR_BASE_URL", "where the node's API is")?)
            .token(required("SWITCHBOARD_HOPR_TOKEN", "the node's superuser token")?)
            .build()?,
        peer: required("SWITCHBOARD_BRIDGE_PEER", "the peer id of the node to write to")?,
        slskd: slskd::Client::builder()
            .base_url(required("SWITCHBOARD_SLSKD_BASE_URL", "where slskd's API is")?)
            .api_key(required("SWITCHBOARD_SLSKD_API_KEY", "a key of the server's configuration")?)
            .accept_self_signed_on_loopback() // slskd makes a new certificate at every start
            .build()?,
        user: required("SWITCHBOARD_BRIDGE_USER", "the user to write to")?,
    };
    bridge.forward(ctrl_c()).await
}

async fn stand_ins() -> Result<(), Failure> {
    let node = switchboard_sandbox::hopr::Server::start().await?;
    let server = switchboard_sandbox::slskd::Server::start().await?;
    let bridge = Bridge {
        hopr: hopr::Client::builder().base_url(node.base_url()).token(node.superuser_token()).build()?,
        peer: "12D3KooWLYKsvDB4xEELYoHXxeStj2gzaDXjra2uGaFLpKCZkJHs".to_owned(),
        slskd: slskd::Client::builder().base_url(server.http_url()).api_key(server.api_key()).build()?,
        user: "bob".to_owned(),
    };

    let into_the_mixnet = |text: &str| node.receive(None, text);
    let reached_bob = async || {
        let messages = bridge.slskd.list_messages("bob").send().await?.into_inner();
        let sent = messages.into_iter().filter(|message| message.direction == Some(MessageDirection::Out));
        Ok(sent.filter_map(|message| message.message).collect())
    };
    let by_bob = |text: &str| {
        server.receive("bob", text);
    };
    let reached_the_mixnet = async || Ok(node.sent().into_iter().map(|message| message.body).collect());

    let mut somebody = Peer::new("somebody in the mixnet", "to bob");
    let mut bob = Peer::new("bob", "to the mixnet");
    let conversation = async {
        // The node tells only those that are connected.
        while node.faults().open_sockets() == 0 {
            tokio::task::yield_now().await;
        }
        bob.say("is anybody there?", by_bob, reached_the_mixnet).await?;
        somebody.say("yes, who is it?", into_the_mixnet, reached_bob).await?;
        bob.say("it is Bob", by_bob, reached_the_mixnet).await
    };
    rehearse(|stop| bridge.forward(stop), conversation).await
}
