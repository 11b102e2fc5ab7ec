//! Ids of the shape of a `TypeID`: a prefix and 26 characters that sort by time.

use chrono::Utc;
use uuid::Uuid;

/// Crockford's base32, in lower case.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A new id. What follows the prefix is a UUID of version 7.
pub(crate) fn new(prefix: &str) -> String {
    let milliseconds = u128::from(Utc::now().timestamp_millis().unsigned_abs());
    // Version 4 differs in the first 48 bits, which are random, and in the number of the version.
    let random = Uuid::new_v4().as_u128() & ((1 << 80) - 1);
    let version = random & !(0xf << 76) | (7 << 76);
    format!("{prefix}_{}", base32(milliseconds << 80 | version))
}

fn base32(number: u128) -> String {
    let digits = (0..26).rev().map(|position| (number >> (5 * position)) & 31);
    let letters = digits.filter_map(|digit| usize::try_from(digit).ok().and_then(|digit| ALPHABET.get(digit)));
    letters.map(|letter| char::from(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::{base32, new};

    #[test]
    fn an_id_is_a_prefix_and_26_characters() {
        let id = new("msg");
        let (prefix, rest) = id.split_once('_').unwrap();
        assert_eq!((prefix, rest.len()), ("msg", 26));
        assert!(rest.starts_with('0'), "the time fills 48 of 50 bits, and has not come far: {rest}");
        assert_ne!(new("msg"), id);
    }

    #[test]
    fn a_number_is_written_as_the_typeid_specification_does() {
        assert_eq!(base32(0), "0".repeat(26));
        assert_eq!(base32(u128::MAX), format!("7{}", "z".repeat(25)));
        assert_eq!(base32(0x0188_bac7_4afa_78aa_bc3b_bd1e_ef28_d881), "01h2xcejqtf2nbrexx3vqjhp41");
    }
}
