//! The arguments that make of each operation the call that the table of typed calls makes of it.

use switchboard_tests::command::Switchboard;
use switchboard_tests::operations::{CANARY, Operation, Settings};

use crate::hopr::PEER;
use crate::switchboard;

/// The command with the credentials of the typed clients.
pub(crate) fn surroundings(settings: &Settings) -> Switchboard {
    let mut switchboard = switchboard();
    for (api, credential) in [
        ("CONVORE", "TOKEN"),
        ("HOPR", "TOKEN"),
        ("JOINSELF", "TOKEN"),
        ("PIECES_OS", "APPLICATION"),
        ("SLSKD", "API_KEY"),
    ] {
        switchboard = switchboard.set(&format!("SWITCHBOARD_{api}_BASE_URL"), &settings.base_url);
        switchboard = switchboard.set(&format!("SWITCHBOARD_{api}_{credential}"), &settings.secret);
    }
    // The text in the body of a sign-in is its password, whose owner is asked for too.
    for api in ["JOINSELF", "SLSKD"] {
        switchboard = switchboard.set(&format!("SWITCHBOARD_{api}_USER"), "ann");
        switchboard = switchboard.set(&format!("SWITCHBOARD_{api}_PASSWORD"), CANARY);
    }
    switchboard
}

/// What follows the name of the operation.
pub(crate) fn of(operation: &Operation) -> Vec<&'static str> {
    let (app, connection) = (["--app-id", "bob"], ["--connection-id", "bob"]);
    let place = [app, connection].concat();
    let sender = r#"{"handle":{"type":"email","value":"bob@example.com"},"role":"from"}"#;
    let recipient = r#"{"handle":{"type":"email","value":"ann@example.com"},"role":"to"}"#;
    match operation.name().as_str() {
        "convore list_events" | "convore list_messages" => vec!["--limit", "10"],
        "convore send_message" => vec!["--field-body", CANARY],
        "convore import_message" => vec![
            "--date",
            "1970-01-01T00:00:00Z",
            "--sender",
            sender,
            "--recipients",
            recipient,
            "--field-body",
            CANARY,
        ],
        "convore get_message" => vec!["--message-id", "bob"],
        "convore update_message" => vec!["--message-id", "bob", "--subject", CANARY],
        "hopr send_message" => vec!["--tag", "112", "--field-body", CANARY, "--peer-address", PEER],
        "hopr delete_messages" | "hopr inbox_size" | "hopr pop_message" | "hopr pop_all_messages" => {
            vec!["--tag", "112"]
        }
        "joinself login" => vec!["--username", "restful"],
        "joinself list_messages" => [&place[..], &["--per-page", "100"]].concat(),
        "joinself send_message" => [&place[..], &["--field-body", CANARY]].concat(),
        "joinself get_message" => [&place[..], &["--jti", "bob"]].concat(),
        "joinself edit_message" => [&place[..], &["--jti", "bob", "--field-body", CANARY]].concat(),
        "pieces-os register_application" => {
            vec!["--application", r#"{"name":"OPEN_SOURCE","version":"canarytext","platform":"LINUX"}"#]
        }
        "pieces-os get_message" => vec!["--message", "bob", "--transferables"],
        "pieces-os list_messages" => vec!["--transferables", "true"],
        "pieces-os create_message" => vec![
            "--fragment",
            r#"{"string":{"raw":"canarytext"}}"#,
            "--role",
            "USER",
            "--conversation",
            r#"{"id":"6a9a0a4e"}"#,
        ],
        "pieces-os search_messages" => {
            vec!["--transferables", "false", "--engines", r#"{"iterable":[{"query":"canarytext"}]}"#]
        }
        "pieces-os delete_message" => vec!["--message", "bob"],
        "slskd list_conversations" => vec!["--include-inactive"],
        "slskd get_conversation" => vec!["--username", "bob", "--include-messages=true"],
        "slskd send_message" => vec!["--username", "bob", "--body", CANARY],
        "slskd acknowledge_conversation" | "slskd close_conversation" | "slskd list_messages" => {
            vec!["--username", "bob"]
        }
        "slskd acknowledge_message" => vec!["--username", "bob", "--id", "7"],
        "slskd create_session" => vec!["--username", "slskd"],
        "hopr message_socket"
        | "pieces-os message_identifiers"
        | "pieces-os health"
        | "pieces-os version"
        | "slskd check_session"
        | "slskd is_authentication_enabled" => Vec::new(),
        other => panic!("nobody knows the arguments of {other}"),
    }
}

/// The whole command line.
pub(crate) fn command_line(operation: &Operation) -> Vec<String> {
    let method = operation.description.method_name.replace('_', "-");
    let words = [operation.description.api.name, &method].map(str::to_owned);
    words.into_iter().chain(of(operation).into_iter().map(str::to_owned)).collect()
}
