//! The ways of calling `list_messages` that are compared.

use std::sync::Arc;
use std::time::Duration;

use futures_core::future::BoxFuture;
use switchboard_convore::types::PageMessage;
use tokio::task::JoinSet;

use crate::stock;

const KEY: &str = "cvr_0123456789abcdef0123456789abcdef";

/// A way of calling `list_messages`.
pub trait Contender: Send + Sync + 'static {
    /// What it is called in tables.
    fn name(&self) -> &'static str;

    /// Calls once, with a cursor where the server is to hold the answer, and says how many messages came.
    fn call(&self, cursor: Option<&'static str>) -> BoxFuture<'_, usize>;
}

/// Our client, as it is built by default.
pub struct Switchboard(switchboard_convore::Client);

impl Switchboard {
    /// A client of this server.
    #[must_use]
    pub fn new(url: &str) -> Self {
        Self(switchboard_convore::Client::builder().base_url(url).api_key(KEY).build().unwrap())
    }
}

impl Contender for Switchboard {
    fn name(&self) -> &'static str {
        "switchboard"
    }

    fn call(&self, cursor: Option<&'static str>) -> BoxFuture<'_, usize> {
        Box::pin(async move {
            let mut call = self.0.list_messages().limit(100);
            if let Some(cursor) = cursor {
                call = call.cursor(cursor);
            }
            call.send().await.unwrap().data.len()
        })
    }
}

/// What one writes without a client: reqwest, and `serde_json` into the same types.
pub struct HandWritten {
    client: reqwest::Client,
    url: String,
}

impl HandWritten {
    /// A client of this server, with everything as reqwest has it by default: no limit of time or size.
    #[must_use]
    pub fn new(url: &str) -> Self {
        install_provider();
        Self { client: reqwest::Client::new(), url: format!("{url}/v1/messages") }
    }
}

impl Contender for HandWritten {
    fn name(&self) -> &'static str {
        "reqwest + serde_json"
    }

    fn call(&self, cursor: Option<&'static str>) -> BoxFuture<'_, usize> {
        Box::pin(async move {
            let mut url = format!("{}?limit=100", self.url);
            if let Some(cursor) = cursor {
                url += &format!("&cursor={cursor}");
            }
            let answer = self.client.get(url).bearer_auth(KEY).send().await.unwrap().error_for_status().unwrap();
            answer.json::<PageMessage>().await.unwrap().data.len()
        })
    }
}

/// The client that progenitor makes of the same document, into the types that it makes.
pub struct Stock(stock::Client);

impl Stock {
    /// A client of this server, with the limits of progenitor's own `Client::new`, and the key, which that cannot carry.
    #[must_use]
    pub fn new(url: &str) -> Self {
        install_provider();
        let limit = Duration::from_secs(15);
        let key = http::HeaderValue::from_str(&format!("Bearer {KEY}")).unwrap();
        let client = reqwest::Client::builder()
            .connect_timeout(limit)
            .timeout(limit)
            .default_headers(http::HeaderMap::from_iter([(http::header::AUTHORIZATION, key)]))
            .build()
            .unwrap();
        Self(stock::Client::new_with_client(url, client))
    }
}

impl Contender for Stock {
    fn name(&self) -> &'static str {
        "progenitor"
    }

    fn call(&self, cursor: Option<&'static str>) -> BoxFuture<'_, usize> {
        Box::pin(async move {
            let mut call = self.0.list_messages().limit(100);
            if let Some(cursor) = cursor {
                call = call.cursor(cursor);
            }
            call.send().await.unwrap().data.len()
        })
    }
}

/// Calls this often, with so many calls in flight.
pub async fn in_flight(contender: &Arc<dyn Contender>, calls: usize, in_flight: usize, cursor: Option<&'static str>) {
    let mut workers = JoinSet::new();
    for _ in 0..in_flight {
        let contender = Arc::clone(contender);
        workers.spawn(async move {
            for _ in 0..calls / in_flight {
                assert_eq!(contender.call(cursor).await, crate::MESSAGES);
            }
        });
    }
    while let Some(done) = workers.join_next().await {
        done.unwrap();
    }
}

/// reqwest is built without a provider of its own for TLS, which none of this uses.
fn install_provider() {
    // A second contender finds it installed.
    let _installed = rustls::crypto::ring::default_provider().install_default();
}
