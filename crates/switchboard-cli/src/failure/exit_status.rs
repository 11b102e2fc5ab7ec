use switchboard_core::http::StatusCode;
use switchboard_core::{Delivery, Error};

/// The exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExitStatus {
    Success = 0,
    Other = 1,
    Usage = 2,
    Configuration = 3,
    Unauthorized = 4,
    Refused = 5,
    ServerFailed = 6,
    NotSent = 7,
    MaybeSent = 8,
    Undecodable = 9,
}

impl ExitStatus {
    const ALL: [Self; 10] = [
        Self::Success,
        Self::Other,
        Self::Usage,
        Self::Configuration,
        Self::Unauthorized,
        Self::Refused,
        Self::ServerFailed,
        Self::NotSent,
        Self::MaybeSent,
        Self::Undecodable,
    ];

    /// What a failed call is to a script: what it can do next differs.
    pub(super) fn of(error: &Error) -> Self {
        if error.is_decode() || error.is_repeated_cursor() || error.is_too_long() {
            return Self::Undecodable;
        }
        if error.is_sign_in() {
            return error.sign_in_failure().map_or(Self::Unauthorized, |failure| match Self::of(failure) {
                Self::Refused => Self::Unauthorized,
                other => other,
            });
        }
        if error.is_status() || error.is_redirect() {
            return match error.status() {
                Some(StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) => Self::Unauthorized,
                Some(status) if status.is_server_error() => Self::ServerFailed,
                _ => Self::Refused,
            };
        }
        if error.is_refused() {
            return Self::Usage;
        }
        match error.delivery() {
            Delivery::NotSent => Self::NotSent,
            Delivery::MaybeSent => Self::MaybeSent,
            Delivery::Rejected => Self::Refused,
            Delivery::Accepted => Self::Undecodable,
        }
    }

    const fn meaning(self) -> &'static str {
        match self {
            Self::Success => "it worked",
            Self::Other => "something on this machine failed",
            Self::Usage => "the command line is wrong; nothing was sent",
            Self::Configuration => "the configuration is wrong; nothing was sent",
            Self::Unauthorized => "the server wants another credential (401, 403, or signing in failed)",
            Self::Refused => "the server refused the call (another 4xx, or a redirect)",
            Self::ServerFailed => "the server failed (5xx)",
            Self::NotSent => "nothing was sent: no connection",
            Self::MaybeSent => "no answer: the server may have acted on the call",
            Self::Undecodable => "the server accepted the call, but its answer makes no sense",
        }
    }

    /// All of them, for people.
    pub(crate) fn help() -> String {
        let lines = Self::ALL.map(|status| format!("  {}  {}\n", status as u8, status.meaning()));
        format!("Exit codes:\n{}", lines.concat())
    }
}

impl From<ExitStatus> for std::process::ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(status as u8)
    }
}
