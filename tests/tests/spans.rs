//! What does `tracing` learn of a call?

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use switchboard::RetryPolicy;
use switchboard::slskd::Client;
use switchboard_tests::scripted::{Server, answer, json};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::Registry;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;

/// The fields of our spans, and the messages of our events with the span they are in.
#[derive(Clone, Default)]
struct Seen {
    fields: Arc<Mutex<BTreeMap<String, String>>>,
    events: Arc<Mutex<Vec<Told>>>,
}

/// An event: the span it is in, and its message.
type Told = (Option<&'static str>, String);

struct Fields<'a>(&'a mut BTreeMap<String, String>);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}").trim_matches('"').to_owned());
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Seen {
    fn on_new_span(&self, attributes: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        if attributes.metadata().target().starts_with("switchboard_core") {
            attributes.record(&mut Fields(&mut self.fields.lock().unwrap()));
        }
    }

    fn on_record(&self, span: &Id, values: &Record<'_>, context: Context<'_, S>) {
        if context.metadata(span).unwrap().target().starts_with("switchboard_core") {
            values.record(&mut Fields(&mut self.fields.lock().unwrap()));
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        if event.metadata().target().starts_with("switchboard_core") {
            let mut fields = BTreeMap::new();
            event.record(&mut Fields(&mut fields));
            let span = context.lookup_current().map(|span| span.name());
            self.events.lock().unwrap().push((span, fields.remove("message").unwrap()));
        }
    }
}

#[test]
fn a_call_is_a_span_with_its_operation_status_and_attempts() {
    let seen = Seen::default();
    let _guard = tracing::subscriber::set_default(Registry::default().with(seen.clone()));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let server = Server::start(vec![answer("503 Service Unavailable", &[], b""), json("[]")]).await.unwrap();
        let client = Client::builder()
            .base_url(server.url())
            .retry(RetryPolicy::new().backoff(Duration::ZERO, Duration::ZERO))
            .build()
            .unwrap();
        client.list_messages("canary").send().await.unwrap();
    });
    let fields = seen.fields.lock().unwrap().clone();
    let expected = [
        ("api", "slskd"),
        ("attempts", "2"),
        ("method", "GET"),
        ("operation", "conversations_username_messages_get"),
        ("path", "/conversations/{username}/messages"),
        ("status", "200"),
    ];
    assert_eq!(fields, expected.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
    let events = seen.events.lock().unwrap().clone();
    let expected = [(Some("call"), "trying again".to_owned()), (Some("call"), "call".to_owned())];
    assert_eq!(events, expected);
}
