//! The tour: every operation there is, called with the real clients against the embedded sandbox.

mod convore;
mod hopr;
mod joinself;
mod pieces_os;
mod slskd;
mod walk;

use std::time::Duration;

use comfy_table::{Table, presets};

pub use walk::{Step, Walk};

/// How long the whole tour may take.
const LIMIT: Duration = Duration::from_secs(120);

/// What the tour has seen.
#[derive(Debug, Default)]
pub struct Tour {
    walks: Vec<Walk>,
}

impl Tour {
    /// Starts the sandbox and walks through all operations of all APIs.
    ///
    /// # Errors
    /// Where the sandbox cannot be started, or a client cannot be built. A call that fails is a failed step.
    pub async fn take() -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        // A stream that brings nothing would otherwise be waited for for ever.
        tokio::time::timeout(LIMIT, Self::walks()).await?
    }

    async fn walks() -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let walks = vec![
            hopr::walk().await?,
            joinself::walk().await?,
            convore::walk().await?,
            pieces_os::walk().await?,
            slskd::walk().await?,
        ];
        Ok(Self { walks })
    }

    /// How many operations there are.
    #[must_use]
    pub fn operations(&self) -> usize {
        self.walks.iter().map(Walk::operations).sum()
    }

    /// How many operations did what they ought to, each time they were called.
    #[must_use]
    pub fn succeeded(&self) -> usize {
        self.walks.iter().map(Walk::succeeded).sum()
    }
}

impl std::fmt::Display for Tour {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for walk in &self.walks {
            let mut table = Table::new();
            table.load_style(presets::UTF8_BORDERS_ONLY).set_header(["call", "HTTP request", "outcome"]);
            for step in walk.steps() {
                table.add_row([step.call, step.request.as_str(), step.in_words().as_str()]);
            }
            writeln!(formatter, "{} at {}\n{table}\n", walk.api(), walk.base_url())?;
        }
        write!(formatter, "{} of {} operations", self.succeeded(), self.operations())
    }
}
