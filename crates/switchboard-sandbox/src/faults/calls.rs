//! The faults that calls are to meet.

use std::collections::VecDeque;
use std::time::Duration;

use http::StatusCode;

/// What goes wrong with one call.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fault {
    /// Nothing.
    None,
    /// It is neither carried out nor answered.
    Drop,
    /// It is carried out, but not answered.
    LoseAnswer,
    /// It is answered with a status, and not carried out.
    Refuse(StatusCode),
    /// It is answered late.
    Delay(Duration),
}

/// What is still to come.
#[derive(Debug, Default)]
pub(super) struct Calls {
    /// How many calls are to meet which fault, in their order.
    next: VecDeque<(usize, Fault)>,
    /// How late calls are answered, unless a fault says otherwise.
    pub(super) delay: Duration,
    /// The status with which sockets are refused.
    pub(super) refused_sockets: Option<StatusCode>,
}

impl Calls {
    pub(super) fn line_up(&mut self, number: usize, fault: Fault) {
        if number > 0 {
            self.next.push_back((number, fault));
        }
    }

    /// What one call meets, and how late it is answered.
    pub(super) fn meet(&mut self) -> (Fault, Duration) {
        let (left, fault) = self.next.pop_front().unwrap_or((1, Fault::None));
        if left > 1 {
            self.next.push_front((left - 1, fault));
        }
        match fault {
            Fault::Delay(delay) => (Fault::None, delay),
            other => (other, self.delay),
        }
    }
}
