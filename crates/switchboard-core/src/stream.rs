//! Answers that are read while they arrive: bytes, events and lines.

mod byte_stream;
mod event;
mod event_stream;
mod json_lines;
mod line_buffer;

pub use byte_stream::ByteStream;
pub(crate) use byte_stream::Origin;
pub use event::{Event, EventParser};
pub use event_stream::EventStream;
pub use json_lines::JsonLines;
