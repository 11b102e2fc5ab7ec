//! The process of one document, from both of its ends.

use std::io::{Read, Write as _};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use miette::{IntoDiagnostic as _, Report};

use super::row::{Made, Measured, Row};
use super::{file_name, operations};
use crate::console::Console;
use crate::document::Document;
use crate::regenerate::{Outcome, stand_alone};

/// The argument with which xtask starts itself for one document.
pub const CHILD_COMMAND: &str = "measure-document";

/// How long one document may take.
const LIMIT: Duration = Duration::from_secs(60);

/// Bytes of what a crashed process said that are kept.
const LAST_WORDS: usize = 200;

/// Turns one document into a crate in a process of its own.
pub(super) fn start(root: &Path, spec: &Path, out: &Path) -> Result<Row, Report> {
    let started = Instant::now();
    let mut child = Command::new(std::env::current_exe().into_diagnostic()?)
        .arg(CHILD_COMMAND)
        .args([root, spec, out])
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .into_diagnostic()?;
    let (answers, words) = (read(child.stdout.take()), read(child.stderr.take()));
    let answer = answers.recv_timeout(LIMIT);
    if answer.is_err() {
        // It may have ended by itself in the meantime.
        let _ = child.kill();
    }
    let status = child.wait().into_diagnostic()?;
    let measured = match answer.as_deref().map(serde_json::from_slice) {
        Ok(Ok(measured)) => measured,
        Ok(Err(_)) => {
            let words = words.recv_timeout(Duration::from_secs(1)).unwrap_or_default();
            failed(started, crash(status, &String::from_utf8_lossy(&words)))
        }
        Err(_) => failed(started, format!("took longer than {} s", LIMIT.as_secs())),
    };
    Ok(Row { document: file_name(spec), measured, check: None })
}

/// Reads all there is on a thread of its own.
fn read(stream: Option<impl Read + Send + 'static>) -> mpsc::Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut stream) = stream {
            // What could not be read is no answer, and told as one.
            let _ = stream.read_to_end(&mut bytes);
        }
        let _ = sender.send(bytes);
    });
    receiver
}

fn crash(status: ExitStatus, words: &str) -> String {
    let line = words.lines().find(|line| line.contains("panicked") || line.contains("overflowed")).unwrap_or_default();
    let line: String = line.chars().take(LAST_WORDS).collect();
    format!("crashed with {status} {line}").trim_end().to_owned()
}

fn failed(started: Instant, why: String) -> Measured {
    Measured {
        version: "?".to_owned(),
        operations: None,
        made: Err(why),
        seconds: started.elapsed().as_secs_f64(),
        peak_bytes: None,
    }
}

/// The process itself: generates, and writes one line of JSON.
///
/// # Errors
/// Where nobody takes the line.
pub fn run_child(root: &Path, spec: &Path, out: &Path) -> Result<Outcome, Report> {
    let started = Instant::now();
    let console = Console::default();
    let made = generate(root, spec, out, &console);
    let seconds = started.elapsed().as_secs_f64();
    let peak_bytes = peak();
    // Counted last, so that it costs neither time nor memory in the table.
    let measured = match Document::load(spec, &file_name(spec)) {
        Ok(document) => {
            let version = operations::version(document.value());
            let operations = (!version.is_empty()).then(|| operations::count(document.value(), spec));
            let made = if version.is_empty() { Err("not an OpenAPI document".to_owned()) } else { made };
            Measured { version, operations, made, seconds, peak_bytes }
        }
        Err(error) => Measured {
            version: "?".to_owned(),
            operations: None,
            made: Err(format!("{error} ({})", error.location())),
            seconds,
            peak_bytes,
        },
    };
    let line = serde_json::to_vec(&measured).into_diagnostic()?;
    std::io::stdout().write_all(&line).into_diagnostic()?;
    Ok(Outcome::InLine)
}

fn generate(root: &Path, spec: &Path, out: &Path, console: &Console) -> Result<Made, String> {
    let request = stand_alone::Request {
        root: root.to_owned(),
        spec: spec.to_owned(),
        out: out.to_owned(),
        name: None,
        check: false,
        verbose: false,
    };
    let generated = stand_alone::generate_and_write(&request, console).map_err(|report| in_one_line(&report))?;
    Ok(Made {
        operations: generated.api.operations.len(),
        types: generated.types.unwrap_or_default(),
        losses: generated.reading.report.losses().count(),
        lines: generated.files.values().map(|text| text.lines().count()).sum(),
    })
}

/// The first complaint, and how many there are of one document.
fn in_one_line(report: &Report) -> String {
    let text = match report.related().and_then(|mut related| related.next()) {
        Some(first) => format!("{first} ({report})"),
        None => report.to_string(),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The most memory that this process has held at once, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
