//! Times, and the version of the data model, as every document carries them.

use chrono::{DateTime, SubsecRound, Utc};
use serde_json::{Value, json};

/// Now, to the microsecond.
pub(crate) fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(6)
}

/// A time as an object: never a bare string.
pub(crate) fn grouped(time: DateTime<Utc>) -> Value {
    json!({ "schema": schema(), "value": time })
}

/// The one version of the data model that there is.
pub(crate) fn schema() -> Value {
    json!({ "migration": 0, "semantic": "MAJOR_0_MINOR_0_PATCH_1" })
}
