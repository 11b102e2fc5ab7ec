//! Does what Convore sends decode, and does what a program keeps of it go back as it came?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use serde_json::{Value, json};
use switchboard::convore::types::{
    ContactHandleType, Message, MessageDirection, MessageFormat, MessageParticipantRole, MessageReplyType, PageMessage,
    SendMessageRequest, UpdateMessageRequest,
};
use switchboard::convore::{Client, Nullable};
use switchboard_tests::fixtures::convore::{full, minimal};
use switchboard_tests::scripted::{self, Server};

async fn page(body: &Value) -> PageMessage {
    let server = Server::start(vec![scripted::json(&body.to_string())]).await.unwrap();
    let client = Client::builder().base_url(server.url()).build().unwrap();
    client.list_messages().send().await.unwrap().into_inner()
}

#[tokio::test]
async fn a_minimal_and_a_full_message_go_back_as_they_came() {
    let page = page(&json!({ "data": [minimal(), full()] })).await;
    assert_eq!(serde_json::to_value(&page.data).unwrap(), json!([minimal(), full()]));
    let [first, second] = page.data.as_slice() else { panic!("{page:?}") };
    assert_eq!((&first.format, first.attachments.as_ref()), (&MessageFormat::Minimal, None));
    assert_eq!((second.subject.as_deref(), &second.format), (Some(""), &MessageFormat::Full));
    assert_eq!(second.attachments.as_ref().unwrap()[0].size, 17);
}

#[tokio::test]
async fn the_last_page_has_no_cursor_whether_it_is_absent_or_null() {
    for (body, cursor, total) in [
        (json!({ "data": [], "next_cursor": "b3BhcXVl", "total_count": 3 }), Some("b3BhcXVl"), Some(3)),
        (json!({ "data": [], "next_cursor": "" }), Some(""), None),
        (json!({ "data": [] }), None, None),
        (json!({ "data": [], "next_cursor": null, "total_count": null, "has_more": false }), None, None),
    ] {
        let page = page(&body).await;
        assert_eq!((page.next_cursor.as_deref(), page.total_count), (cursor, total), "{body}");
    }
}

#[tokio::test]
async fn null_stands_for_every_optional_field_that_is_missing() {
    let mut message = full();
    for (name, value) in message.as_object_mut().unwrap() {
        if minimal().get(name).is_none() {
            *value = Value::Null;
        }
    }
    message["sender"]["name"] = Value::Null;
    let mut expected = minimal();
    expected["format"] = "full".into();
    expected["sender"].as_object_mut().unwrap().remove("name");
    let decoded = page(&json!({ "data": [message] })).await;
    assert_eq!(serde_json::to_value(&decoded.data[0]).unwrap(), expected);
}

#[tokio::test]
async fn times_decode_with_any_offset_and_fraction() {
    for (text, in_utc) in [
        ("2024-02-09T10:00:00Z", "2024-02-09T10:00:00Z"),
        ("2024-02-09T11:00:00.5+01:00", "2024-02-09T10:00:00.500Z"),
        ("2024-02-09T10:00:00.123456+00:00", "2024-02-09T10:00:00.123456Z"),
    ] {
        let mut message = minimal();
        message["date"] = text.into();
        let decoded = page(&json!({ "data": [message] })).await;
        assert_eq!(serde_json::to_value(decoded.data[0].date).unwrap(), in_utc, "{text}");
    }
}

/// The known values of an enum go over the wire as the API spells them, and any other as it came.
macro_rules! assert_words {
    ($name:ident { $($variant:ident = $text:literal),+ }) => {
        for (text, value) in [$(($text, $name::$variant)),+] {
            assert_eq!(serde_json::from_value::<$name>(json!(text)).unwrap(), value);
            assert_eq!(serde_json::to_value(&value).unwrap(), text);
        }
        for text in ["of_tomorrow", "SHARED", ""] {
            let value = serde_json::from_value::<$name>(json!(text)).unwrap();
            assert_eq!(value, $name::Unrecognized(text.to_owned()));
            assert_eq!(serde_json::to_value(&value).unwrap(), text);
        }
    };
}

#[test]
fn enum_values_are_spelt_as_the_api_does_and_those_of_tomorrow_are_kept() {
    assert_words!(MessageDirection { Inbound = "inbound", Outbound = "outbound" });
    assert_words!(MessageFormat { Minimal = "minimal", Full = "full" });
    assert_words!(MessageReplyType { Reply = "reply", ReplyAll = "reply_all", Forward = "forward" });
    assert_words!(MessageParticipantRole { From = "from", To = "to", Cc = "cc", Bcc = "bcc" });
    assert_words!(ContactHandleType { Email = "email", ConvoreChat = "convore_chat" });
}

#[tokio::test]
async fn a_message_with_words_of_tomorrow_goes_back_as_it_came() {
    let mut message = full();
    message["direction"] = "sideways".into();
    message["format"] = "summary".into();
    message["reply_type"] = "redirect".into();
    message["sender"]["role"] = "reply_to".into();
    message["sender"]["handle"]["type"] = "EMAIL".into();
    let decoded = page(&json!({ "data": [message] })).await;
    assert_eq!(decoded.data[0].sender.handle.type_, ContactHandleType::Unrecognized("EMAIL".to_owned()));
    assert_eq!(serde_json::to_value(&decoded.data[0]).unwrap(), message);
}

#[test]
fn fields_with_names_of_the_language_have_their_own_on_the_wire() {
    let message: Message = serde_json::from_value(minimal()).unwrap();
    let written = serde_json::to_value(&message).unwrap();
    assert_eq!((&written["format"], &written["sender"]["handle"]["type"]), (&json!("minimal"), &json!("email")));

    let mut request = SendMessageRequest::new("hi");
    request.from = Some("me@example.com".to_owned());
    assert_eq!(serde_json::to_value(&request).unwrap(), json!({ "from": "me@example.com", "body": "hi" }));
}

#[test]
fn a_change_that_is_read_leaves_clears_and_sets_what_it_says() {
    for (text, expected) in [
        ("{}", None),
        (r#"{"subject":null}"#, Some(Nullable::Null)),
        (r#"{"subject":"new"}"#, Some(Nullable::Value("new".to_owned()))),
    ] {
        let request: UpdateMessageRequest = serde_json::from_str(text).unwrap();
        assert_eq!(request.subject, expected, "{text}");
        assert_eq!(serde_json::to_string(&request).unwrap(), text);
    }
}
