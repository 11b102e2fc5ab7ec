use serde::{Deserialize, Serialize};

/// What became of one document.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The document's file.
    pub(super) document: String,
    /// What its process said, or how that ended.
    pub(super) measured: Measured,
    /// Whether cargo takes the crate, or its first complaint; where it was asked.
    pub(super) check: Option<Result<(), String>>,
}

/// What the process of one document says at its end.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Measured {
    /// What the document says of its version.
    pub(super) version: String,
    /// Operations in the document; nothing where it is none of OpenAPI, or could not be read.
    pub(super) operations: Option<usize>,
    /// The crate, or why there is none.
    pub(super) made: Result<Made, String>,
    /// From start to end.
    pub(super) seconds: f64,
    /// The most memory that was held at once, where the system tells.
    pub(super) peak_bytes: Option<u64>,
}

/// A crate.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Made {
    pub(super) operations: usize,
    pub(super) types: usize,
    pub(super) losses: usize,
    pub(super) lines: usize,
}

impl Row {
    /// The crate, where there is one.
    pub(super) fn made(&self) -> Option<&Made> {
        self.measured.made.as_ref().ok()
    }

    /// Whether the document has anything that a client could do.
    fn is_empty(&self) -> bool {
        self.measured.version.is_empty() || self.measured.operations == Some(0)
    }

    /// Whether a crate with all operations was made, if there were any to make, and cargo takes it.
    pub(super) fn is_good(&self) -> bool {
        self.result() == "good" || self.is_empty()
    }

    /// What became of it, in a few words.
    pub(super) fn result(&self) -> String {
        if self.measured.operations == Some(0) {
            return "no operations in it".to_owned();
        }
        match (&self.measured.made, &self.check) {
            (Err(why), _) => why.clone(),
            (Ok(made), _) if Some(made.operations) < self.measured.operations => {
                format!("{} operations are missing", self.measured.operations.unwrap_or_default() - made.operations)
            }
            (Ok(_), Some(Err(why))) => format!("cargo check: {why}"),
            (Ok(_), _) => "good".to_owned(),
        }
    }
}
