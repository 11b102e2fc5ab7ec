//! `switchboard tour`: every operation there is, called with the real clients against the embedded sandbox.

mod convore;
mod hopr;
mod joinself;
mod pieces_os;
mod slskd;
mod socket;
mod walk;

use std::time::Duration;

use clap::Command;
use comfy_table::{Table, presets};

pub use socket::received;
pub use walk::{Step, Walk};

use crate::failure::Failure;
use crate::output;

pub(crate) const COMMAND: &str = "tour";

/// How long the whole tour may take.
const LIMIT: Duration = Duration::from_secs(120);

pub(crate) fn command() -> Command {
    Command::new(COMMAND).about("Call every operation of every API once, against stand-ins that are started for it")
}

pub(crate) async fn run() -> Result<(), Failure> {
    let tour = Tour::take().await.map_err(|error| Failure::Stopped(format!("the tour could not begin: {error}")))?;
    output::line(&tour.to_string())?;
    let failed = tour.operations() - tour.succeeded();
    if failed == 0 { Ok(()) } else { Err(Failure::Stopped(format!("{failed} operations failed"))) }
}

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
