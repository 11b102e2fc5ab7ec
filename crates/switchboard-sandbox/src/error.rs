//! Why a stand-in could not be started.

use std::error::Error;
use std::io;

/// Why a stand-in could not be started.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// No port could be opened on 127.0.0.1.
    #[error(
        "no port could be opened on 127.0.0.1; see whether this machine lets the program listen on loopback and has ports and file descriptors left"
    )]
    Listen(#[source] io::Error),

    /// The URL of a webhook is none that a stand-in posts to.
    #[error(
        "the URL of a webhook must begin with http:// and be on loopback, such as http://127.0.0.1:8080/messages: a stand-in posts nowhere else"
    )]
    Webhook,

    /// The certificate for the HTTPS port could not be made.
    #[error("no certificate could be made for the HTTPS port; please report this, with the cause below")]
    Certificate(#[source] Box<dyn Error + Send + Sync>),
}
