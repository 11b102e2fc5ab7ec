use proc_macro2::TokenStream;

use super::decoders::closure_of_kind;
use super::{Role, answers, body_type, decoder};
use crate::model::{AnswerBody, BodyKind, Operation};

/// A stream of items that an operation gives where it is asked for that, in place of one whole answer.
pub(in crate::emit) struct ItemStream<'a> {
    body: &'a AnswerBody,
}

/// The streams of items: at most one of events and one of lines.
pub(in crate::emit) fn item_streams(operation: &Operation) -> Vec<ItemStream<'_>> {
    let mut found: Vec<ItemStream<'_>> = Vec::new();
    for body in answers(operation).into_iter().flat_map(|response| &response.streams) {
        let stream = ItemStream { body };
        if found.iter().all(|known| known.method() != stream.method()) {
            found.push(stream);
        }
    }
    found
}

impl<'a> ItemStream<'a> {
    /// Name of the method that asks for it.
    pub(in crate::emit) fn method(&self) -> &'static str {
        if matches!(self.body.kind, BodyKind::Events(_)) { "events" } else { "lines" }
    }

    pub(in crate::emit) fn kind(&self) -> &'a BodyKind {
        &self.body.kind
    }

    /// The media type that it is asked for by.
    pub(in crate::emit) fn media_type(&self) -> &'a str {
        let declared = self.body.media_types.first().map(String::as_str).unwrap_or_default();
        declared.split(';').next().unwrap_or_default().trim()
    }

    pub(in crate::emit) fn value_type(&self) -> TokenStream {
        body_type(self.kind(), Role::Answer)
    }

    pub(in crate::emit) fn decoder(&self) -> TokenStream {
        decoder(self.kind(), Role::Answer)
    }

    pub(in crate::emit) fn streaming(&self) -> Option<TokenStream> {
        closure_of_kind(self.kind())
    }
}
