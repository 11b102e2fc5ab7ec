use switchboard::joinself::types::{EditMessageRequest, LoginRequest, SendMessageRequest};

use super::outcome::send;
use super::{Answer, Row};

const TOKEN: &str = "{\"token\":\"canarytext.eyJleHAiOjE3OTU1NDQxMDYsImlhdCI6MTc5NTI4NDkwNn0.sc1WzEBG\"}\n";
const MESSAGE: &str = r#"{"iss":"me","cid":"f5fa0028","rid":"","jti":"284ba419","body":"canarytext","iat":"2026-11-21T18:15:06.824763Z","created_at":"2026-11-21T18:15:06Z","updated_at":"2026-11-21T18:15:06Z"}"#;
const PAGE: &str = r#"{"page":1,"per_page":100,"page_count":1,"total_count":1,"items":[{"iss":"peer","cid":"","rid":"","jti":"ca6bf85b","body":"canarytext","iat":"2026-11-21T18:14:47.121616Z","created_at":"2026-11-21T18:14:47Z","updated_at":"2026-11-21T18:14:47Z"}]}"#;

pub(super) const ROWS: &[Row] = &[
    Row {
        method: "login",
        answer: Answer::json("200 OK", TOKEN),
        carries_text: true,
        begin: |clients, arguments| {
            let mut request = LoginRequest::new();
            request.username = Some("restful".to_owned());
            request.password = Some(arguments.text.clone());
            send!(clients.joinself.login(&request), arguments)
        },
    },
    Row {
        method: "list_messages",
        answer: Answer::json("200 OK", PAGE),
        carries_text: false,
        begin: |clients, arguments| {
            let (app, connection) = (arguments.segment("app_id"), arguments.segment("connection_id"));
            send!(clients.joinself.list_messages(app, connection).per_page(100), arguments)
        },
    },
    Row {
        method: "send_message",
        answer: Answer::json("201 Created", MESSAGE),
        carries_text: true,
        begin: |clients, arguments| {
            let (app, connection) = (arguments.segment("app_id"), arguments.segment("connection_id"));
            let request = SendMessageRequest::new(arguments.text.as_str());
            send!(clients.joinself.send_message(app, connection, &request), arguments)
        },
    },
    Row {
        method: "get_message",
        answer: Answer::json("200 OK", MESSAGE),
        carries_text: false,
        begin: |clients, arguments| {
            let (app, connection) = (arguments.segment("app_id"), arguments.segment("connection_id"));
            send!(clients.joinself.get_message(app, connection, arguments.segment("jti")), arguments)
        },
    },
    Row {
        method: "edit_message",
        answer: Answer::json("200 OK", MESSAGE),
        carries_text: true,
        begin: |clients, arguments| {
            let (app, connection) = (arguments.segment("app_id"), arguments.segment("connection_id"));
            let request = EditMessageRequest::new(arguments.text.as_str());
            send!(clients.joinself.edit_message(app, connection, arguments.segment("jti"), &request), arguments)
        },
    },
];
