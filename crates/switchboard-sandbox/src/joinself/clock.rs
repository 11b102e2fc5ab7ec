//! The server's clock, and times as Go and the database tell them.

use chrono::{DateTime, FixedOffset, Offset, SubsecRound, Utc};
use serde::{Serialize, Serializer};

/// A clock of some time zone.
#[derive(Clone, Copy)]
pub(crate) struct Clock {
    offset: FixedOffset,
}

impl Clock {
    pub(crate) fn ahead_of_utc_by_hours(hours: i8) -> Self {
        let offset = FixedOffset::east_opt(i32::from(hours) * 3600).unwrap_or_else(|| Utc.fix());
        Self { offset }
    }

    /// The time now, with the server's own offset.
    pub(crate) fn now(self) -> Timestamp {
        Timestamp(Utc::now().with_timezone(&self.offset))
    }
}

/// A point in time, written as RFC 3339 with up to nine digits after the second and no trailing zeros.
#[derive(Clone, Copy)]
pub(crate) struct Timestamp(DateTime<FixedOffset>);

impl Timestamp {
    /// The time as it is read back from a column without a time zone: to the microsecond, and what the clock on the
    /// wall showed is taken for UTC.
    pub(crate) fn through_the_database(self) -> Self {
        Self(self.0.naive_local().and_utc().trunc_subsecs(6).fixed_offset())
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let seconds = self.0.format("%Y-%m-%dT%H:%M:%S");
        let fraction = format!(".{:09}", self.0.timestamp_subsec_nanos());
        let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
        if self.0.offset().local_minus_utc() == 0 {
            serializer.collect_str(&format_args!("{seconds}{fraction}Z"))
        } else {
            serializer.collect_str(&format_args!("{seconds}{fraction}{}", self.0.offset()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    fn written(timestamp: Timestamp) -> String {
        serde_json::to_value(timestamp).unwrap().as_str().unwrap().to_owned()
    }

    #[test]
    fn nine_digits_are_written_with_the_servers_offset() {
        let timestamp = Timestamp("2023-11-24T12:00:00.123456789+02:00".parse().unwrap());
        assert_eq!(written(timestamp), "2023-11-24T12:00:00.123456789+02:00");
        assert_eq!(written(Timestamp("2023-11-24T12:00:00.1200Z".parse().unwrap())), "2023-11-24T12:00:00.12Z");
    }

    #[test]
    fn the_database_keeps_microseconds_and_the_local_time_as_utc() {
        let timestamp = Timestamp("2023-11-24T12:00:00.123456789+02:00".parse().unwrap());
        assert_eq!(written(timestamp.through_the_database()), "2023-11-24T12:00:00.123456Z");
        let whole = Timestamp("2023-11-24T12:00:00.000000789Z".parse().unwrap());
        assert_eq!(written(whole.through_the_database()), "2023-11-24T12:00:00Z");
    }
}
