use std::borrow::Cow;

/// Why a message is not sent: the node could not take it. Nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedMessage {
    argument: Cow<'static, str>,
    why: Cow<'static, str>,
}

impl RefusedMessage {
    pub(super) fn new(argument: impl Into<Cow<'static, str>>, why: impl Into<Cow<'static, str>>) -> Self {
        Self { argument: argument.into(), why: why.into() }
    }

    /// What is wrong, as the node calls it: `body`, `peerAddress`, `hops`, `path`, or one of its items, such as `path[1]`.
    #[must_use]
    pub fn argument(&self) -> &str {
        &self.argument
    }
}

impl std::fmt::Display for RefusedMessage {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "`{}` cannot be sent: {}; nothing was sent", self.argument, self.why)
    }
}

impl std::error::Error for RefusedMessage {}
