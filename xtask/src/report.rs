//! What became of a document on its way to a client: what was rewritten, what had to be guessed, and what is lost.

use std::collections::BTreeMap;

use crate::document::limits::MAXIMUM_NODES;
use crate::document::{Document, Origins};

/// What a change means to the users of the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The same in another form.
    Rewritten,
    /// The document is wrong or says too little, and this is the likeliest meaning.
    Repaired,
    /// The client knows or can do less than the document says. All losses with one reason are counted together.
    Lost(&'static str),
}

/// One thing that a pass did to the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Name of the pass.
    pub pass: &'static str,
    /// JSON pointer to what was changed, in the document as its author wrote it where that is known.
    pub pointer: String,
    /// What was done.
    pub what: String,
    /// What it means.
    pub effect: Effect,
}

/// What the passes did, in order.
#[derive(Debug, Default)]
pub struct Report {
    pass: &'static str,
    changes: Vec<Change>,
    /// Changes that are many and alike, counted.
    tallies: BTreeMap<(&'static str, &'static str), usize>,
    /// What passes have moved or made, with where that stood in the author's document.
    origins: Origins,
    /// How many values passes have added to the document.
    added: usize,
    /// Where a pass would have made the document too large.
    too_large_at: Option<String>,
}

impl Report {
    pub(crate) fn begin(&mut self, pass: &'static str) {
        self.pass = pass;
    }

    /// Notes that the running pass wrote something in another form.
    pub(crate) fn changed(&mut self, pointer: impl Into<String>, what: impl Into<String>) {
        self.add(pointer.into(), what.into(), Effect::Rewritten);
    }

    /// Notes that the running pass mended what the document has wrong or leaves open.
    pub(crate) fn repaired(&mut self, pointer: impl Into<String>, what: impl Into<String>) {
        self.add(pointer.into(), what.into(), Effect::Repaired);
    }

    /// Notes that something of the document is not in the client. `reason` is one of a few, such as `untyped JSON`.
    pub(crate) fn lost(&mut self, pointer: impl Into<String>, reason: &'static str, what: impl Into<String>) {
        self.add(pointer.into(), what.into(), Effect::Lost(reason));
    }

    /// Notes that what stood at `from` stands at `to` now, so that later changes below it are told where they were.
    pub(crate) fn moved(&mut self, from: &str, to: &str) {
        self.origins.moved(from, to);
    }

    /// Notes that the running pass did this once more. What keeps its meaning and happens at a thousand places is told
    /// once, with its number.
    pub(crate) fn tally(&mut self, what: &'static str) {
        *self.tallies.entry((self.pass, what)).or_default() += 1;
    }

    /// Tells what was counted.
    pub(crate) fn tell_tallies(&mut self) {
        for ((pass, what), count) in std::mem::take(&mut self.tallies) {
            self.begin(pass);
            self.changed("", format!("{what}: {count}"));
        }
    }

    pub(crate) fn origins(&self) -> &Origins {
        &self.origins
    }

    /// Notes that what stands at `pointer` was written at `origin` in the author's files.
    pub(crate) fn written_at(&mut self, pointer: &str, origin: String) {
        self.origins.written_at(pointer, origin);
    }

    /// Goes on from what has been moved in this document, by conversion and by overlays, so that later passes are told
    /// where their nodes were written.
    pub fn follow(&mut self, document: &Document) {
        self.origins = document.origins().clone();
    }

    /// Where in the author's document a node stood that is at this JSON pointer now.
    #[must_use]
    pub fn origin(&self, pointer: &str) -> String {
        self.origins.origin(pointer)
    }

    /// How many values passes may still add to the document. A few lines can stand for any number of values: a list
    /// of lists of lists, each referred to twice.
    pub(crate) fn room(&self) -> usize {
        if self.too_large_at.is_some() { 0 } else { MAXIMUM_NODES - self.added }
    }

    /// Notes that the running pass put so many values into the document for what stands at `pointer`. Where that is all
    /// the room there was, the document is too large, and the pass has to stop.
    pub(crate) fn grow(&mut self, pointer: &str, values: usize) {
        if values >= self.room() && self.too_large_at.is_none() {
            self.too_large_at = Some(pointer.to_owned());
        }
        self.added = MAXIMUM_NODES.min(self.added + values);
    }

    pub(crate) fn has_grown_too_large(&self) -> bool {
        self.too_large_at.is_some()
    }

    /// Where the document became too large.
    pub(crate) fn too_large_at(&self) -> Option<&str> {
        self.too_large_at.as_deref()
    }

    /// Everything that was done.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// What is lost.
    pub fn losses(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| matches!(change.effect, Effect::Lost(_)))
    }

    fn add(&mut self, pointer: String, what: String, effect: Effect) {
        let pointer = self.origin(&pointer);
        self.changes.push(Change { pass: self.pass, pointer, what, effect });
    }
}

/// What is lost, by its reason: the commonest first.
#[must_use]
pub fn losses_by_reason(report: &Report) -> Vec<(&'static str, Vec<&Change>)> {
    let mut reasons: Vec<(&'static str, Vec<&Change>)> = Vec::new();
    for change in &report.changes {
        if let Effect::Lost(reason) = change.effect {
            match reasons.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, losses)) => losses.push(change),
                None => reasons.push((reason, vec![change])),
            }
        }
    }
    reasons.sort_by_key(|(_, losses)| std::cmp::Reverse(losses.len()));
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_moved_twice_is_told_where_the_author_wrote_it() {
        let mut report = Report::default();
        report.begin("first");
        report.moved("/definitions/pet", "/components/schemas/pet");
        report.begin("second");
        report.moved("/components/schemas/pet/properties/tag", "/components/schemas/PetTag");
        report.lost("/components/schemas/PetTag/not", "untyped JSON", "`not` is not checked");
        assert_eq!(report.changes()[0].pointer, "/definitions/pet/properties/tag/not");
        assert_eq!(report.origin("/paths/~1pets"), "/paths/~1pets");
        assert_eq!(report.losses().count(), 1);
    }
}
