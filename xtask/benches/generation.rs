//! What generating a client costs: time and peak memory for each operation of a document, at growing sizes. Where the
//! costs are linear, every ratio is near 1.
//!
//! `cargo bench -p xtask` prints the table, `cargo bench -p xtask -- <file>` the stages of one document, and
//! `cargo bench -p xtask -- --print <operations>` the document that is measured.

#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::panic, reason = "a benchmark prints, or fails")]

#[path = "generation/document.rs"]
mod document;
#[path = "generation/measured.rs"]
mod measured;
#[path = "../tests/fuzz/stages.rs"]
mod stages;

use std::path::Path;

use measured::Measured;
use xtask::document::Syntax;

/// Operations of the documents.
const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];

fn main() {
    // cargo adds `--bench`.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => table(),
        ["--print", operations] => println!("{}", document::of(operations.parse().unwrap())),
        ["--ours", operations] => {
            let text = document::of(operations.parse().unwrap()).to_string();
            println!("{}", measured::ours(text.as_bytes(), Syntax::Json));
        }
        ["--progenitor", operations] => {
            println!("{}", measured::progenitor(&document::of(operations.parse().unwrap()).to_string()));
        }
        [file] => {
            let bytes = std::fs::read(file).unwrap();
            let measured = measured::ours(&bytes, Syntax::of(Path::new(file)).unwrap_or(Syntax::Json));
            println!("{}", measured.explained());
        }
        other => panic!("{other:?} means nothing here"),
    }
}

fn table() {
    let stages = ["load", "convert", "repair", "lint", "normalise", "model", "types", "emit"];
    println!("microseconds for each operation, kilobytes of peak memory for each operation beyond the smallest\n");
    print!("{:>10} {:>9}", "operations", "lines");
    stages.iter().for_each(|stage| print!(" {stage:>9}"));
    println!(" {:>9} {:>6} {:>8} {:>6} | {:>10} {:>8}", "all", "ratio", "memory", "ratio", "progenitor", "memory");
    let mut before: Option<(f64, f64)> = None;
    let mut smallest = (0.0, 0.0);
    for size in SIZES {
        let (ours, theirs) = (Measured::of_child("--ours", size), Measured::of_child("--progenitor", size));
        let each = |seconds: f64| seconds * 1e6 / size as f64;
        print!("{size:>10} {:>9}", ours.lines);
        stages.iter().for_each(|stage| print!(" {:>9.1}", each(ours.seconds(stage))));
        let all = each(ours.total());
        // What any run takes, however small the document, is no cost of an operation.
        let memory = match before {
            None => {
                smallest = (ours.kilobytes, theirs.kilobytes);
                ours.kilobytes / size as f64
            }
            Some(_) => (ours.kilobytes - smallest.0) / (size - SIZES[0]) as f64,
        };
        let ratio =
            |now: f64, before: Option<f64>| before.map_or("-".to_owned(), |before| format!("{:.2}", now / before));
        let (time_ratio, memory_ratio) = (ratio(all, before.map(|it| it.0)), ratio(memory, before.map(|it| it.1)));
        println!(
            " {all:>9.1} {time_ratio:>6} {memory:>8.1} {memory_ratio:>6} | {:>10.1} {:>8.1}",
            each(theirs.total()),
            (theirs.kilobytes - smallest.1) / (size - SIZES[0]).max(1) as f64
        );
        before = Some((all, memory));
    }
}
