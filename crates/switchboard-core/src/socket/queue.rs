//! What was received and not yet read.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use futures_util::task::AtomicWaker;

use super::{Disconnect, Frame};

/// How many bytes of frames wait at most, whatever their number; one more message may lie on top.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// An event as it waits: frames are decoded where they are read, so that a slow decoder slows down only its reader.
pub(super) enum Waiting {
    Connected,
    Disconnected(Disconnect),
    Frame(Frame),
    Missed(u64),
}

impl Waiting {
    fn bytes(&self) -> usize {
        match self {
            Self::Frame(frame) => frame.len(),
            _ => 0,
        }
    }
}

/// A bounded queue between the task that keeps the connection and the reader. When it overflows, the oldest events make
/// room, and their number stands where they were.
pub(super) struct Queue {
    most_events: usize,
    state: Mutex<State>,
    reader: AtomicWaker,
    writer: AtomicWaker,
}

#[derive(Default)]
struct State {
    events: VecDeque<Waiting>,
    bytes: usize,
    missed: u64,
    ended: bool,
}

impl Queue {
    pub(super) fn new(most_events: usize) -> Self {
        Self { most_events, state: Mutex::default(), reader: AtomicWaker::new(), writer: AtomicWaker::new() }
    }

    /// Adds an event, at the cost of the oldest ones where there is no room. Returns whether there is room for more.
    pub(super) fn push(&self, event: Waiting) -> bool {
        let mut state = self.lock();
        while !self.has_room(&state) {
            let Some(oldest) = state.events.pop_front() else { break };
            state.bytes -= oldest.bytes();
            state.missed += 1;
        }
        state.bytes += event.bytes();
        state.events.push_back(event);
        let room = self.has_room(&state);
        drop(state);
        self.reader.wake();
        room
    }

    /// Waits until there is room.
    pub(super) async fn room(&self) {
        poll_fn(|context| {
            self.writer.register(context.waker());
            if self.has_room(&self.lock()) { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }

    /// Says that nothing will be added any more.
    pub(super) fn end(&self) {
        self.lock().ended = true;
        self.reader.wake();
    }

    /// Takes the oldest event. `Ready(None)` once there is nothing left to come.
    pub(super) fn poll_next(&self, context: &Context<'_>) -> Poll<Option<Waiting>> {
        let mut state = self.lock();
        let event = match std::mem::take(&mut state.missed) {
            0 => state.events.pop_front(),
            missed => Some(Waiting::Missed(missed)),
        };
        let Some(event) = event else {
            if state.ended {
                return Poll::Ready(None);
            }
            // While the state is held, so that nothing is added unheard.
            self.reader.register(context.waker());
            return Poll::Pending;
        };
        state.bytes -= event.bytes();
        drop(state);
        self.writer.wake();
        Poll::Ready(Some(event))
    }

    /// Whether the next event would cost the oldest one.
    pub(super) fn is_full(&self) -> bool {
        !self.has_room(&self.lock())
    }

    fn has_room(&self, state: &State) -> bool {
        state.events.len() < self.most_events && state.bytes < MOST_BYTES
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;

    fn text(length: usize) -> Waiting {
        Waiting::Frame(Frame::Text("x".repeat(length)))
    }

    fn take(queue: &Queue) -> Vec<String> {
        let mut batch = Vec::new();
        while let Poll::Ready(Some(event)) = queue.poll_next(&Context::from_waker(Waker::noop())) {
            batch.push(event);
        }
        let in_words = |event| match event {
            Waiting::Connected => "connected".to_owned(),
            Waiting::Disconnected(_) => "disconnected".to_owned(),
            Waiting::Frame(frame) => frame.len().to_string(),
            Waiting::Missed(count) => format!("missed {count}"),
        };
        batch.into_iter().map(in_words).collect()
    }

    #[test]
    fn the_oldest_events_make_room_and_are_counted_where_they_were() {
        let queue = Queue::new(3);
        let room: Vec<bool> = (1..=5).map(|length| queue.push(text(length))).collect();
        assert_eq!(room, [true, true, false, false, false]);
        assert_eq!(take(&queue), ["missed 2", "3", "4", "5"]);
        assert!(queue.push(text(6)));
        assert_eq!(take(&queue), ["6"], "what was told is not told again");
    }

    #[test]
    fn bytes_are_bounded_as_well_as_events() {
        let queue = Queue::new(1000);
        let half = MOST_BYTES / 2;
        assert!(queue.push(text(half)));
        assert!(!queue.push(text(half)), "full");
        assert!(!queue.push(text(half)), "and stays so, one event making room for the next");
        assert_eq!(take(&queue), ["missed 1".to_owned(), half.to_string(), half.to_string()]);
    }

    #[test]
    fn an_ended_queue_gives_what_is_left_first() {
        let queue = Queue::new(2);
        queue.push(Waiting::Connected);
        queue.end();
        assert_eq!(take(&queue), ["connected"]);
        assert!(matches!(queue.poll_next(&Context::from_waker(Waker::noop())), Poll::Ready(None)));
    }
}
