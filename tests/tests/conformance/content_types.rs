//! What does a caller get where status, media type and body do not fit each other?

use switchboard::Error;
use switchboard_tests::operations::{Operation, Outcome, all};
use switchboard_tests::scripted::{head, kept_answer};

use crate::expected::{Failure, Kind, assert_own_answer, succeeded};
use crate::play::{kept, play};

const STATUSES: [u16; 7] = [200, 201, 302, 401, 404, 500, 593];

const MEDIA_TYPES: [Option<&str>; 6] = [
    Some("application/json"),
    Some("text/plain"),
    Some("text/html; charset=utf-8"),
    Some("canary nonsense"),
    Some(""),
    None,
];

/// What a body is, whatever it is declared to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    Empty,
    /// What the operation answers where all is well.
    Own,
    Html,
    /// JSON that no operation answers with, but those that answer with text.
    String,
    Text,
    Bytes,
}

const CONTENTS: [Content; 6] =
    [Content::Empty, Content::Own, Content::Html, Content::String, Content::Text, Content::Bytes];

impl Content {
    fn bytes(self, operation: &Operation) -> &'static [u8] {
        match self {
            Self::Empty => b"",
            Self::Own => operation.answer.body.as_bytes(),
            Self::Html => b"<html><body>canarytext: log in to the guest network</body></html>",
            Self::String => br#""canarytext""#,
            Self::Text => b"canarytext, in words",
            Self::Bytes => b"canarytext \xFF\xFE\0",
        }
    }
}

#[tokio::test]
async fn status_media_type_and_body_in_every_combination_give_what_the_contract_says() {
    for operation in all() {
        let mut cases = Vec::new();
        for status in STATUSES {
            for media_type in MEDIA_TYPES {
                cases.extend(CONTENTS.map(|content| (status, media_type, content)));
            }
        }
        let scripts = cases.iter().map(|(status, media_type, content)| {
            let declared: Vec<_> = media_type.map(|media_type| ("content-type", media_type)).into_iter().collect();
            kept(kept_answer(&format!("{status} canarytext"), &declared, content.bytes(&operation)))
        });
        let outcomes = play(&operation, scripts.collect()).await;
        assert_eq!(outcomes.len(), cases.len());
        for ((status, media_type, content), outcome) in cases.into_iter().zip(outcomes) {
            let case = format!("{status}, {media_type:?}, {content:?}");
            let body = content.bytes(&operation);
            if !(200..300).contains(&status) {
                Failure::answered(status, body).check(&case, &operation, outcome);
            } else if !operation.description.answers_with_body {
                assert_eq!(succeeded(&case, &operation, outcome).status, status, "{case}");
            } else if operation.answers_with_text() {
                check_text(&case, &operation, media_type, content, status, outcome);
            } else {
                check_json(&case, &operation, media_type, content, status, outcome);
            }
        }
    }
}

/// A success of an operation that answers with JSON: the operation's own document decodes whatever it is declared to be,
/// and nothing else does.
fn check_json(
    case: &str,
    operation: &Operation,
    media_type: Option<&str>,
    content: Content,
    status: u16,
    outcome: Outcome,
) {
    if content == Content::Own {
        assert_eq!(assert_own_answer(case, operation, outcome).status, status, "{case}");
        return;
    }
    let error = check_undecodable(case, operation, content, status, outcome);
    let is_json = media_type.is_none_or(|media_type| media_type.contains("json"));
    let said = match content {
        Content::Empty => "is empty",
        Content::String => "expected",
        _ if is_json => "it is not JSON",
        _ => "Content-Type does not say that it is",
    };
    assert!(error.to_string().contains(said), "{}, {case}: no {said:?} in {error}", operation.name());
}

/// A success of an operation that answers with text: whatever is text is a text, and a JSON string is taken out of its
/// quotes unless it is declared as something else.
fn check_text(
    case: &str,
    operation: &Operation,
    media_type: Option<&str>,
    content: Content,
    status: u16,
    outcome: Outcome,
) {
    let is_json = media_type.is_none_or(|media_type| media_type.contains("json"));
    if content == Content::Bytes || (content == Content::Empty && is_json) {
        check_undecodable(case, operation, content, status, outcome);
        return;
    }
    let success = succeeded(case, operation, outcome);
    let text = std::str::from_utf8(content.bytes(operation)).unwrap();
    let expected = match serde_json::from_str::<String>(text) {
        Ok(unquoted) if is_json => unquoted,
        _ => text.to_owned(),
    };
    assert_eq!((success.status, success.value), (status, expected.into()), "{}, {case}", operation.name());
}

fn check_undecodable(case: &str, operation: &Operation, content: Content, status: u16, outcome: Outcome) -> Error {
    let error = Failure::accepted(Kind::Decode, status, content.bytes(operation)).check(case, operation, outcome);
    assert!(error.to_string().contains(&status.to_string()), "{case}: {error}");
    error
}

#[tokio::test]
async fn no_content_is_an_answer_only_where_none_is_declared() {
    let heads = [
        head("204 No Content", &[]),
        head("204 No Content", &[("content-length", "0")]),
        head("204 No Content", &[("content-length", "17"), ("content-type", "application/json")]),
        kept_answer("205 Reset Content", &[], b""),
    ];
    for operation in all() {
        let outcomes = play(&operation, heads.iter().map(|head| kept(head.as_slice())).collect()).await;
        for (head, outcome) in heads.iter().zip(outcomes) {
            let case = head.escape_ascii().to_string();
            let status = case[9..12].parse().unwrap();
            if !operation.description.answers_with_body {
                assert_eq!(succeeded(&case, &operation, outcome).status, status, "{case}");
            } else {
                let error = Failure::accepted(Kind::Decode, status, b"").check(&case, &operation, outcome);
                assert!(error.to_string().contains("is empty"), "{case}: {error}");
            }
        }
    }
}
