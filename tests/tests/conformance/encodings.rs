//! What does a caller get of an answer that is not the UTF-8 it should be?

use switchboard_tests::operations::{Answer, Operation, all};
use switchboard_tests::scripted::kept_answer;

use crate::expected::{Failure, Kind, assert_own_answer};
use crate::play::{kept, play};

fn with_bodies() -> impl Iterator<Item = Operation> {
    all().into_iter().filter(|operation| operation.description.answers_with_body)
}

fn raw(answer: &Answer, body: &[u8]) -> Vec<u8> {
    kept_answer(answer.status, &[("content-type", answer.media_type.unwrap())], body)
}

#[tokio::test]
async fn a_byte_that_is_not_utf_8_anywhere_is_a_decode_error() {
    for operation in with_bodies() {
        let body = operation.answer.body.as_bytes();
        let spoilt = |position: usize| {
            let mut spoilt = body.to_vec();
            spoilt[position] = 0xFF;
            spoilt
        };
        let scripts = (0..body.len()).map(|position| kept(raw(&operation.answer, &spoilt(position)))).collect();
        let outcomes = play(&operation, scripts).await;
        assert_eq!(outcomes.len(), body.len());
        for (position, outcome) in outcomes.into_iter().enumerate() {
            let status = operation.answer.status[..3].parse().unwrap();
            let kept = spoilt(position);
            Failure::accepted(Kind::Decode, status, &kept).check(&format!("byte {position}"), &operation, outcome);
        }
    }
}

#[tokio::test]
async fn a_byte_order_mark_and_space_around_a_document_do_no_harm() {
    for operation in with_bodies().filter(|operation| !operation.answer.is_text()) {
        let body = operation.answer.body;
        let bodies = [format!("\u{FEFF}{body}"), format!(" \r\n{body}\n\n"), format!("\u{FEFF} \t{body} ")];
        let scripts = bodies.iter().map(|body| kept(raw(&operation.answer, body.as_bytes()))).collect();
        for (body, outcome) in bodies.iter().zip(play(&operation, scripts).await) {
            // A JSON string that stands among spaces is a JSON string.
            assert_own_answer(&format!("{body:?}"), &operation, outcome);
        }
    }
}

#[tokio::test]
async fn another_encoding_of_the_whole_document_is_a_decode_error() {
    for operation in with_bodies().filter(|operation| !operation.answer.is_text()) {
        let units: Vec<u16> = operation.answer.body.encode_utf16().collect();
        let utf_16: Vec<u8> = [0xFEFF].iter().chain(&units).flat_map(|unit| unit.to_le_bytes()).collect();
        let outcome = play(&operation, vec![kept(raw(&operation.answer, &utf_16))]).await.remove(0);
        let status = operation.answer.status[..3].parse().unwrap();
        Failure::accepted(Kind::Decode, status, &utf_16).check("UTF-16", &operation, outcome);
    }
}
