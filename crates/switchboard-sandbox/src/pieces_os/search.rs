//! Searching messages by the words of their texts.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::pieces_os::messages::Messages;
use crate::pieces_os::timestamp;

/// What to search for.
#[derive(Deserialize)]
pub(crate) struct Search {
    engines: Engines,
}

/// Several searches in one.
#[derive(Deserialize)]
struct Engines {
    iterable: Vec<Engine>,
    #[serde(rename = "type")]
    combination: Option<Combination>,
}

/// How several searches are combined: any may match, unless all must.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "UPPERCASE")]
enum Combination {
    And,
    Or,
}

#[derive(Deserialize)]
struct Engine {
    query: Option<String>,
    full_text: Option<FullText>,
    operations: Option<Engines>,
}

#[derive(Default, Deserialize)]
struct FullText {
    similarity: Option<f64>,
    exact: Option<bool>,
}

/// How well a text matches.
#[derive(Clone, Copy)]
struct Match {
    exact: bool,
    similarity: f64,
}

impl Search {
    /// The messages that match, best first, as a document.
    pub(crate) fn run(&self, messages: &Messages, transferables: bool) -> Value {
        let matching = |text: Option<&str>| self.engines.find_in(text.unwrap_or_default());
        let mut found: Vec<_> =
            messages.iter().filter_map(|message| Some((matching(message.text())?, message))).collect();
        found.sort_by(|(left, _), (right, _)| right.similarity.total_cmp(&left.similarity));
        let iterable: Vec<Value> = found
            .into_iter()
            .map(|(found, message)| {
                json!({
                    "exact": found.exact,
                    "similarity": found.similarity,
                    "identifier": message.id(),
                    "message": message.document(transferables),
                })
            })
            .collect();
        json!({ "schema": timestamp::schema(), "iterable": iterable })
    }
}

impl Engines {
    fn find_in(&self, text: &str) -> Option<Match> {
        let all_must_match = self.combination == Some(Combination::And);
        let found: Vec<Match> = self.iterable.iter().filter_map(|engine| engine.find_in(text)).collect();
        if all_must_match && found.len() < self.iterable.len() {
            return None;
        }
        let best = |left: Match, right: Match| if right.similarity > left.similarity { right } else { left };
        found.into_iter().reduce(best)
    }
}

impl Engine {
    fn find_in(&self, text: &str) -> Option<Match> {
        let nested = self.operations.as_ref().map(|operations| operations.find_in(text));
        let Some(query) = self.query.as_deref() else {
            return nested?;
        };
        if matches!(nested, Some(None)) {
            return None;
        }
        let full_text = self.full_text.as_ref();
        let found = Match { exact: text.contains(query), similarity: similarity(query, text) };
        let least = full_text.and_then(|options| options.similarity).unwrap_or(0.0);
        let exact_only = full_text.and_then(|options| options.exact).unwrap_or(false);
        (found.similarity > 0.0 && found.similarity >= least && (found.exact || !exact_only)).then_some(found)
    }
}

/// The share of the query's words that a text holds.
fn similarity(query: &str, text: &str) -> f64 {
    let text = text.to_lowercase();
    let query = query.to_lowercase();
    let (mut words, mut held) = (0.0, 0.0);
    for word in query.split_whitespace() {
        words += 1.0;
        held += if text.contains(word) { 1.0 } else { 0.0 };
    }
    if words > 0.0 { held / words } else { 0.0 }
}
