use std::borrow::Cow;

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio_websockets::Message;

use super::FrameText;
use crate::decode::{self, Body, DecodeFailure};

/// A message of a socket as it is.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Frame {
    /// Text, always UTF-8.
    Text(FrameText),
    /// Bytes.
    Binary(Bytes),
}

impl Frame {
    /// No `From`, by which the type of the socket library would be one of ours.
    pub(super) fn of(message: Message) -> Self {
        match FrameText::of(message) {
            Ok(text) => Self::Text(text),
            Err(message) => Self::Binary(message.into_payload().into()),
        }
    }
}

impl std::fmt::Debug for Frame {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Frames are people's messages.
        match self {
            Self::Text(text) => write!(formatter, "Text({} bytes)", text.len()),
            Self::Binary(bytes) => write!(formatter, "Binary({} bytes)", bytes.len()),
        }
    }
}

/// What a frame of the server is decoded to.
pub trait ReceivedFrame: Sized {
    /// Reads a frame.
    ///
    /// # Errors
    /// Where it is not what the API declares. The stream then has one error item, and goes on.
    fn from_frame(frame: Frame) -> Result<Self, DecodeFailure>;
}

/// What can be sent as a frame.
pub trait SentFrame {
    /// Writes the frame.
    ///
    /// # Errors
    /// Where the server could not take it. Nothing is sent then.
    fn to_frame(&self) -> Result<Frame, RefusedFrame>;
}

/// Why something is not sent as a frame.
#[derive(Clone, Debug)]
pub struct RefusedFrame {
    pub(super) why: Cow<'static, str>,
}

impl RefusedFrame {
    /// Says which part of it cannot be sent, and why, without repeating a value.
    #[must_use]
    pub fn new(why: impl Into<Cow<'static, str>>) -> Self {
        Self { why: why.into() }
    }
}

/// As it is, but on its own: what was received lies in one buffer with what came with it.
impl ReceivedFrame for Frame {
    fn from_frame(frame: Frame) -> Result<Self, DecodeFailure> {
        Ok(match frame {
            Self::Text(text) => Self::Text(String::from(text).into()),
            Self::Binary(bytes) => Self::Binary(Bytes::copy_from_slice(&bytes)),
        })
    }
}

impl SentFrame for Frame {
    fn to_frame(&self) -> Result<Frame, RefusedFrame> {
        Ok(self.clone())
    }
}

/// Text as it is. A frame of bytes is not decoded.
impl ReceivedFrame for String {
    fn from_frame(frame: Frame) -> Result<Self, DecodeFailure> {
        match frame {
            Frame::Text(text) => Ok(text.into()),
            Frame::Binary(_) => Err(DecodeFailure::new("it holds bytes, where the API declares text")),
        }
    }
}

impl SentFrame for String {
    fn to_frame(&self) -> Result<Frame, RefusedFrame> {
        Ok(Frame::Text(self.clone().into()))
    }
}

/// Bytes as they are; those of a text as well.
impl ReceivedFrame for Bytes {
    fn from_frame(frame: Frame) -> Result<Self, DecodeFailure> {
        Ok(match frame {
            Frame::Text(text) => Self::copy_from_slice(text.as_bytes()),
            Frame::Binary(bytes) => Self::copy_from_slice(&bytes),
        })
    }
}

impl SentFrame for Bytes {
    fn to_frame(&self) -> Result<Frame, RefusedFrame> {
        Ok(Frame::Binary(self.clone()))
    }
}

/// Decodes a frame that is one whole JSON document.
///
/// # Errors
/// Where it is not JSON, or not of this type even with the leniency that answers are decoded with.
pub fn json_from_frame<T: DeserializeOwned>(frame: Frame) -> Result<T, DecodeFailure> {
    match frame {
        Frame::Text(text) => decode::json_text(&text),
        Frame::Binary(bytes) => decode::json(&Body::of_part(bytes)),
    }
}

/// Writes a frame that is one whole JSON document.
///
/// # Errors
/// Where a map in it has keys that are not strings.
pub fn json_to_frame<T: Serialize>(value: &T) -> Result<Frame, RefusedFrame> {
    let text = serde_json::to_string(value)
        .map_err(|_| RefusedFrame::new("a map in it has keys that are not strings, which JSON cannot carry"))?;
    Ok(Frame::Text(text.into()))
}
