//! A plausible success of an operation, made from the types that its answer has.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::super::{example_value, response};
use super::answers::media_type;
use crate::media_type::Family;
use crate::model::{AnswerBody, Api, BodyKind, Operation, Response, StatusRange, Type};

/// The example as core takes it.
pub(super) fn emit(api: &Api, operation: &Operation) -> TokenStream {
    let answers = response::answers(operation);
    let Some(response) = answers.iter().max_by_key(|response| plausibility(operation, response)) else {
        return quote!(Example { status: 200, media_type: None, body: "" });
    };
    let status = Literal::u16_unsuffixed(match response.statuses {
        StatusRange::Only(status) => status,
        StatusRange::Class(class) => class * 100,
        StatusRange::Default => 200,
    });
    let Some(AnswerBody { kind, media_types }) = response.bodies.first() else {
        return quote!(Example { status: #status, media_type: None, body: "" });
    };
    let media_type = media_type(kind, media_types);
    let body = body(api, operation, kind, &media_type);
    quote!(Example { status: #status, media_type: Some(#media_type), body: #body })
}

/// What says most about a success; of the same, the first, which is the last to be the greatest.
fn plausibility(operation: &Operation, response: &Response) -> (bool, bool, bool, std::cmp::Reverse<StatusRange>) {
    let is_created = operation.http_method == "POST" && response.statuses == StatusRange::Only(201);
    let is_redirection = matches!(response.statuses, StatusRange::Only(300..) | StatusRange::Class(3));
    (!is_redirection, !response.bodies.is_empty(), is_created, std::cmp::Reverse(response.statuses))
}

fn body(api: &Api, operation: &Operation, kind: &BodyKind, media_type: &str) -> String {
    let value = |kind: &Type| {
        let mut value = example_value::received(api, kind);
        if let Some(pagination) = operation.pagination.as_ref() {
            example_value::end_list(api, pagination, &mut value);
        }
        value
    };
    match kind {
        BodyKind::Json(kind) | BodyKind::Nullable(kind) => value(kind).to_string(),
        BodyKind::Text if Family::of(media_type) == Family::Json => Value::from(example_value::TEXT).to_string(),
        BodyKind::Text | BodyKind::Bytes => example_value::TEXT.to_owned(),
        BodyKind::Events(Type::String) => format!("data: {}\n\n", example_value::TEXT),
        BodyKind::Events(kind) => format!("data: {}\n\n", value(kind)),
        BodyKind::Lines(kind) => format!("{}\n", value(kind)),
    }
}
