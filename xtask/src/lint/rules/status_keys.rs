//! The keys of `responses` are statuses: anything else would be a response that is never recognised.

use crate::lint::finding::Finding;
use crate::lint::grammar::Kind;
use crate::lint::places::Places;

pub(super) fn check(places: &Places<'_>, findings: &mut Vec<Finding>) {
    for responses in places.of(Kind::Responses) {
        for key in responses.members.keys().filter(|key| !key.starts_with("x-") && !is_status(key)) {
            findings.push(Finding::error(
                responses.pointer.join(key),
                format!("{key:?} is no status"),
                "use a status from 100 to 599, a range from 1XX to 5XX, or default",
            ));
        }
    }
}

fn is_status(key: &str) -> bool {
    match key.as_bytes() {
        [b'1'..=b'5', b'X', b'X'] => true,
        [b'1'..=b'5', tens, ones] => tens.is_ascii_digit() && ones.is_ascii_digit(),
        _ => key == "default",
    }
}
