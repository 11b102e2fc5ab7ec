//! What does a caller get of an answer that ends too early, at whichever byte?

use switchboard_tests::operations::{Operation, all};
use switchboard_tests::scripted::{head, kept_answer};

use crate::expected::{Failure, Kind, assert_own_answer, succeeded};
use crate::play::{closed, kept, play};

fn status(operation: &Operation) -> u16 {
    operation.answer.status[..3].parse().unwrap()
}

#[tokio::test]
async fn an_answer_cut_off_at_any_byte_says_where_the_call_stands() {
    for operation in all() {
        let whole = operation.answer.raw(&[]);
        let head = whole.len() - operation.answer.body.len();
        let scripts = (0..=whole.len()).map(|length| closed(&whole[..length])).collect();
        let outcomes = play(&operation, scripts).await;
        assert_eq!(outcomes.len(), whole.len() + 1);
        for (length, outcome) in outcomes.into_iter().enumerate() {
            let case = format!("{length} of {} bytes", whole.len());
            if length == whole.len() {
                assert_own_answer(&case, &operation, outcome);
            } else if length < head {
                Failure::unanswered(Kind::Interrupted).check(&case, &operation, outcome);
            } else {
                let arrived = &whole[head..length];
                Failure::accepted(Kind::Interrupted, status(&operation), arrived).check(&case, &operation, outcome);
            }
        }
    }
}

#[tokio::test]
async fn a_document_cut_off_at_any_byte_is_a_decode_error() {
    for operation in all().into_iter().filter(|operation| operation.description.answers_with_body) {
        let declared = [("content-type", operation.answer.media_type.unwrap())];
        // A line break at the end is no part of the document.
        let document = operation.answer.body.trim_end();
        let answer = |length: usize| kept_answer(operation.answer.status, &declared, &document.as_bytes()[..length]);
        let outcomes = play(&operation, (0..document.len()).map(|length| kept(answer(length))).collect()).await;
        assert_eq!(outcomes.len(), document.len());
        for (length, outcome) in outcomes.into_iter().enumerate() {
            let case = format!("{length} of {} bytes", document.len());
            if operation.answer.is_text() {
                // Who shortens a text leaves a text.
                assert_eq!(succeeded(&case, &operation, outcome).value, document[..length], "{case}");
                continue;
            }
            let arrived = &document.as_bytes()[..length];
            Failure::accepted(Kind::Decode, status(&operation), arrived).check(&case, &operation, outcome);
        }
    }
}

#[tokio::test]
async fn a_chunked_answer_cut_off_at_any_byte_is_an_interruption() {
    // How a body is framed cannot differ from one operation to the next.
    let operation = all().into_iter().find(|operation| operation.description.method_name == "pop_message").unwrap();
    let head = head("200 OK", &[("transfer-encoding", "chunked")]);
    let chunks: Vec<_> = operation.answer.body.as_bytes().chunks(7).collect();
    let chunks = chunks.iter().flat_map(|chunk| [format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat());
    let whole: Vec<u8> = head.iter().copied().chain(chunks).chain(*b"0\r\n\r\n").collect();
    let scripts = (head.len()..=whole.len()).map(|length| closed(&whole[..length])).collect();
    for (length, outcome) in (head.len()..).zip(play(&operation, scripts).await) {
        let case = format!("{length} of {} bytes", whole.len());
        if length == whole.len() {
            assert_own_answer(&case, &operation, outcome);
            continue;
        }
        let body = outcome.as_ref().err().map(|error| error.body().to_vec()).unwrap_or_default();
        assert!(operation.answer.body.as_bytes().starts_with(&body), "{case}");
        Failure::accepted(Kind::Interrupted, 200, &body).check(&case, &operation, outcome);
    }
}
