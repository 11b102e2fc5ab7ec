//! Sends that are not idempotent, of all five clients.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use switchboard::pieces_os::types::{
    FragmentFormat, QgptConversationMessageRoleEnum, SeededConversationMessage, TransferableString,
};
use switchboard::{Error, RetryPolicy, convore, hopr, joinself, pieces_os, slskd};

use crate::request::TOKEN_HEADER;
use crate::verdict::Report;

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
    pub(crate) manner: Manner,
}

/// How the answer of a call is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    Typed,
    Raw,
    Streamed,
}

/// How a client is set up.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// How long calls may take.
    pub(crate) limit: Duration,
    pub(crate) retry: RetryPolicy,
    /// Whether its calls are marked as such that may be repeated.
    pub(crate) is_idempotent: bool,
}

/// Sends a message, and says what became of it.
pub(crate) type Sender = Arc<dyn Fn(Message) -> Pin<Box<dyn Future<Output = Report> + Send>> + Send + Sync>;

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

    /// A client of the server at this address.
    pub(crate) fn sender(self, address: SocketAddr, settings: Settings) -> Sender {
        let is_idempotent = settings.is_idempotent;
        let client = Client::new(self, &format!("http://{address}"), settings).unwrap();
        Arc::new(move |message| {
            let client = client.clone();
            Box::pin(async move { Report::of(client.send(&message, is_idempotent).await) })
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

/// Sets what all clients have.
macro_rules! builder {
    ($api:ident, $url:ident, $settings:ident) => {
        $api::Client::builder().base_url($url).timeout($settings.limit).retry($settings.retry)
    };
}

/// Sets what all calls have, and sends one.
macro_rules! send {
    ($call:expr, $message:ident, $is_idempotent:ident) => {{
        let mut call = $call.header(TOKEN_HEADER, &$message.token).idempotent($is_idempotent);
        if let Some(limit) = $message.limit {
            call = call.timeout(limit);
        }
        let status = match $message.manner {
            Manner::Typed => call.send().await?.status(),
            Manner::Raw => call.send_raw().await?.status(),
            Manner::Streamed => {
                let answer = call.send_streamed().await?;
                let status = answer.status();
                answer.into_inner().bytes().await?;
                status
            }
        };
        Ok(status.as_u16())
    }};
}

impl Client {
    fn new(api: Api, url: &str, settings: Settings) -> Result<Self, Error> {
        Ok(match api {
            Api::Convore => Self::Convore(builder!(convore, url, settings).api_key("key").build()?),
            Api::Hopr => Self::Hopr(builder!(hopr, url, settings).token("token").build()?),
            Api::Joinself => Self::Joinself(builder!(joinself, url, settings).token("token").build()?),
            Api::JoinselfSession => {
                Self::Joinself(builder!(joinself, url, settings).sign_in("user", "password").build()?)
            }
            Api::PiecesOs => Self::PiecesOs(builder!(pieces_os, url, settings).application("application").build()?),
            Api::Slskd => Self::Slskd(builder!(slskd, url, settings).api_key("key").build()?),
            Api::SlskdSession => Self::Slskd(builder!(slskd, url, settings).sign_in("user", "password").build()?),
        })
    }

    async fn send(&self, message: &Message, is_idempotent: bool) -> Result<u16, Error> {
        let text = message.text.as_str();
        match self {
            Self::Convore(client) => {
                send!(client.send_message(&convore::types::SendMessageRequest::new(text)), message, is_idempotent)
            }
            Self::Hopr(client) => {
                send!(
                    client.send_message(&hopr::types::SendMessageRequest::new(1, text, "12D3Koo")),
                    message,
                    is_idempotent
                )
            }
            Self::Joinself(client) => {
                let request = joinself::types::SendMessageRequest::new(text);
                send!(client.send_message("app", "1234567890", &request), message, is_idempotent)
            }
            Self::PiecesOs(client) => {
                let mut string = TransferableString::new();
                string.raw = Some(text.to_owned());
                let mut fragment = FragmentFormat::new();
                fragment.string = Some(string);
                let request = SeededConversationMessage::new(fragment, QgptConversationMessageRoleEnum::User);
                send!(client.create_message(&request), message, is_idempotent)
            }
            Self::Slskd(client) => send!(client.send_message("bob", text), message, is_idempotent),
        }
    }
}
