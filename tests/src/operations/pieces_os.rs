use switchboard::pieces_os::types::{
    ApplicationNameEnum, FragmentFormat, PlatformEnum, QgptConversationMessageRoleEnum, ReferencedConversation,
    SearchEngine, SearchEngines, SearchInput, SeededConnectorConnection, SeededConversationMessage,
    SeededTrackedApplication, TransferableString,
};

use super::outcome::{open, send};
use super::{Answer, Row};

const CONTEXT: &str = r#"{"application":{"id":"canarytext","name":"OPEN_SOURCE","onboarded":false,"platform":"LINUX","privacy":"OPEN","version":"0.1.0"},"health":{"os":{"id":"d19e546f","version":"12.6.29-staging"}},"os":"d19e546f","schema":{"migration":0,"semantic":"MAJOR_0_MINOR_0_PATCH_1"}}"#;
const MESSAGE: &str = r#"{"conversation":{"id":"6a9a0a4e"},"created":{"value":"2026-11-21T18:14:47.121953Z"},"fragment":{"string":{"raw":"canarytext 😀"}},"id":"7705c19e","role":"ASSISTANT","updated":{"value":"2026-11-21T18:14:47.121953Z"}}"#;
const MESSAGES: &str = r#"{"indices":{"7705c19e":0},"iterable":[{"conversation":{"id":"6a9a0a4e"},"created":{"value":"2026-11-21T18:14:47.121953Z"},"fragment":{"string":{"raw":"canarytext"}},"id":"7705c19e","role":"ASSISTANT","updated":{"value":"2026-11-21T18:14:47.121953Z"}}]}"#;
const FOUND: &str = r#"{"iterable":[{"exact":true,"similarity":0.75,"identifier":"canarytext"}]}"#;

pub(super) const ROWS: &[Row] = &[
    Row {
        method: "register_application",
        answer: Answer::json("200 OK", CONTEXT),
        carries_text: true,
        begin: |clients, arguments| {
            let version = arguments.text.as_str();
            let application =
                SeededTrackedApplication::new(ApplicationNameEnum::OpenSource, version, PlatformEnum::Linux);
            send!(clients.pieces_os.register_application(&SeededConnectorConnection::new(application)), arguments)
        },
    },
    Row {
        method: "get_message",
        answer: Answer::json("200 OK", MESSAGE),
        carries_text: false,
        begin: |clients, arguments| {
            send!(clients.pieces_os.get_message(arguments.segment("message")).transferables(true), arguments)
        },
    },
    Row {
        method: "list_messages",
        answer: Answer::json("200 OK", MESSAGES),
        carries_text: false,
        begin: |clients, arguments| send!(clients.pieces_os.list_messages().transferables(true), arguments),
    },
    Row {
        method: "create_message",
        answer: Answer::json("200 OK", MESSAGE),
        carries_text: true,
        begin: |clients, arguments| {
            let mut string = TransferableString::new();
            string.raw = Some(arguments.text.clone());
            let mut fragment = FragmentFormat::new();
            fragment.string = Some(string);
            let mut message = SeededConversationMessage::new(fragment, QgptConversationMessageRoleEnum::User);
            message.conversation = Some(ReferencedConversation::new("6a9a0a4e"));
            send!(clients.pieces_os.create_message(&message), arguments)
        },
    },
    Row {
        method: "search_messages",
        answer: Answer::json("200 OK", FOUND),
        carries_text: true,
        begin: |clients, arguments| {
            let mut engine = SearchEngine::new();
            engine.query = Some(arguments.text.clone());
            let search = SearchInput::new(SearchEngines::new(vec![engine]));
            send!(clients.pieces_os.search_messages(&search).transferables(false), arguments)
        },
    },
    Row {
        method: "delete_message",
        answer: Answer::nothing("204 No Content"),
        carries_text: false,
        begin: |clients, arguments| send!(clients.pieces_os.delete_message(arguments.segment("message")), arguments),
    },
    Row {
        method: "health",
        answer: Answer::text("200 OK", "ok:canarytext"),
        carries_text: false,
        begin: |clients, arguments| send!(clients.pieces_os.health(), arguments),
    },
    Row {
        method: "version",
        answer: Answer::text("200 OK", "12.6.29-staging"),
        carries_text: false,
        begin: |clients, arguments| send!(clients.pieces_os.version(), arguments),
    },
];

pub(super) const SOCKET: Row = Row {
    method: "message_identifiers",
    answer: Answer::nothing("101 Switching Protocols"),
    carries_text: false,
    begin: |clients, arguments| open!(clients.pieces_os.message_identifiers(), arguments),
};
