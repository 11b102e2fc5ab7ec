//! Sends that are not idempotent, of all five clients.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use switchboard::pieces_os::types::{
    FragmentFormat, QgptConversationMessageRoleEnum, SeededConversationMessage, TransferableString,
};
use switchboard::{Error, convore, hopr, joinself, pieces_os, slskd};

use crate::request::TOKEN_HEADER;
use crate::verdict::Claim;

/// A client and the way it is let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Api {
    Convore,
    Hopr,
    Joinself,
    JoinselfSession,
    PiecesOs,
    Slskd,
    SlskdSession,
}

pub(crate) const APIS: [Api; 7] =
    [Api::Convore, Api::Hopr, Api::Joinself, Api::JoinselfSession, Api::PiecesOs, Api::Slskd, Api::SlskdSession];

/// A message to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) token: String,
    pub(crate) text: String,
    /// How long the call may take, where not as long as the client says.
    pub(crate) limit: Option<Duration>,
}

/// Sends a message, and says what became of it.
pub(crate) type Sender = Arc<dyn Fn(Message) -> Pin<Box<dyn Future<Output = Claim> + Send>> + Send + Sync>;

impl Api {
    /// Whether a call may be repeated once where its credential is refused.
    pub(crate) fn has_session(self) -> bool {
        matches!(self, Self::JoinselfSession | Self::SlskdSession)
    }

    /// What the API answers where it takes a message.
    pub(crate) fn declared(self) -> &'static str {
        match self {
            Self::Convore => {
                r#"{"id":"msg_1","channel_id":"chnnl_1","conversation_id":"conv_1","direction":"outbound",
                    "date":"2024-02-09T10:00:00Z","sender":{"handle":{"type":"email","value":"a@example.com"},
                    "role":"from"},"recipients":[],"created_at":"2024-02-09T10:00:00Z","format":"full"}"#
            }
            Self::Hopr => r#""e61b""#,
            Self::Joinself | Self::JoinselfSession => {
                r#"{"iss":"me","cid":"","rid":"","jti":"j","body":"hi","iat":"2023-11-24T10:00:00Z",
                    "created_at":"2023-11-24T10:00:00Z","updated_at":"2023-11-24T10:00:00Z"}"#
            }
            Self::PiecesOs => {
                r#"{"id":"m","created":{"value":"2024-12-18T10:00:00Z"},"updated":{"value":"2024-12-18T10:00:00Z"},
                    "conversation":{"id":"c"},"role":"USER"}"#
            }
            Self::Slskd | Self::SlskdSession => "",
        }
    }

    /// A client of the server at this address, whose calls may take this long.
    pub(crate) fn sender(self, address: SocketAddr, limit: Duration) -> Sender {
        let client = Client::new(self, &format!("http://{address}"), limit).unwrap();
        Arc::new(move |message| {
            let client = client.clone();
            Box::pin(async move { Claim::of(client.send(&message).await) })
        })
    }
}

#[derive(Clone)]
enum Client {
    Convore(convore::Client),
    Hopr(hopr::Client),
    Joinself(joinself::Client),
    PiecesOs(pieces_os::Client),
    Slskd(slskd::Client),
}

/// Sets what all calls have, and sends one.
macro_rules! send {
    ($call:expr, $message:ident) => {{
        let mut call = $call.header(TOKEN_HEADER, &$message.token);
        if let Some(limit) = $message.limit {
            call = call.timeout(limit);
        }
        Ok(call.send().await?.status().as_u16())
    }};
}

impl Client {
    fn new(api: Api, url: &str, limit: Duration) -> Result<Self, Error> {
        let joinself = || joinself::Client::builder().base_url(url).timeout(limit);
        let slskd = || slskd::Client::builder().base_url(url).timeout(limit);
        Ok(match api {
            Api::Convore => {
                Self::Convore(convore::Client::builder().base_url(url).timeout(limit).api_key("key").build()?)
            }
            Api::Hopr => Self::Hopr(hopr::Client::builder().base_url(url).timeout(limit).token("token").build()?),
            Api::Joinself => Self::Joinself(joinself().token("token").build()?),
            Api::JoinselfSession => Self::Joinself(joinself().sign_in("user", "password").build()?),
            Api::PiecesOs => {
                let builder = pieces_os::Client::builder().base_url(url).timeout(limit);
                Self::PiecesOs(builder.application("5e5e1f0c-1f3c-4b51-8a0e-0d3c9d0e7a11").build()?)
            }
            Api::Slskd => Self::Slskd(slskd().api_key("key").build()?),
            Api::SlskdSession => Self::Slskd(slskd().sign_in("user", "password").build()?),
        })
    }

    async fn send(&self, message: &Message) -> Result<u16, Error> {
        let text = message.text.as_str();
        match self {
            Self::Convore(client) => {
                send!(client.send_message(&convore::types::SendMessageRequest::new(text)), message)
            }
            Self::Hopr(client) => {
                send!(client.send_message(&hopr::types::SendMessageRequest::new(1, text, "12D3Koo")), message)
            }
            Self::Joinself(client) => {
                let request = joinself::types::SendMessageRequest::new(text);
                send!(client.send_message("app", "1234567890", &request), message)
            }
            Self::PiecesOs(client) => {
                let mut string = TransferableString::new();
                string.raw = Some(text.to_owned());
                let mut fragment = FragmentFormat::new();
                fragment.string = Some(string);
                let request = SeededConversationMessage::new(fragment, QgptConversationMessageRoleEnum::User);
                send!(client.create_message(&request), message)
            }
            Self::Slskd(client) => send!(client.send_message("bob", text), message),
        }
    }
}
