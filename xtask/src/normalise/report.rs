/// One thing that a pass did to the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Name of the pass.
    pub pass: &'static str,
    /// JSON pointer to what was changed, as it was before the pass.
    pub pointer: String,
    /// What was done.
    pub what: String,
}

/// What the passes did, in order.
#[derive(Debug, Default)]
pub struct Report {
    pass: &'static str,
    changes: Vec<Change>,
}

impl Report {
    pub(super) fn begin(&mut self, pass: &'static str) {
        self.pass = pass;
    }

    /// Notes what the running pass did.
    pub(super) fn changed(&mut self, pointer: impl Into<String>, what: impl Into<String>) {
        self.changes.push(Change { pass: self.pass, pointer: pointer.into(), what: what.into() });
    }

    /// Everything that was done.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }
}
