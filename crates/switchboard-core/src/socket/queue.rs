//! What was received and not yet read.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};

use tokio::task::coop;
use tokio_websockets::Message;

use super::Disconnect;

/// How many bytes of messages wait at most, whatever their number; one more may lie on top. The buffers in which they lie
/// are up to twice as large.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// An event as it waits: messages are decoded where they are read, so that a slow decoder slows down only its reader.
pub(super) enum Waiting {
    Connected,
    Disconnected(Disconnect),
    /// Text or bytes.
    Message(Message),
    Missed(u64),
}

impl Waiting {
    fn bytes(&self) -> usize {
        match self {
            Self::Message(message) => message.as_payload().len(),
            _ => 0,
        }
    }
}

/// A bounded queue between the task that keeps the connection and the reader. When it overflows, the oldest events make
/// room, and their number stands where they were.
pub(super) struct Queue {
    most_events: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    events: VecDeque<Waiting>,
    bytes: usize,
    missed: u64,
    ended: bool,
    /// Who waits for an event.
    reader: Option<Waker>,
    /// Who waits for room.
    writer: Option<Waker>,
}

/// What a queue takes before the oldest events have to make room.
#[derive(Clone, Copy)]
pub(super) struct Room {
    pub(super) events: usize,
    pub(super) bytes: usize,
}

impl Room {
    pub(super) fn is_left(self) -> bool {
        self.events > 0 && self.bytes > 0
    }

    /// Whether there is room for all of them.
    fn fits(self, events: usize, bytes: usize) -> bool {
        events <= self.events && bytes <= self.bytes
    }

    /// What is left beside an event of this many bytes.
    pub(super) fn beside(self, bytes: usize) -> Self {
        Self { events: self.events.saturating_sub(1), bytes: self.bytes.saturating_sub(bytes) }
    }

    /// No more than the other.
    pub(super) fn min(self, other: Self) -> Self {
        Self { events: self.events.min(other.events), bytes: self.bytes.min(other.bytes) }
    }
}

impl Queue {
    pub(super) fn new(most_events: usize) -> Self {
        Self { most_events, state: Mutex::default() }
    }

    /// Adds an event, at the cost of the oldest ones where there is no room. Returns whether there is room for more.
    pub(super) fn push(&self, event: Waiting) -> bool {
        self.append(&mut VecDeque::from([event]))
    }

    /// Adds events like [`push`](Self::push), and leaves none behind.
    pub(super) fn append(&self, events: &mut VecDeque<Waiting>) -> bool {
        let mut state = self.lock();
        let bytes: usize = events.iter().map(Waiting::bytes).sum();
        if state.events.is_empty() && self.room_in(&state).fits(events.len(), bytes) {
            // As they lie: a reader that keeps up has left nothing.
            state.bytes += bytes;
            std::mem::swap(&mut state.events, events);
        }
        for event in events.drain(..) {
            while !self.room_in(&state).is_left() {
                let Some(oldest) = state.events.pop_front() else { break };
                state.bytes -= oldest.bytes();
                state.missed += 1;
            }
            state.bytes += event.bytes();
            state.events.push_back(event);
        }
        let has_room = self.room_in(&state).is_left();
        let reader = state.reader.take();
        drop(state);
        if let Some(reader) = reader {
            reader.wake();
        }
        has_room
    }

    /// Waits until there is room.
    pub(super) async fn has_room(&self) {
        poll_fn(|context| {
            let mut state = self.lock();
            if self.room_in(&state).is_left() {
                return Poll::Ready(());
            }
            state.writer = Some(context.waker().clone());
            Poll::Pending
        })
        .await;
    }

    /// Says that nothing will be added any more.
    pub(super) fn end(&self) {
        let mut state = self.lock();
        state.ended = true;
        let reader = state.reader.take();
        drop(state);
        if let Some(reader) = reader {
            reader.wake();
        }
    }

    /// Takes the oldest events, some at once, since each time locks the queue. Takes none once there is nothing left to
    /// come.
    pub(super) fn poll_take(&self, context: &mut Context<'_>, taken: &mut VecDeque<Waiting>) -> Poll<()> {
        // Who reads from a server that never pauses must still let others run, and see its own limits.
        let turn = ready!(coop::poll_proceed(context));
        let mut state = self.lock();
        match std::mem::take(&mut state.missed) {
            0 => {}
            missed => taken.push_back(Waiting::Missed(missed)),
        }
        let mut left = self.at_once();
        if taken.is_empty() && left.fits(state.events.len(), state.bytes) {
            state.bytes = 0;
            std::mem::swap(&mut state.events, taken);
        }
        while (taken.is_empty() || left.is_left())
            && let Some(event) = state.events.pop_front()
        {
            state.bytes -= event.bytes();
            left = left.beside(event.bytes());
            taken.push_back(event);
        }
        if taken.is_empty() && !state.ended {
            state.reader = Some(context.waker().clone());
            return Poll::Pending;
        }
        let writer = state.writer.take();
        drop(state);
        turn.made_progress();
        if let Some(writer) = writer {
            writer.wake();
        }
        Poll::Ready(())
    }

    /// How many events are taken at once: few beside what waits, since what is taken makes no room for others.
    fn at_once(&self) -> Room {
        Room { events: (self.most_events / 8).min(128), bytes: 128 * 1024 }
    }

    /// What there is room for.
    pub(super) fn room(&self) -> Room {
        self.room_in(&self.lock())
    }

    fn room_in(&self, state: &State) -> Room {
        Room {
            events: self.most_events.saturating_sub(state.events.len()),
            bytes: MOST_BYTES.saturating_sub(state.bytes),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(length: usize) -> Waiting {
        Waiting::Message(Message::text("x".repeat(length)))
    }

    fn take(queue: &Queue) -> Vec<String> {
        let mut batch = VecDeque::new();
        let mut length = None;
        while length != Some(batch.len()) {
            length = Some(batch.len());
            let mut taken = VecDeque::new();
            let _pending = queue.poll_take(&mut Context::from_waker(Waker::noop()), &mut taken);
            batch.append(&mut taken);
        }
        let in_words = |event| match event {
            Waiting::Connected => "connected".to_owned(),
            Waiting::Disconnected(_) => "disconnected".to_owned(),
            Waiting::Message(message) => message.as_payload().len().to_string(),
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
    fn what_is_taken_at_once_is_little_beside_what_may_wait_and_no_gap_is_moved() {
        let queue = Queue::new(64);
        queue.append(&mut (1..=64).map(text).collect());
        let mut taken = VecDeque::new();
        assert!(queue.poll_take(&mut Context::from_waker(Waker::noop()), &mut taken).is_ready());
        assert_eq!(taken.iter().map(Waiting::bytes).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 7, 8]);
        assert!(!queue.append(&mut (65..=73).map(text).collect()), "full, and one beyond");
        assert_eq!(take(&queue)[..2], ["missed 1", "10"]);
    }

    #[tokio::test]
    async fn a_reader_that_always_finds_something_lets_others_run() {
        let queue = Queue::new(8);
        let takes = poll_fn(|context| {
            for takes in 0..10_000 {
                queue.push(text(1));
                if queue.poll_take(context, &mut VecDeque::new()).is_pending() {
                    return Poll::Ready(Some(takes));
                }
            }
            Poll::Ready(None)
        });
        assert!(takes.await.is_some_and(|takes| takes > 0));
    }

    #[test]
    fn an_ended_queue_gives_what_is_left_first() {
        let queue = Queue::new(2);
        queue.push(Waiting::Connected);
        queue.end();
        assert_eq!(take(&queue), ["connected"]);
        let mut taken = VecDeque::new();
        assert!(queue.poll_take(&mut Context::from_waker(Waker::noop()), &mut taken).is_ready());
        assert!(taken.is_empty());
    }
}
