//! Allocations of a call of `convore list_messages` with a page of 100 messages, and what a call in flight holds in
//! memory while it waits for its answer, and for the last byte of it.

#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark prints, or fails")]

use std::alloc::System;
use std::sync::Arc;
use std::time::Duration;

use comfy_table::{Table, presets::ASCII_MARKDOWN};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use switchboard_benchmarks::{
    Contender, HandWritten, Hold, Server, Stock, Switchboard, in_flight, page, serve_where_asked,
};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Calls whose allocations are counted, one after the other.
const CALLS: usize = 100;
/// Calls that are held at once.
const HELD: usize = 256;
/// How long the client may take to read what the server has written.
const READING: Duration = Duration::from_millis(300);

fn main() {
    serve_where_asked();
    let server = Server::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let url = server.url();
    let contenders: [Arc<dyn Contender>; 3] =
        [Arc::new(Switchboard::new(&url)), Arc::new(HandWritten::new(&url)), Arc::new(Stock::new(&url))];
    let measured: Vec<[f64; 4]> =
        contenders.iter().map(|contender| runtime.block_on(measure(contender, &server))).collect();
    println!("\nlist_messages, {} bytes: memory, and ours / theirs", page().len());
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN);
    table.set_header([
        "client",
        "allocations a call",
        "",
        "bytes a call",
        "",
        "bytes while it waits",
        "",
        "bytes before it decodes",
        "",
    ]);
    for (contender, its) in contenders.iter().zip(&measured) {
        let mut row = vec![contender.name().to_owned()];
        for (ours, its) in measured[0].iter().zip(its) {
            row.extend([format!("{its:.0}"), format!("{:.3}", ours / its)]);
        }
        table.add_row(row);
    }
    println!("{table}");
}

/// Allocations and bytes a call, and bytes that each of many calls in flight holds, without its answer and with it.
async fn measure(contender: &Arc<dyn Contender>, server: &Server) -> [f64; 4] {
    in_flight(contender, 10, 1, None).await;
    let region = Region::new(ALLOCATOR);
    in_flight(contender, CALLS, 1, None).await;
    let change = region.change();
    let each = |number: usize| number as f64 / CALLS as f64;
    let (allocations, bytes) = (each(change.allocations + change.reallocations), each(change.bytes_allocated));

    [allocations, bytes, held(contender, server, Hold::Answer).await, held(contender, server, Hold::LastByte).await]
}

/// What each of many calls in flight holds, its connection included, while the server holds its answer back.
async fn held(contender: &Arc<dyn Contender>, server: &Server, hold: Hold) -> f64 {
    let region = Region::new(ALLOCATOR);
    let calls = {
        let contender = Arc::clone(contender);
        tokio::spawn(async move { in_flight(&contender, HELD, HELD, Some(hold.cursor())).await })
    };
    server.holds(HELD).await;
    tokio::time::sleep(READING).await;
    let change = region.change();
    server.release().await;
    calls.await.unwrap();
    (change.bytes_allocated - change.bytes_deallocated) as f64 / HELD as f64
}
