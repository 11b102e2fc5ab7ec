/// What a call is given wherever it takes something.
#[derive(Clone, Debug)]
pub struct Arguments {
    /// For every parameter of the path that is text.
    pub segment: String,
    /// For the parameter of this name in the path, in place of `segment`.
    pub odd_segment: Option<(&'static str, String)>,
    /// What a message says, and whatever else is text in a body.
    pub text: String,
    /// Headers of the call.
    pub headers: Vec<(&'static str, String)>,
}

impl Default for Arguments {
    fn default() -> Self {
        Self { segment: "bob".to_owned(), odd_segment: None, text: super::CANARY.to_owned(), headers: Vec::new() }
    }
}

impl Arguments {
    /// The value of a parameter in the path.
    pub(super) fn segment(&self, name: &str) -> &str {
        match &self.odd_segment {
            Some((odd, value)) if *odd == name => value,
            _ => &self.segment,
        }
    }
}
