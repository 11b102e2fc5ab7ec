//! What can go wrong, in words, and as an exit code.

mod exit_status;
mod report;

pub(crate) use exit_status::ExitStatus;
use switchboard_core::Error;
use switchboard_core::http::StatusCode;
use switchboard_core::operation_table::OperationEntry;

/// Why a command did not do what it was to.
#[derive(Debug)]
pub(crate) enum Failure {
    /// What the command line takes, clap says in words of its own.
    Usage(clap::Error),
    /// The arguments make no request.
    Arguments(String),
    /// What was configured cannot work.
    Configuration(String),
    /// A call failed, and what the API's document says of such an answer.
    Call(Box<Error>, Option<&'static str>),
    /// An answer is not what was to be printed.
    Answer(String),
    /// The standard output does not take more.
    Output(std::io::Error),
    /// A part of the tour failed, or of the sandbox.
    #[cfg(feature = "apis")]
    Stopped(String),
}

impl Failure {
    pub(crate) fn configuration(what: impl Into<String>) -> Self {
        Self::Configuration(what.into())
    }

    /// The same with what the document says of this answer of this operation.
    pub(crate) fn explained_by(self, entry: &OperationEntry) -> Self {
        let Self::Call(error, _) = self else { return self };
        let status = error.status().filter(|_| error.is_status());
        let declared = |status: StatusCode| entry.answers.iter().find(|(declared, _)| *declared == status.as_str());
        let meaning = status.and_then(declared).map(|(_, meaning)| *meaning);
        Self::Call(error, meaning)
    }

    /// The same code for the same kind of failure.
    pub(crate) fn status(&self) -> ExitStatus {
        match self {
            Self::Usage(error) if !error.use_stderr() => ExitStatus::Success,
            Self::Usage(_) | Self::Arguments(_) => ExitStatus::Usage,
            Self::Configuration(_) => ExitStatus::Configuration,
            Self::Call(error, _) => ExitStatus::of(error),
            Self::Answer(_) => ExitStatus::Undecodable,
            // Whoever reads has read enough.
            Self::Output(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitStatus::Success,
            Self::Output(_) => ExitStatus::Other,
            #[cfg(feature = "apis")]
            Self::Stopped(_) => ExitStatus::Other,
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        if error.is_configuration() {
            Self::Configuration(error.to_string())
        } else {
            Self::Call(Box::new(error), None)
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error)
    }
}

impl Failure {
    /// Tells a person; of help, which was asked for, on the standard output.
    pub(crate) fn tell(&self) {
        match self {
            // Nobody is left to tell where that fails.
            Self::Usage(error) => drop(error.print()),
            _ if self.status() == ExitStatus::Success => {}
            _ => crate::console::say(&self.to_string()),
        }
    }
}
