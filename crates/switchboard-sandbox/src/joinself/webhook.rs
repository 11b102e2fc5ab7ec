//! The webhook to which the server posts what arrives.

use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use axum::body::Body;
use http::header::{CONTENT_TYPE, HOST};
use http::{HeaderValue, Method, Request};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use url::{Host, Url};

use crate::StartError;

/// How long the receiver may take for one message, before the next is posted.
const MOST_TIME: Duration = Duration::from_secs(10);

/// The way to the receiver of one server's messages.
pub(crate) struct Webhook {
    bodies: UnboundedSender<String>,
}

/// Where the receiver listens.
struct Receiver {
    address: (IpAddr, u16),
    /// As the receiver calls itself, for the header `Host`.
    host: HeaderValue,
    target: String,
}

impl Webhook {
    /// Posts to this URL from now on, in a task of the current runtime.
    pub(crate) fn open(url: &str) -> Result<Self, StartError> {
        let receiver = Receiver::at(url).ok_or(StartError::Webhook)?;
        let (bodies, to_post) = unbounded_channel();
        tokio::spawn(post_all(receiver, to_post));
        Ok(Self { bodies })
    }

    /// Posts a body after those before it.
    pub(crate) fn post(&self, body: String) {
        // Without a runtime to run the task there is nobody to post to.
        let _sent = self.bodies.send(body);
    }
}

impl Receiver {
    /// Plain HTTP on loopback only: nothing that is tried out here may bother anyone else.
    fn at(url: &str) -> Option<Self> {
        let url = Url::parse(url).ok().filter(|url| url.scheme() == "http")?;
        let ip = match url.host()? {
            Host::Ipv4(ip) => IpAddr::V4(ip),
            Host::Ipv6(ip) => IpAddr::V6(ip),
            Host::Domain(name) => IpAddr::V4((name == "localhost").then_some(Ipv4Addr::LOCALHOST)?),
        };
        let port = url.port_or_known_default()?;
        let host = HeaderValue::from_str(&format!("{}:{port}", url.host_str()?)).ok()?;
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        ip.is_loopback().then(|| Self { address: (ip, port), host, target: format!("{}{query}", url.path()) })
    }

    async fn post(&self, body: String) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let request = Request::builder()
            .method(Method::POST)
            .uri(&self.target)
            .header(HOST, &self.host)
            .header(CONTENT_TYPE, "application/json")
            .body(Body::from(body))?;
        let stream = TcpStream::connect(self.address).await?;
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::select! {
            answered = sender.send_request(request) => answered.map(|_| ()).map_err(Into::into),
            ended = connection => Err(ended.err().map_or_else(|| io::Error::other("no answer").into(), Into::into)),
        }
    }
}

/// Posts until the server is gone. What cannot be delivered is lost, as with the real server.
async fn post_all(receiver: Receiver, mut bodies: UnboundedReceiver<String>) {
    while let Some(body) = bodies.recv().await {
        let _delivered = tokio::time::timeout(MOST_TIME, receiver.post(body)).await;
    }
}
