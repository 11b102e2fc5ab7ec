/// Where a call stands that failed: may the server have acted on it?
///
/// Of a call that took several attempts it says the worst: an attempt that may have been acted on is not undone by a later
/// one that was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// Nothing of the request left: it was refused here, or no connection was made.
    NotSent,
    /// The request, or a part of it, left; nobody knows what became of it. Also what 408 and 5xx mean.
    MaybeSent,
    /// The server refused it (any other 4xx).
    Rejected,
    /// The server accepted it (2xx), but its answer could not be read or decoded.
    Accepted,
}

impl Delivery {
    /// Where a call stands after an attempt that ended so, and earlier ones.
    pub(crate) fn after(self, earlier: Self) -> Self {
        match (earlier, self) {
            (_, Self::Accepted) => Self::Accepted,
            (Self::MaybeSent | Self::Accepted, _) => Self::MaybeSent,
            (Self::Rejected, Self::NotSent) => Self::Rejected,
            (Self::Rejected | Self::NotSent, last) => last,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Delivery::{Accepted, MaybeSent, NotSent, Rejected};

    #[test]
    fn a_later_attempt_does_not_undo_an_earlier_one() {
        for (earlier, last, expected) in [
            (NotSent, NotSent, NotSent),
            (NotSent, MaybeSent, MaybeSent),
            (NotSent, Rejected, Rejected),
            (MaybeSent, NotSent, MaybeSent),
            (MaybeSent, Rejected, MaybeSent),
            (MaybeSent, Accepted, Accepted),
            (Rejected, NotSent, Rejected),
            (Rejected, MaybeSent, MaybeSent),
            (Accepted, NotSent, MaybeSent),
        ] {
            assert_eq!(last.after(earlier), expected, "{last:?} after {earlier:?}");
        }
    }
}
