//! What cannot decode, and what is said of it then.

use std::collections::HashSet;

use fastrand::Rng;
use serde_json::{Value, json};

use crate::bodies::{self, Made};
use crate::calls::{Api, Asked, Convore, Hopr, Joinself, Outcome, PiecesOs, Slskd};
use crate::place::{Place, Presence, places, remove};
use crate::schema::Kind;
use crate::specification::{Answer, Specification};
use crate::wire::{raw, written};

/// Stands in every text and in every wrong place, so that nothing that is said may repeat it.
const CANARY: &str = "424242424242";

/// Values that a place cannot have.
fn wrong_values(place: &Place) -> Vec<Value> {
    let beyond = |number: &str| raw(number);
    match &*place.schema.kind() {
        Kind::Integer { least, most } => vec![
            beyond(&(i128::from(*least) - 1).to_string()),
            beyond(&(i128::from(*most) + 1).to_string()),
            beyond(&format!("{}.0", i128::from(*most) + 1)),
            beyond(&format!("{CANARY}e20")),
            beyond("1e400"),
            beyond(&format!("{CANARY}.5")),
            CANARY.into(),
        ],
        Kind::Number => vec![beyond("1e400"), CANARY.into()],
        Kind::Time => vec![CANARY.into(), "2024-02-30T10:00:00Z".into()],
        // Whatever is not JSON is a string where the whole body is one.
        Kind::Text if place.path.is_empty() => Vec::new(),
        Kind::Text => vec![beyond(CANARY)],
        Kind::Enumeration(_) => vec![json!([CANARY])],
        Kind::Flag | Kind::List(_) | Kind::Map(_) | Kind::Object(_) => vec![CANARY.into()],
    }
}

/// The body with each of its places wrong in turn, and where that is.
fn wrong_bodies(body: &Value, place: &Place) -> Vec<Value> {
    let mut wrong = Vec::new();
    if place.presence == Presence::Required && !place.schema.is_nullable {
        let mut without = body.clone();
        remove(&mut without, &place.pointer);
        wrong.push(without);
    }
    if place.presence != Presence::Optional && !place.schema.is_nullable && !place.path.is_empty() {
        wrong.push(with(body, place, Value::Null));
    }
    wrong.extend(wrong_values(place).into_iter().map(|value| with(body, place, value)));
    wrong
}

fn with(body: &Value, place: &Place, value: Value) -> Value {
    let mut body = body.clone();
    *body.pointer_mut(&place.pointer).unwrap() = value;
    body
}

/// Puts the canary into every text.
fn with_canaries(mut body: Value, places: &[Place]) -> Value {
    for place in places.iter().filter(|place| matches!(*place.schema.kind(), Kind::Text)) {
        *body.pointer_mut(&place.pointer).unwrap() = CANARY.into();
    }
    body
}

/// Asks with a wrong body, and sees that what is said names the place and nothing that was sent.
async fn is_refused<A: Api>(asked: &Asked<A>, answer: &Answer, place: &Place, body: &Value) {
    let text = written(body, &mut None::<&mut Rng>);
    let Outcome::Failed(error, told) = asked.outcome(answer, text.clone().into_bytes()).await else {
        panic!("{} {} at `{}` took {text}", answer.operation, answer.status, place.path)
    };
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains(CANARY) && !shown.contains("02-30"), "{}: {shown}", answer.operation);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(answer.status), "{shown}");
    assert_eq!(error.body(), text.as_bytes().get(..64 * 1024).unwrap_or(text.as_bytes()), "{shown}");
    assert_eq!(told, None, "{shown}: {text}");
    if answer.is_success() {
        assert!(error.is_decode(), "{shown}: {text}");
        let path = Some(place.path.as_str()).filter(|path| !path.is_empty());
        assert_eq!(error.decode_path(), path, "{} {shown}: {text}", answer.operation);
        assert!(path.is_none_or(|path| shown.contains(path)), "{shown}");
    }
}

async fn all_are_refused<A: Api>() {
    let specification = Specification::of(A::NAME);
    let asked = Asked::<A>::start().await;
    let mut seen = HashSet::new();
    for answer in specification.answers() {
        let mut asked_about = HashSet::new();
        let whole = bodies::of(answer.schema, &mut seen).into_iter().filter(|made| !made.is_variation);
        for Made { body, .. } in whole {
            let places = places(&body, answer.schema);
            let body = with_canaries(body, &places);
            for place in places.iter().filter(|place| asked_about.insert(place.path.clone())) {
                for wrong in wrong_bodies(&body, place) {
                    is_refused(&asked, &answer, place, &wrong).await;
                }
            }
        }
    }
    println!("{}: {} answers", A::NAME, asked.number());
    assert!(asked.number() > 50, "{}", asked.number());
}

#[tokio::test]
async fn what_convore_may_not_answer_is_named_by_its_path() {
    all_are_refused::<Convore>().await;
}

#[tokio::test]
async fn what_a_node_of_hopr_may_not_answer_is_named_by_its_path() {
    all_are_refused::<Hopr>().await;
}

#[tokio::test]
async fn what_joinself_may_not_answer_is_named_by_its_path() {
    all_are_refused::<Joinself>().await;
}

#[tokio::test]
async fn what_pieces_os_may_not_answer_is_named_by_its_path() {
    all_are_refused::<PiecesOs>().await;
}

#[tokio::test]
async fn what_slskd_may_not_answer_is_named_by_its_path() {
    all_are_refused::<Slskd>().await;
}
