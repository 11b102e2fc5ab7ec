//! What people see of a run: a spinner while it works, and lines that stay.

use std::io::Write as _;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use miette::Diagnostic;

/// Standard error. The spinner is drawn on terminals only; the lines are the same everywhere.
#[derive(Debug)]
pub struct Console {
    spinner: ProgressBar,
}

impl Default for Console {
    fn default() -> Self {
        let spinner = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {prefix:<12} {msg}") {
            spinner.set_style(style);
        }
        spinner.enable_steady_tick(Duration::from_millis(100));
        Self { spinner }
    }
}

impl Console {
    /// Shows which stage a spec is in.
    pub fn stage(&self, spec: &str, stage: &str) {
        self.spinner.set_prefix(spec.to_owned());
        self.spinner.set_message(stage.to_owned());
    }

    /// Says that something is done.
    pub fn done(&self, line: &str) {
        self.say(&format!("✓ {line}"));
    }

    /// Says something.
    pub fn say(&self, text: &str) {
        // Nobody is left to tell when standard error is closed.
        self.spinner.suspend(|| {
            let _ = writeln!(std::io::stderr(), "{text}");
        });
    }

    /// Shows a diagnostic with its place in the document.
    pub fn diagnostic(&self, diagnostic: &dyn Diagnostic) {
        let mut text = String::new();
        let handler = miette::GraphicalReportHandler::new();
        if handler.render_report(&mut text, diagnostic).is_ok() {
            self.say(text.trim_end());
        }
    }

    /// Ends the spinner.
    pub fn finish(&self) {
        self.spinner.finish_and_clear();
    }
}
