//! Times as .NET writes them: UTC, up to seven digits after the second, no trailing zeros.

use chrono::{DateTime, SubsecRound, Utc};
use serde::{Serialize, Serializer};

/// When a message was sent or received.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Timestamp(DateTime<Utc>);

impl Timestamp {
    /// The time of the server's own clock, for what it sends.
    pub(crate) fn now() -> Self {
        Self(Utc::now().trunc_subsecs(7))
    }

    /// The time as the Soulseek network tells it, in whole seconds.
    pub(crate) fn now_in_whole_seconds() -> Self {
        Self(Utc::now().trunc_subsecs(0))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let seconds = self.0.format("%Y-%m-%dT%H:%M:%S");
        let fraction = format!(".{:07}", self.0.timestamp_subsec_nanos() / 100);
        let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
        serializer.collect_str(&format_args!("{seconds}{fraction}Z"))
    }
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    fn written(time: &str) -> String {
        let timestamp = Timestamp(time.parse().unwrap());
        serde_json::to_value(timestamp).unwrap().as_str().unwrap().to_owned()
    }

    #[test]
    fn seven_digits_are_written_and_trailing_zeros_are_cut() {
        assert_eq!(written("2023-06-28T10:11:12.123456789Z"), "2023-06-28T10:11:12.1234567Z");
        assert_eq!(written("2023-06-28T10:11:12.0450Z"), "2023-06-28T10:11:12.045Z");
        assert_eq!(written("2023-06-28T10:11:10Z"), "2023-06-28T10:11:10Z");
    }
}
