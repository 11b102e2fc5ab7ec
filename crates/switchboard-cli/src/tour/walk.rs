use std::fmt::Display;

use switchboard_core::generated::Operation;

/// The walk through one API.
#[derive(Debug)]
pub struct Walk {
    api: &'static str,
    base_url: String,
    operations: Vec<&'static Operation>,
    steps: Vec<Step>,
}

/// One call of the walk.
#[derive(Debug)]
pub struct Step {
    /// The operation's method.
    pub method: &'static str,
    /// How it was called: the method itself, or what is built on it, such as a stream.
    pub call: &'static str,
    /// The HTTP request, with the path template of the API.
    pub request: String,
    outcome: Result<String, String>,
}

impl Step {
    /// What came of it, as a person reads it.
    #[must_use]
    pub fn in_words(&self) -> String {
        match &self.outcome {
            Ok(outcome) => format!("✓ {outcome}"),
            Err(why) => format!("✗ {why}"),
        }
    }
}

impl Walk {
    /// Begins a walk through the operations of a client.
    #[must_use]
    pub fn new(api: &'static str, base_url: &str, operations: Vec<&'static Operation>) -> Self {
        Self { api, base_url: base_url.to_owned(), operations, steps: Vec::new() }
    }

    /// Notes a call and what came of it: a success in words, or why it was none.
    pub fn step<T, E: Display>(
        &mut self,
        method: &'static str,
        result: Result<T, E>,
        judge: impl FnOnce(T) -> Result<String, String>,
    ) {
        self.step_by(method, method, result, judge);
    }

    /// The same for what is built on an operation: a step that fails counts against the operation.
    pub fn step_by<T, E: Display>(
        &mut self,
        method: &'static str,
        call: &'static str,
        result: Result<T, E>,
        judge: impl FnOnce(T) -> Result<String, String>,
    ) {
        let outcome = result.map_err(|error| error.to_string()).and_then(judge);
        self.steps.push(Step { method, call, request: self.request(method), outcome });
    }

    /// Steps so far, and one failed step for each operation that was never called.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter()
    }

    /// Ends the walk: an operation that was never called is a failed step.
    #[must_use]
    pub fn end(mut self) -> Self {
        let missed: Vec<&'static str> = self
            .operations
            .iter()
            .map(|operation| operation.method_name)
            .filter(|method| !self.was_called(method))
            .collect();
        for method in missed {
            self.step(method, Err::<(), _>("never called"), |()| Ok(String::new()));
        }
        self
    }

    pub(super) fn api(&self) -> &'static str {
        self.api
    }

    pub(super) fn base_url(&self) -> &str {
        &self.base_url
    }

    pub(super) fn operations(&self) -> usize {
        self.operations.len()
    }

    /// Operations of which every call succeeded.
    pub(super) fn succeeded(&self) -> usize {
        let failed = |method: &str| self.steps.iter().any(|step| step.method == method && step.outcome.is_err());
        self.operations
            .iter()
            .map(|operation| operation.method_name)
            .filter(|method| self.was_called(method) && !failed(method))
            .count()
    }

    fn was_called(&self, method: &str) -> bool {
        self.steps.iter().any(|step| step.method == method)
    }

    fn request(&self, method: &str) -> String {
        match self.operations.iter().find(|operation| operation.method_name == method) {
            Some(operation) => format!("{} {}", operation.http_method, operation.path),
            None => "no such operation".to_owned(),
        }
    }
}
