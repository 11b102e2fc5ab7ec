//! Local stand-ins for the servers of the messaging APIs that Switchboard speaks to.
//!
//! A stand-in listens on loopback ports that the operating system chooses, keeps everything in memory and is gone when
//! it is dropped. It lets you write and test a bot without an account, without a network and without bothering anyone.
//!
//! Each API has a module of its own:
//!
//! | module        | stands in for                                                     |
//! |---------------|-------------------------------------------------------------------|
//! | [`convore`]   | Convore 1.0.0, a hosted inbox for mail and chat: messages, events |
//! | [`hopr`]      | HOPRd, REST API v3: sending, the inbox and the message socket     |
//! | [`joinself`]  | Joinself's restful-client 0.36.0, for the Self network: messages  |
//! | [`pieces_os`] | Pieces OS: messages of the conversations with its copilot         |
//! | [`slskd`]     | slskd 0.17.8, a client of the Soulseek network: private messages  |
//!
//! A stand-in is written from what the real server is known to do, not from Switchboard's clients: it shares no type
//! with them, so that it can show where a client is wrong. The quirks of the real server are kept on purpose; each
//! module lists its own.
//!
//! # Example
//!
//! Any HTTP client will do; here it is reqwest. Bob writes, and the bot answers:
//!
//! ```
//! # fn http_client() -> reqwest::Client {
//! #     let tls = rustls::ClientConfig::builder_with_provider(rustls::crypto::ring::default_provider().into())
//! #         .with_safe_default_protocol_versions()
//! #         .unwrap()
//! #         .with_root_certificates(rustls::RootCertStore::empty())
//! #         .with_no_client_auth();
//! #     reqwest::Client::builder().tls_backend_preconfigured(tls).build().unwrap()
//! # }
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use switchboard_sandbox::slskd::Server;
//!
//! let server = Server::start().await?;
//! let conversation = format!("{}/conversations/bob", server.http_url());
//! let client = http_client();
//!
//! server.receive("bob", "are you there?");
//!
//! let found = client.get(&conversation).header("X-API-Key", server.api_key()).send().await?;
//! assert!(found.text().await?.contains("are you there?"));
//!
//! let sent = client
//!     .post(&conversation)
//!     .header("X-API-Key", server.api_key())
//!     .header("Content-Type", "application/json")
//!     .body(r#""yes, I am""#)
//!     .send()
//!     .await?;
//! assert_eq!(sent.status(), 201);
//! # Ok(())
//! # }
//! ```
//!
//! # Bad days
//!
//! A stand-in fails on demand: every server has [`Faults`], by which calls get no answer, a late one or a status of your
//! choosing, and sockets are closed, cut, frozen or told nonsense.
//!
//! # Requirements
//!
//! A server is started inside a tokio runtime with I/O and time enabled, and lives no longer than that runtime. Nothing
//! is read from the environment, nothing is written to disk, and no process-wide setting (such as rustls' default
//! provider) is touched, so that any number of servers can run side by side.

#![forbid(unsafe_code)]

mod certificate;
pub mod convore;
mod error;
mod faults;
pub mod hopr;
pub mod joinself;
mod listen;
mod path;
pub mod pieces_os;
pub mod slskd;

pub use error::StartError;
pub use faults::Faults;
