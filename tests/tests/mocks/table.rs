//! A mock of every operation of every client that opens no socket.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::Request;
use switchboard::{convore, hopr, joinself, pieces_os, slskd};
use switchboard_core::generated::Bytes;
use switchboard_core::mock::Mock;
use switchboard_tests::operations::{Clients, Operation, Settings};

/// A server for each API. A process has 25 at a time, so tests that hold some while they wait for more take turns.
pub(crate) struct Servers {
    _turn: MutexGuard<'static, ()>,
    convore: convore::mock::Server,
    hopr: hopr::mock::Server,
    joinself: joinself::mock::Server,
    pieces_os: pieces_os::mock::Server,
    slskd: slskd::mock::Server,
}

/// The last request that a mock was asked about.
pub(crate) type Seen = Arc<Mutex<Option<Request<Bytes>>>>;

/// What a mock is told, beside the answer, which is the example.
#[derive(Clone, Default)]
pub(crate) struct Told<'a> {
    /// The value of every parameter of the path that is text.
    pub(crate) segment: Option<&'a str>,
    pub(crate) seen: Seen,
}

type Mocked = for<'a> fn(&'a Servers, &Told<'_>) -> Mock<'a>;

/// The mocks of an API: each operation with the parameters of its path that are text.
macro_rules! rows {
    ($name:literal, $api:ident: $($method:ident($($segment:ident),*))*) => {
        [$((($name, stringify!($method)), (|servers, told| {
            let seen = told.seen.clone();
            servers.$api.$method(|when, then| {
                if let Some(_segment) = told.segment {
                    $(when.$segment(_segment);)*
                }
                when.matches(move |request| {
                    *seen.lock().unwrap() = Some(request.clone());
                    true
                });
                then.example();
            })
        }) as Mocked)),*]
    };
}

fn rows() -> Vec<((&'static str, &'static str), Mocked)> {
    let mut rows = Vec::new();
    rows.extend(rows!("convore", convore: list_events() list_messages() send_message() import_message()
        get_message(message_id) update_message(message_id)));
    rows.extend(rows!("hopr", hopr: send_message() delete_messages() inbox_size() pop_message() pop_all_messages()));
    rows.extend(rows!("joinself", joinself: login() list_messages(app_id, connection_id)
        send_message(app_id, connection_id) get_message(app_id, connection_id, jti)
        edit_message(app_id, connection_id, jti)));
    rows.extend(rows!("pieces-os", pieces_os: register_application() get_message(message) list_messages()
        create_message() search_messages() delete_message(message) health() version()));
    rows.extend(rows!("slskd", slskd: list_conversations() get_conversation(username) send_message(username)
        acknowledge_conversation(username) close_conversation(username) list_messages(username)
        acknowledge_message(username) check_session() create_session() is_authentication_enabled()));
    rows
}

impl Servers {
    pub(crate) fn start() -> Self {
        static TURN: Mutex<()> = Mutex::new(());
        Self {
            _turn: TURN.lock().unwrap_or_else(PoisonError::into_inner),
            convore: convore::mock::Server::start(),
            hopr: hopr::mock::Server::start(),
            joinself: joinself::mock::Server::start(),
            pieces_os: pieces_os::mock::Server::start(),
            slskd: slskd::mock::Server::start(),
        }
    }

    /// The server of the API that this operation is one of.
    fn base_url(&self, operation: &Operation) -> &str {
        match operation.description.api.name {
            "convore" => self.convore.base_url(),
            "hopr" => self.hopr.base_url(),
            "joinself" => self.joinself.base_url(),
            "pieces-os" => self.pieces_os.base_url(),
            "slskd" => self.slskd.base_url(),
            other => panic!("{other} has no server here"),
        }
    }

    /// Clients of which one finds the server of this operation.
    pub(crate) fn clients(&self, operation: &Operation) -> Clients {
        Clients::new(&Settings::of(self.base_url(operation))).unwrap()
    }

    /// Mocks an operation by its example.
    pub(crate) fn mock(&self, operation: &Operation, told: &Told<'_>) -> Mock<'_> {
        let name = (operation.description.api.name, operation.description.method_name);
        let (_, mock) =
            rows().into_iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("no row {name:?}"));
        mock(self, told)
    }
}
