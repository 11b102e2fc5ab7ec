//! Does a call that is dropped stop, and leave nothing behind?

use std::sync::Arc;
use std::time::Duration;

use switchboard_tests::misbehaving::{Server, Step};
use switchboard_tests::operations::{Clients, Settings, all, sockets};
use tokio::sync::Notify;

use crate::play::numbered;

/// Longer than anything here takes; what reaches it hangs.
const FOREVER: Duration = Duration::from_secs(60);

#[tokio::test]
async fn dropping_a_call_ends_its_connection_at_whichever_stage() {
    for operation in [all(), sockets()].concat() {
        for begun in ["", "HTTP/1.1 200 OK\r\ncontent-le", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n[{"] {
            let arrived = Arc::new(Notify::new());
            let script = vec![Step::Send(begun.into()), Step::Tell(Arc::clone(&arrived)), Step::Hold];
            let server = Server::start(move |_| script.clone()).unwrap();
            let clients = Clients::new(&Settings::of(server.url())).unwrap();
            let case = format!("{}, {begun:?}", operation.name());
            tokio::select! {
                outcome = operation.call(&clients, &numbered(0)) => panic!("{case}: ended by itself: {outcome:?}"),
                () = arrived.notified() => {}
            }
            let ended = tokio::time::timeout(FOREVER, server.ended()).await;
            assert!(ended.is_ok(), "{case}: the connection was left open");
            assert_eq!((server.connections(), server.take_received().len()), (1, 1), "{case}");
            drop(clients);
        }
    }
}
