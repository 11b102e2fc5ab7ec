//! Where do credentials come from, and do they ever appear anywhere?

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod environment;
mod profiles;
mod prompt;
mod secrecy;
mod sign_in;

use switchboard_tests::command::Switchboard;
use switchboard_tests::scripted::{Received, Server, answer};

/// What must appear nowhere. The key is long enough for each server.
const SECRET: &str = "canarysecret0123456789";

fn switchboard() -> Switchboard {
    Switchboard::new(env!("CARGO_BIN_EXE_switchboard")).unwrap()
}

/// A server that is content with everything.
async fn content() -> Server {
    Server::start(vec![answer("200 OK", &[("content-type", "application/json")], b"[]")]).await.unwrap()
}

/// One way to say who the caller is, and what its request then has.
struct Way {
    api: &'static str,
    operation: &'static [&'static str],
    /// Settings, in kebab-case, and their values.
    settings: &'static [(&'static str, &'static str)],
    /// A header with its value, or the target's ending.
    sent: &'static str,
}

impl Way {
    /// The environment variable of a setting.
    fn variable(&self, setting: &str) -> String {
        format!("SWITCHBOARD_{}_{setting}", self.api).to_uppercase().replace('-', "_")
    }

    /// Whether a request carries the credential.
    fn is_in(&self, request: &Received) -> bool {
        request.request_line().contains(self.sent) || request.headers().iter().any(|header| header == self.sent)
    }
}

const WAYS: [Way; 8] = [
    Way {
        api: "convore",
        operation: &["list-messages"],
        settings: &[("token", SECRET)],
        sent: "authorization: Bearer canarysecret0123456789",
    },
    Way {
        api: "hopr",
        operation: &["inbox-size", "--tag", "1"],
        settings: &[("token", SECRET)],
        sent: "x-auth-token: canarysecret0123456789",
    },
    Way {
        api: "hopr",
        operation: &["inbox-size", "--tag", "1"],
        settings: &[("basic-user", "canaryuser"), ("basic-password", "canarypassword")],
        sent: "authorization: Basic Y2FuYXJ5dXNlcjpjYW5hcnlwYXNzd29yZA==",
    },
    Way {
        api: "hopr",
        operation: &["message-socket"],
        settings: &[("socket-token-in-query", SECRET)],
        sent: "?apiToken=canarysecret0123456789 HTTP/1.1",
    },
    Way {
        api: "joinself",
        operation: &["list-messages", "--app-id", "a", "--connection-id", "b"],
        settings: &[("token", SECRET)],
        sent: "authorization: Bearer canarysecret0123456789",
    },
    Way {
        api: "pieces-os",
        operation: &["list-messages"],
        settings: &[("application", SECRET)],
        sent: "x-application-id: canarysecret0123456789",
    },
    Way {
        api: "slskd",
        operation: &["list-conversations"],
        settings: &[("api-key", SECRET)],
        sent: "x-api-key: canarysecret0123456789",
    },
    Way {
        api: "slskd",
        operation: &["list-conversations"],
        settings: &[("token", SECRET)],
        sent: "authorization: Bearer canarysecret0123456789",
    },
];
