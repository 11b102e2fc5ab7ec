//! Processor time and time on the wall of `convore list_messages` with a page of 100 messages, beside hand-written code
//! and the client that progenitor makes.
//!
//! `cargo bench -p switchboard-benchmarks --bench calls -- 5` measures only so many rounds.

#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark prints, or fails")]

use std::sync::Arc;

use comfy_table::{Table, presets::ASCII_MARKDOWN};
use switchboard_benchmarks::{
    Contender, HandWritten, Measure, Measured, Server, Stock, Switchboard, in_flight, median, page, ratio, rounds,
    serve_where_asked,
};

/// Calls of one contender in one round.
const CALLS: usize = 512;

fn main() {
    serve_where_asked();
    let times = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(21);
    let server = Server::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let url = server.url();
    let contenders: [Arc<dyn Contender>; 3] =
        [Arc::new(Switchboard::new(&url)), Arc::new(HandWritten::new(&url)), Arc::new(Stock::new(&url))];
    println!(
        "\nlist_messages, {} bytes: microseconds a call; medians of {times} rounds of {CALLS} calls",
        page().len()
    );
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN);
    table.set_header(["in flight", "client", "CPU", "ours / its CPU", "wall", "ours / its wall"]);
    for concurrency in [1, 16, 256] {
        let measured =
            rounds(&contenders, times, |contender| runtime.block_on(in_flight(contender, CALLS, concurrency, None)));
        for (contender, its) in contenders.iter().zip(&measured) {
            table.add_row([
                concurrency.to_string(),
                contender.name().to_owned(),
                microseconds(its, |measure| measure.cpu.as_secs_f64()),
                format!("{:.3}", ratio(&measured[0], its, |measure| measure.cpu)),
                microseconds(its, |measure| measure.wall.as_secs_f64()),
                format!("{:.3}", ratio(&measured[0], its, |measure| measure.wall)),
            ]);
        }
    }
    println!("{table}");
}

fn microseconds(measured: &Measured, of: fn(&Measure) -> f64) -> String {
    format!("{:.0}", median(measured.iter().map(of).collect()) * 1e6 / CALLS as f64)
}
