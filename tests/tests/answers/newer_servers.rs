use switchboard::slskd::types::{Conversation, MessageDirection, PrivateMessage};
use switchboard_tests::scripted::json;

use crate::client_of;

/// What the server says of the one message with Bob, as the client reads it.
async fn message_of(text: &str) -> PrivateMessage {
    let (_server, client) = client_of(json(&format!("[{text}]"))).await;
    let listed = client.list_messages("bob").send().await.unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(listed.len(), 1, "{text}");
    listed[0].clone()
}

#[tokio::test]
async fn fields_of_tomorrow_are_ignored() {
    for (case, text) in [
        ("a scalar", r#"{"id":7,"colour":"red"}"#),
        ("before the known ones", r#"{"colour":"red","id":7}"#),
        ("an object with fields of known names", r#"{"extra":{"id":"x","message":[]},"id":7}"#),
        ("beyond every integer type", r#"{"size":123456789012345678901234567890,"ratio":1e400,"id":7}"#),
        ("a known name in another case", r#"{"ID":"x","Id":[],"id":7}"#),
        ("an empty name", r#"{"":null,"id":7}"#),
    ] {
        let message = message_of(text).await;
        assert_eq!(message.id, Some(7), "{case}");
        assert_eq!(message.message, None, "{case}");
    }
}

#[tokio::test]
async fn a_direction_of_tomorrow_is_kept_as_it_came() {
    for unknown in ["Sideways", "in", "OUT", "", "In ", "\u{1F600}"] {
        let message = message_of(&format!(r#"{{"id":7,"direction":"{unknown}"}}"#)).await;
        assert_eq!(message.direction, Some(MessageDirection::Unrecognized(unknown.to_owned())), "{unknown:?}");
    }
}

#[tokio::test]
async fn null_and_missing_are_the_same_for_every_optional_field() {
    let message = r#"{"timestamp":null,"id":null,"username":null,"direction":null,"message":null,
        "isAcknowledged":null,"wasReplayed":null}"#;
    for text in [message, "{}"] {
        assert_eq!(message_of(text).await, PrivateMessage::new(), "{text}");
    }

    let conversation = r#"{"username":null,"isActive":null,"unAcknowledgedMessageCount":null,
        "hasUnAcknowledgedMessages":null,"messages":null}"#;
    for text in [conversation, "{}"] {
        let (_server, client) = client_of(json(text)).await;
        let found = client.get_conversation("bob").send().await.unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(*found, Conversation::new(), "{text}");
    }
}

#[tokio::test]
async fn a_whole_number_with_a_fraction_is_an_integer() {
    for (text, expected) in [
        ("1.0", 1),
        ("-1.0", -1),
        ("0.0", 0),
        ("-0.0", 0),
        ("1e2", 100),
        ("1.5E1", 15),
        ("2147483647.0", i32::MAX),
        ("-2147483648.0", i32::MIN),
    ] {
        assert_eq!(message_of(&format!(r#"{{"id":{text}}}"#)).await.id, Some(expected), "{text}");
    }
}

#[tokio::test]
async fn one_lenient_number_does_not_change_what_stands_beside_it() {
    let text = r#"{"id":1.0,"message":"1.0","direction":"In","timestamp":"2024-05-01T10:20:30.1234567Z","x":0.5}"#;
    let message = message_of(text).await;
    assert_eq!(message.message.as_deref(), Some("1.0"));
    assert_eq!(message.direction, Some(MessageDirection::In));
    assert_eq!(serde_json::to_value(message.timestamp).unwrap(), "2024-05-01T10:20:30.123456700Z");
}

#[tokio::test]
async fn what_no_type_can_hold_is_ignored_beside_a_lenient_number_too() {
    let tree = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for tomorrow in ["1e400", "-123456789012345678901234567890.0", r#""\ud800""#, tree.as_str()] {
        let message = message_of(&format!(r#"{{"tomorrow":{tomorrow},"id":7.0,"message":"1.0"}}"#)).await;
        let beginning = tomorrow.get(..40).unwrap_or(tomorrow);
        assert_eq!((message.id, message.message.as_deref()), (Some(7), Some("1.0")), "{beginning}");
    }
}

#[tokio::test]
async fn a_byte_order_mark_is_skipped() {
    for body in ["\u{FEFF}[{\"id\":7}]", "\u{FEFF} \r\n[{\"id\":7}]\n", "\u{FEFF}[{\"id\":7.0}]"] {
        let (_server, client) = client_of(json(body)).await;
        let listed = client.list_messages("bob").send().await.unwrap_or_else(|error| panic!("{body:?}: {error}"));
        assert_eq!(listed[0].id, Some(7), "{body:?}");
    }
}
