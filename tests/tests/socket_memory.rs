//! Does a socket stay as small as it is, however much comes over it? Alone in its process, whose memory is measured.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use futures_util::SinkExt as _;
use switchboard::hopr::extras::NodeEvent;
use switchboard::hopr::{Client, SocketEvent};
use tokio::net::TcpListener;
use tokio_websockets::{Message, ServerBuilder};

const FRAMES: u32 = 100_000;
const MEBIBYTE: usize = 1024 * 1024;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_thousand_frames_arrive_in_order_with_flat_memory() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    let client = Client::builder().base_url(base_url).token("superuser-token").build().unwrap();
    let serving = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let (_, mut socket) = ServerBuilder::new().accept(stream).await.unwrap();
        let filling = "x".repeat(1024);
        for number in 0..FRAMES {
            socket.feed(Message::text(format!("{number} {filling}"))).await.unwrap();
        }
        socket.flush().await.unwrap();
        socket
    });
    let mut socket = client.message_socket().connect().await.unwrap();
    assert!(matches!(socket.next_event().await, Some(Ok(SocketEvent::Connected))));
    let before = resident_bytes();
    let mut most = before;
    for number in 0..FRAMES {
        match socket.next_event().await {
            Some(Ok(SocketEvent::Received(NodeEvent::Unrecognized(text)))) => {
                assert_eq!(text.split(' ').next(), Some(number.to_string().as_str()));
            }
            other => panic!("{other:?} in place of frame {number}"),
        }
        if number % 1000 == 0 {
            most = most.max(resident_bytes());
        }
    }
    let grown = most.saturating_sub(before) / MEBIBYTE;
    // The queue takes 1,024 frames of a kibibyte.
    assert!(grown < 32, "{grown} MiB more, of more than 100 that came");
    serving.await.unwrap();
}

/// What the process holds in memory, as Linux tells it.
fn resident_bytes() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() * 1024
}
