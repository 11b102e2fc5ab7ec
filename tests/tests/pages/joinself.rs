//! Numbered pages, as Self has them.

use std::fmt::Write as _;

use switchboard::joinself::Client;
use switchboard_tests::scripted::json;

pub(crate) fn client(url: &str) -> Client {
    Client::builder().base_url(format!("{url}/v1")).token("token").build().unwrap()
}

/// A page of Self: its number, its room, messages of these ids, and totals that are those of all conversations.
pub(crate) fn page(number: i64, size: i64, jtis: &[&str], totals: i64) -> Vec<u8> {
    let mut items = String::new();
    for jti in jtis {
        let comma = if items.is_empty() { "" } else { "," };
        write!(
            items,
            r#"{comma}{{"body":"hi","cid":"","created_at":"2023-11-24T10:00:00Z","iat":"2023-11-24T10:00:00Z",
            "iss":"me","jti":"{jti}","rid":"","updated_at":"2023-11-24T10:00:00Z"}}"#
        )
        .unwrap();
    }
    json(&format!(
        r#"{{"page":{number},"per_page":{size},"page_count":{totals},"total_count":{totals},"items":[{items}]}}"#
    ))
}
