//! Everything that this process logs, traces, or says when it panics, whichever crate it is of.

use std::cell::Cell;
use std::fmt::{Debug, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, Once, PoisonError};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

use crate::canaries;

static SEEN: Mutex<Vec<String>> = Mutex::new(Vec::new());
static START: Once = Once::new();

thread_local! {
    static PANIC_IS_EXPECTED: Cell<bool> = const { Cell::new(false) };
}

/// Captures from now on.
pub(crate) fn start() {
    START.call_once(|| {
        tracing::subscriber::set_global_default(tracing_subscriber::registry().with(Tracing)).unwrap();
        log::set_logger(&Logging).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
        let print = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if PANIC_IS_EXPECTED.get() {
                keep(format!("panic {panic}"));
            } else {
                print(panic);
            }
        }));
    });
}

/// Fails if anything captured so far holds a canary, or if our own event of a call or those of the HTTP stack were not
/// captured.
pub(crate) fn assert_clean() {
    assert_clean_of("message=call");
    let seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    for start in ["event TRACE hyper_util", "log DEBUG reqwest"] {
        assert!(seen.iter().any(|text| text.starts_with(start)), "no {start} was captured");
    }
}

/// Fails if anything captured so far holds a canary, or if this event of ours was not captured.
pub(crate) fn assert_clean_of(event: &str) {
    let seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner).clone();
    for text in &seen {
        canaries::assert_absent("what was logged", text);
    }
    let ours = |text: &String| text.starts_with("event DEBUG switchboard_core") && text.contains(event);
    assert!(seen.iter().any(ours), "no event {event:?} was captured");
}

/// Unwraps what failed, as a careless caller would, and fails if that was not captured.
pub(crate) fn assert_panics_cleanly<E: Debug>(what: &str, failed: Result<(), E>) {
    PANIC_IS_EXPECTED.set(true);
    let panic = catch_unwind(AssertUnwindSafe(|| failed.unwrap())).unwrap_err();
    PANIC_IS_EXPECTED.set(false);
    let said = panic.downcast_ref::<String>().unwrap();
    canaries::assert_absent(what, said);
    let seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    assert!(seen.iter().any(|text| text.starts_with("panic ") && text.contains(said.as_str())), "{what}: {said}");
}

fn keep(text: String) {
    SEEN.lock().unwrap_or_else(PoisonError::into_inner).push(text);
}

struct Logging;

impl log::Log for Logging {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        keep(format!("log {} {} {}", record.level(), record.target(), record.args()));
    }

    fn flush(&self) {}
}

struct Tracing;

impl<S: Subscriber> Layer<S> for Tracing {
    fn on_new_span(&self, attributes: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        let mut fields = Fields::of("span", attributes.metadata());
        attributes.record(&mut fields);
        keep(fields.0);
    }

    fn on_record(&self, _: &Id, values: &Record<'_>, _: Context<'_, S>) {
        let mut fields = Fields("record".to_owned());
        values.record(&mut fields);
        keep(fields.0);
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut fields = Fields::of("event", event.metadata());
        event.record(&mut fields);
        keep(fields.0);
    }
}

struct Fields(String);

impl Fields {
    fn of(kind: &str, metadata: &Metadata<'_>) -> Self {
        Self(format!("{kind} {} {} {}", metadata.level(), metadata.target(), metadata.name()))
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}
