//! What must always decode.

use std::collections::HashSet;

use fastrand::Rng;
use serde_json::Value;

use crate::bodies::{self, Made};
use crate::calls::{Api, Asked, Convore, Hopr, Joinself, PiecesOs, Slskd};
use crate::changes::{Change, Changed};
use crate::comparison::difference;
use crate::place::places;
use crate::schema::Schema;
use crate::seed;
use crate::specification::Specification;

/// In which ways a body is changed.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Ways {
    /// In each alone, everywhere, and in all at once, here and there.
    All,
    /// In all at once, here and there.
    Mixed,
}

/// Sees that a body of which a client keeps this decodes however it is changed, and that nothing more of it is lost.
/// `decode` gives what a client makes of the bytes, as it writes it itself.
pub(crate) async fn survives(
    body: &Value,
    kept: &Value,
    schema: Schema,
    media_type: &str,
    ways: Ways,
    random: &mut Rng,
    decode: &impl AsyncFn(Vec<u8>) -> Result<Value, String>,
) -> Tally {
    let places = places(body, schema);
    let mut made = Tally::default();
    let plain = Changed::new(body, kept);
    let alone = Change::ALL.into_iter().filter(|_| ways == Ways::All).map(|change| (vec![change], 1));
    for (changes, one_in) in alone.chain([(Change::ALL.to_vec(), 3)]) {
        let mut changed = plain.clone();
        let mut count = 0;
        for change in changes.clone() {
            let times = changed.make(change, &places, random, |random| random.u8(..one_in) == 0);
            count += times;
            made[change as usize] += times;
        }
        if count == 0 {
            continue;
        }
        let bytes = changed.bytes(media_type, random);
        let shown = || format!("{changes:?}\n{body}\n{}", String::from_utf8_lossy(&bytes));
        let found = decode(bytes.clone()).await.unwrap_or_else(|why| panic!("{why}\n{}", shown()));
        if let Some(difference) = difference(&changed.kept, &found) {
            panic!("{difference}\n{}\n{found}", shown());
        }
    }
    made
}

/// How often each change was made, in the order of [`Change::ALL`].
type Tally = [usize; Change::ALL.len()];

/// Sees that all bodies of a schema decode to what they are, and survive; but those that were `seen` elsewhere.
pub(crate) async fn all_survive(
    schema: Schema,
    media_type: &str,
    seen: &mut HashSet<*const Value>,
    random: &mut Rng,
    decode: impl AsyncFn(Vec<u8>) -> Result<Value, String>,
) -> Tally {
    let mut tally = Tally::default();
    for Made { body, is_variation } in bodies::of(schema, seen) {
        let plain = Changed::new(&body, &body).bytes(media_type, random);
        let kept = decode(plain).await.unwrap_or_else(|why| panic!("{why}\n{body}"));
        assert_eq!(difference(&body, &kept), None, "{body}");
        let ways = if is_variation { Ways::Mixed } else { Ways::All };
        let made = survives(&body, &kept, schema, media_type, ways, random, &decode).await;
        tally.iter_mut().zip(made).for_each(|(tally, made)| *tally += made);
    }
    tally
}

async fn all_answers_survive<A: Api>() {
    let mut random = Rng::with_seed(seed());
    let asked = Asked::<A>::start().await;
    let mut seen = HashSet::new();
    let mut total = Tally::default();
    for answer in Specification::of(A::NAME).answers() {
        let decode = async |bytes| asked.decoded(&answer, bytes).await;
        let tally = all_survive(answer.schema, answer.media_type, &mut seen, &mut random, decode).await;
        total.iter_mut().zip(tally).for_each(|(total, tally)| *total += tally);
    }
    println!("{}: {} answers; {:?}", A::NAME, asked.number(), Change::ALL.iter().zip(total).collect::<Vec<_>>());
}

#[tokio::test]
async fn whatever_convore_may_answer_decodes_and_goes_back_as_it_came() {
    all_answers_survive::<Convore>().await;
}

#[tokio::test]
async fn whatever_a_node_of_hopr_may_answer_decodes_and_goes_back_as_it_came() {
    all_answers_survive::<Hopr>().await;
}

#[tokio::test]
async fn whatever_joinself_may_answer_decodes_and_goes_back_as_it_came() {
    all_answers_survive::<Joinself>().await;
}

#[tokio::test]
async fn whatever_pieces_os_may_answer_decodes_and_goes_back_as_it_came() {
    all_answers_survive::<PiecesOs>().await;
}

#[tokio::test]
async fn whatever_slskd_may_answer_decodes_and_goes_back_as_it_came() {
    all_answers_survive::<Slskd>().await;
}
