//! What a token of the token API may do.

/// One operation that a token may call, and how often. A token is made of them by
/// [`Server::create_token`](crate::hopr::Server::create_token).
///
/// ```
/// use switchboard_sandbox::hopr::Capability;
///
/// let twice = Capability::new("messagesPopMessage").limited_to(2);
/// # let _ = twice;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capability {
    operation_id: String,
    calls_left: Option<u32>,
}

impl Capability {
    /// The right to call an operation without limit. It is named by its operation id: `messagesSendMessage`,
    /// `messagesDeleteMessages`, `messagesGetSize`, `messagesPopMessage`, `messagesPopAllMessage` or
    /// `messagesWebsocket` (which opens no socket: only the superuser can).
    #[must_use]
    pub fn new(operation_id: impl Into<String>) -> Self {
        Self { operation_id: operation_id.into(), calls_left: None }
    }

    /// How many calls are allowed. Those after are answered with 403.
    #[must_use]
    pub fn limited_to(mut self, calls: u32) -> Self {
        self.calls_left = Some(calls);
        self
    }

    /// Whether the operation may be called; a call that may is counted.
    pub(crate) fn use_for(&mut self, operation_id: &str) -> bool {
        if self.operation_id != operation_id {
            return false;
        }
        match &mut self.calls_left {
            None => true,
            Some(0) => false,
            Some(left) => {
                *left -= 1;
                true
            }
        }
    }
}
