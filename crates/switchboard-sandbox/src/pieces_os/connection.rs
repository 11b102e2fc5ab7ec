//! Registering an application: `POST /connect`.

use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::pieces_os::state::VERSION;
use crate::pieces_os::timestamp;

/// What registers an application.
#[derive(Deserialize)]
pub(crate) struct Connection {
    application: Application,
}

#[derive(Deserialize)]
struct Application {
    name: String,
    platform: Platform,
    version: String,
}

/// What applications run on.
#[derive(Clone, Copy, Deserialize, serde::Serialize)]
#[serde(rename_all = "UPPERCASE")]
enum Platform {
    Web,
    MacOs,
    Linux,
    Windows,
    Fuchsia,
    Ios,
    Android,
    Unknown,
}

impl Connection {
    /// The context of the application, which has its id.
    pub(crate) fn context(&self, os: &str) -> Value {
        let schema = timestamp::schema();
        json!({
            "schema": schema,
            "os": os,
            "application": {
                "schema": schema,
                "id": Uuid::new_v4().to_string(),
                "name": self.application.name,
                "version": self.application.version,
                "platform": self.application.platform,
                "onboarded": false,
                "privacy": "OPEN",
            },
            "health": { "schema": schema, "os": { "schema": schema, "id": os, "version": VERSION } },
        })
    }
}
