//! Frames a second of a socket that decodes JSON, beside the bare library that ours is built on.
//!
//! `cargo bench -p switchboard-benchmarks --bench sockets -- 5` measures only so many rounds.

#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a benchmark prints, or fails")]

use comfy_table::{Table, presets::ASCII_MARKDOWN};
use futures_util::StreamExt as _;
use switchboard_benchmarks::{Event, Measure, Server, median, ratio, rounds, serve_where_asked};
use switchboard_core::generated::{
    Api, Call, Client, Method, Operation, SocketOptions, SocketProtocol, decode, json_from_frame,
};
use switchboard_core::{SentFrame, Socket, SocketEvent};
use tokio::net::TcpStream;
use tokio::runtime::{Builder, Runtime};
use tokio_websockets::ClientBuilder;

static API: Api = Api {
    name: "frames",
    user_agent: "switchboard-benchmarks",
    default_base_url: None,
    usual_prefix: "",
    security_schemes: &[],
};

static FRAMES: Operation = Operation {
    api: &API,
    id: "frames",
    method_name: "frames",
    http_method: Method::GET,
    path: "/frames",
    idempotent: true,
    accept: "*/*",
    security: &[],
    answers_with_body: false,
    declared_redirects: &[],
};

#[derive(Clone, Copy, PartialEq)]
enum Contender {
    Switchboard,
    Bare,
}

fn main() {
    serve_where_asked();
    let times = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(15);
    let server = Server::start();
    let runtimes: [(&str, Runtime); 2] = [
        ("one thread", Builder::new_current_thread().enable_all().build().unwrap()),
        ("two threads", Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()),
    ];
    println!("\nframes of JSON over a socket, ours / tokio-websockets; medians of {times} rounds");
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN);
    table.set_header(["runtime", "bytes", "frames/s", "bare frames/s", "ratio", "CPU ratio"]);
    for (threads, runtime) in &runtimes {
        for (bytes, frames) in [(100, 200_000), (1_000, 100_000), (16_000, 20_000)] {
            // Trust and settings are read once for many sockets.
            let client = Client::builder(&API).base_url(format!("{}/{bytes}", server.url())).build().unwrap();
            let measured = rounds(&[Contender::Switchboard, Contender::Bare], times, |contender| match contender {
                Contender::Switchboard => runtime.block_on(runtime.spawn(ours(client.clone(), frames))).unwrap(),
                Contender::Bare => {
                    runtime.block_on(runtime.spawn(bare(server.address().to_owned(), bytes, frames))).unwrap();
                }
            });
            let rate = |index: usize| {
                let seconds = measured[index].iter().map(|measure: &Measure| measure.wall.as_secs_f64());
                format!("{:.0}", frames as f64 / median(seconds.collect()))
            };
            table.add_row([
                (*threads).to_owned(),
                bytes.to_string(),
                rate(0),
                rate(1),
                format!("{:.3}", ratio(&measured[1], &measured[0], |measure| measure.wall)),
                format!("{:.3}", ratio(&measured[0], &measured[1], |measure| measure.cpu)),
            ]);
        }
    }
    println!("{table}");
}

async fn ours(client: Client, frames: usize) {
    let protocol = SocketProtocol::<Event, String> {
        receive: json_from_frame,
        send: SentFrame::to_frame,
        final_statuses: &[],
        final_close_codes: &[],
    };
    let mut socket: Socket<Event, String> = Call::new(&client, &FRAMES)
        .connect(protocol, SocketOptions::default(), decode::undeclared::<()>)
        .await
        .unwrap();
    assert!(matches!(socket.next_event().await, Some(Ok(SocketEvent::Connected))));
    for _ in 0..frames {
        match socket.next_event().await {
            Some(Ok(SocketEvent::Received(event))) => assert_eq!(event.sequence, 48_213),
            other => panic!("{other:?}"),
        }
    }
}

async fn bare(address: String, bytes: usize, frames: usize) {
    let connection = TcpStream::connect(&address).await.unwrap();
    let uri: http::Uri = format!("ws://{address}/{bytes}/frames").parse().unwrap();
    let (mut socket, _) = ClientBuilder::from_uri(uri).connect_on(connection).await.unwrap();
    for _ in 0..frames {
        let message = socket.next().await.unwrap().unwrap();
        let event: Event = serde_json::from_str(message.as_text().unwrap()).unwrap();
        assert_eq!(event.sequence, 48_213);
    }
}
