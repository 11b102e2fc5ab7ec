//! Whether decoding says what `serde_json` says of the same bytes.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::Value;

use super::*;

/// A type with what answers have: strings, numbers of each kind, options, lists, maps, and JSON of any kind.
#[derive(Debug, PartialEq, Deserialize)]
struct Answer {
    id: String,
    count: u32,
    offset: Option<i64>,
    price: Option<f64>,
    parts: Vec<Answer>,
    #[serde(default)]
    labels: BTreeMap<String, bool>,
    extra: Option<Value>,
}

const REAL: &str = r#"{"id":"msg \"1\"","count":7,"offset":-3,"price":1.5e3,"newer":{"text":"Grüße","list":[1,2]},
    "parts":[{"id":"\ud83d\ude4f \u00e9\n","count":0,"parts":[],"extra":[null,{"a":"ß"},18446744073709551615,-0.0]}],
    "labels":{"spam":false},"extra":{"deep":[[[["🙏"]]]],"deep":2}}"#;

fn body(bytes: &[u8]) -> Body {
    Body::of_part(Bytes::copy_from_slice(bytes))
}

#[test]
fn what_serde_json_accepts_and_refuses_is_accepted_and_refused() {
    const PIECES: [&[u8]; 16] = [
        b"\"", b"\\", b"\\ud800", b"{", b"}", b"[", b"]", b",", b":", b"null", b"1e999", b"-", b"00", b"\xFF", b"\xC3",
        b"\0",
    ];
    let seed = std::env::var("SEED").ok().map_or(6, |seed| seed.parse().unwrap());
    println!("SEED={seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let (mut accepted, mut refused) = (0, 0);
    for _ in 0..20_000 {
        let mut bytes = REAL.as_bytes().to_vec();
        for _ in 0..random.usize(0..3) {
            let (at, until) = (random.usize(..bytes.len()), random.usize(..bytes.len()));
            match random.u8(..4) {
                0 => bytes[at] = random.u8(..),
                1 => drop(bytes.drain(at..(at + until % 8).min(bytes.len()))),
                2 => drop(bytes.splice(at..at, PIECES[until % PIECES.len()].iter().copied())),
                _ => bytes.swap(at, until),
            }
        }
        let ours = json::<Answer>(&body(&bytes));
        let shown = String::from_utf8_lossy(&bytes);
        if std::str::from_utf8(&bytes).is_err() {
            assert!(ours.is_err(), "{shown}");
            refused += 1;
            continue;
        }
        match serde_json::from_slice::<Answer>(&bytes) {
            Ok(answer) => {
                assert_eq!(ours.unwrap(), answer, "{shown}");
                accepted += 1;
            }
            // Another number than the type has may be mended.
            Err(error) if error.is_data() => {}
            Err(_) => {
                assert!(ours.is_err(), "{shown}");
                refused += 1;
            }
        }
    }
    assert!(accepted > 1_000 && refused > 1_000, "{accepted} accepted, {refused} refused");
}

#[test]
fn a_byte_that_is_not_utf_8_is_refused_in_fields_that_are_ignored_too() {
    for position in 0..REAL.len() {
        let mut bytes = REAL.as_bytes().to_vec();
        bytes[position] = 0xFF;
        assert!(json::<Answer>(&body(&bytes)).is_err(), "{position}");
    }
}

#[test]
fn a_letter_cut_in_two_is_said_to_be_an_early_end() {
    let cut = REAL.find('ü').unwrap() + 1;
    let failure = json::<Answer>(&body(&REAL.as_bytes()[..cut])).unwrap_err();
    assert!(failure.to_string().starts_with("the JSON ends too early"), "{failure}");
}

#[test]
fn nesting_without_end_overflows_no_stack() {
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        let deep = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        assert!(json::<Value>(&body(deep.as_bytes())).is_err());
        let ignored = REAL.replacen(r#""newer":"#, &format!(r#""newest":{deep},"newer":"#), 1);
        assert!(json::<Answer>(&body(ignored.as_bytes())).is_ok(), "what is ignored may be as deep as it likes");
    }
}
