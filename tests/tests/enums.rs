//! Does a value of tomorrow survive a client of today?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::HashSet;

use switchboard::slskd::types::{MessageDirection, PrivateMessage};

const VALUES: [(&str, MessageDirection); 2] = [("In", MessageDirection::In), ("Out", MessageDirection::Out)];
/// Near misses of the known values among them: only the exact text is a known value.
const UNKNOWN: [&str; 9] = ["Sideways", "in", "OUT", "", " In", "In\u{0}", "null", "Unrecognized", "\u{1F600} \"x\"\n"];

#[test]
fn a_known_value_is_read_and_written_as_the_api_spells_it() {
    for (text, value) in VALUES {
        assert_eq!(value.as_str(), text);
        assert_eq!(value.to_string(), text);
        assert_eq!(MessageDirection::from(text), value);
        assert_eq!(MessageDirection::from(text.to_owned()), value);
        assert_eq!(serde_json::from_value::<MessageDirection>(text.into()).unwrap(), value);
        assert_eq!(serde_json::to_value(&value).unwrap(), text);
    }
}

#[test]
fn an_unknown_value_is_kept_and_sent_back_as_it_came() {
    for text in UNKNOWN {
        let value = MessageDirection::Unrecognized(text.to_owned());
        assert_eq!(value.as_str(), text, "{text:?}");
        assert_eq!(value.to_string(), text, "{text:?}");
        assert_eq!(MessageDirection::from(text), value, "{text:?}");
        assert_eq!(MessageDirection::from(text.to_owned()), value, "{text:?}");
        assert_eq!(serde_json::from_value::<MessageDirection>(text.into()).unwrap(), value, "{text:?}");
        assert_eq!(serde_json::to_value(&value).unwrap(), text, "{text:?}");
    }
}

#[test]
fn a_message_with_an_unknown_value_goes_back_as_it_came() {
    for text in UNKNOWN.into_iter().chain(["In", "Out"]) {
        let came = serde_json::json!({ "id": 7, "username": "bob", "direction": text, "message": "hello" });
        let message: PrivateMessage = serde_json::from_value(came.clone()).unwrap();
        assert_eq!(message.direction.as_ref().map(MessageDirection::as_str), Some(text));
        assert_eq!(message.message.as_deref(), Some("hello"), "{text:?}");
        assert_eq!(serde_json::to_value(&message).unwrap(), came, "{text:?}");

        let bytes = serde_json::to_vec(&message).unwrap();
        assert_eq!(serde_json::from_slice::<PrivateMessage>(&bytes).unwrap(), message, "{text:?}");
    }
}

#[test]
fn what_is_no_string_is_no_value() {
    for text in ["1", "true", "[]", "{}", r#"["In"]"#, r#"{"In":null}"#] {
        let error = serde_json::from_str::<MessageDirection>(text).unwrap_err();
        assert!(error.to_string().contains("a string of MessageDirection"), "{text}: {error}");
    }
    let absent: PrivateMessage = serde_json::from_str(r#"{"direction":null}"#).unwrap();
    assert_eq!(absent.direction, None);
}

#[test]
fn values_can_be_compared_sorted_and_looked_up() {
    let unknown = || MessageDirection::from("Sideways");
    assert_ne!(unknown(), MessageDirection::from("sideways"));
    assert_ne!(unknown(), MessageDirection::In);
    let seen = HashSet::from([unknown(), MessageDirection::In]);
    assert!(seen.contains(&unknown()) && !seen.contains(&MessageDirection::Out));
    assert!(MessageDirection::from("a") < MessageDirection::from("b"));
}
