//! One run of a generator: the time of each stage, and the most memory that the process has had.

use std::fmt::{self, Display, Formatter};
use std::process::Command;
use std::time::Instant;

use xtask::document::Syntax;

use super::stages::{self, End};

/// Times by stage, peak memory and the lines that were made. Written as text, it goes from a child to its parent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Measured {
    stages: Vec<(String, f64)>,
    pub(crate) kilobytes: f64,
    pub(crate) lines: usize,
    end: String,
}

impl Measured {
    /// Runs this program once more, so that the peak is of this run alone.
    pub(crate) fn of_child(mode: &str, operations: usize) -> Self {
        let program = std::env::current_exe().unwrap();
        let output = Command::new(program).args([mode, &operations.to_string()]).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{mode} {operations}: {}", String::from_utf8_lossy(&output.stderr));
        let mut measured = Self::default();
        for (name, value) in text.lines().filter_map(|line| line.split_once(' ')) {
            match name {
                "kilobytes" => measured.kilobytes = value.parse().unwrap(),
                "lines" => measured.lines = value.parse().unwrap(),
                "end" => measured.end = value.to_owned(),
                stage => measured.stages.push((stage.to_owned(), value.parse().unwrap())),
            }
        }
        measured
    }

    pub(crate) fn seconds(&self, stage: &str) -> f64 {
        self.stages.iter().find(|(name, _)| name == stage).map_or(0.0, |(_, seconds)| *seconds)
    }

    pub(crate) fn total(&self) -> f64 {
        self.stages.iter().map(|(_, seconds)| seconds).sum()
    }

    /// For people.
    pub(crate) fn explained(&self) -> String {
        let stages: Vec<String> = self.stages.iter().map(|(name, seconds)| format!("{name} {seconds:.3} s")).collect();
        let (total, megabytes) = (self.total(), self.kilobytes / 1024.0);
        format!("{}\nall {total:.3} s, {megabytes:.0} MB, {} lines: {}", stages.join(", "), self.lines, self.end)
    }
}

impl Display for Measured {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        self.stages.iter().try_for_each(|(name, seconds)| writeln!(formatter, "{name} {seconds}"))?;
        write!(formatter, "kilobytes {}\nlines {}\nend {}", self.kilobytes, self.lines, self.end)
    }
}

/// Our generator, stage by stage.
pub(crate) fn ours(bytes: &[u8], syntax: Syntax) -> Measured {
    let mut measured = Measured::default();
    let mut began = Instant::now();
    let end = stages::walk(bytes, syntax, &mut |stage| {
        measured.stages.push((stage.to_owned(), began.elapsed().as_secs_f64()));
        began = Instant::now();
    });
    if let End::Client { lines } = end {
        measured.lines = lines;
    }
    measured.end = format!("{end:?}");
    measured.kilobytes = peak();
    measured
}

/// Progenitor's generator as it comes, with its output formatted as ours is.
pub(crate) fn progenitor(text: &str) -> Measured {
    let began = Instant::now();
    let document: openapiv3::OpenAPI = serde_json::from_str(text).unwrap();
    let tokens = progenitor::Generator::default().generate_tokens(&document).unwrap();
    let code = prettyplease::unparse(&syn::parse2(tokens).unwrap());
    Measured {
        stages: vec![("all".to_owned(), began.elapsed().as_secs_f64())],
        kilobytes: peak(),
        lines: code.lines().count(),
        end: "Client".to_owned(),
    }
}

/// The most memory this process has had, where the system tells.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse().ok()).unwrap_or_default()
}
