//! Do bodies of Pieces OS decode as they really come, and go back as they came?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use serde_json::{Value, json};
use switchboard::pieces_os::Client;
use switchboard::pieces_os::types::{
    ClassificationSpecificEnum, ConversationMessage, ConversationMessages, FlattenedConversationMessage,
    ModelFoundationEnum, PlatformEnum, QgptConversationMessageRoleEnum as Role, SearchedConversationMessages,
    StreamedIdentifiers,
};
use switchboard_tests::fixtures::pieces_os::{message, nested};
use switchboard_tests::scripted::{self, Server};

/// What the client makes of this answer to `list_messages`.
async fn list(body: &Value) -> Result<ConversationMessages, switchboard::Error> {
    let server = Server::start(vec![scripted::json(&body.to_string())]).await.unwrap();
    let client = Client::builder().base_url(server.url()).build().unwrap();
    Ok(client.list_messages().send().await?.into_inner())
}

/// The one message of a list, as the client decodes it.
async fn decoded(message: &Value) -> ConversationMessage {
    list(&json!({ "iterable": [message] })).await.unwrap().iterable.remove(0)
}

#[tokio::test]
async fn a_message_that_holds_its_conversation_that_holds_messages_decodes_and_goes_back_unchanged() {
    let body = nested(3);
    let outermost = decoded(&body).await;
    assert_eq!(serde_json::to_value(&outermost).unwrap(), body);

    let conversation = outermost.conversation.reference.unwrap();
    let inner = conversation.messages.iterable.unwrap().remove(0);
    assert_eq!(inner.id, "m2");
    let inner: FlattenedConversationMessage = *inner.reference.unwrap();
    let conversation = inner.conversation.reference.unwrap();
    assert_eq!(conversation.messages.iterable.unwrap()[0].reference.as_ref().unwrap().id, "m1");
}

#[tokio::test]
async fn a_body_nested_as_deep_as_can_be_is_decoded_or_refused_on_the_stack_of_a_worker() {
    // A test has 2 MiB of stack, as a worker of tokio has.
    assert_eq!(decoded(&nested(20)).await.id, "m20");
    let error = list(&json!({ "iterable": [nested(30)] })).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200), "{error}");
}

#[test]
fn an_item_of_a_frame_is_small_whatever_it_could_refer_to() {
    let size = size_of::<switchboard::pieces_os::types::StreamedIdentifier>();
    assert!(size < 4096, "{size} bytes for each id");
}

#[tokio::test]
async fn a_kind_of_content_of_tomorrow_is_kept_and_sent_back() {
    let mut body = message("m");
    body["fragment"] = json!({ "string": { "raw": "x" }, "metadata": { "ext": "mojo2" } });
    let mut message = decoded(&body).await;
    assert_eq!(serde_json::to_value(&message).unwrap(), body);
    let metadata = message.fragment.as_mut().unwrap().metadata.as_mut().unwrap();
    assert_eq!(metadata.ext, Some(ClassificationSpecificEnum::Unrecognized("mojo2".to_owned())));

    metadata.ext = Some("hs-boot".into());
    assert_eq!(metadata.ext, Some(ClassificationSpecificEnum::HsBoot));
    assert_eq!(serde_json::to_value(&message).unwrap()["fragment"]["metadata"]["ext"], "hs-boot");
}

#[tokio::test]
async fn a_role_and_a_model_of_tomorrow_are_kept_beside_those_of_today() {
    let mut body = message("m");
    body["role"] = json!("DEVELOPER");
    body["model"] = json!({
        "id": "m", "version": "1", "created": { "value": "2024-12-18T10:00:00Z" }, "name": "n", "cloud": true,
        "type": "SPEED", "usage": "DIALOG", "foundation": "GPT_3.5", "provider": "TOMORROW",
    });
    let message = decoded(&body).await;
    assert_eq!(message.role, Role::Unrecognized("DEVELOPER".to_owned()));
    let model = message.model.as_ref().unwrap();
    assert!(!matches!(model.foundation, None | Some(ModelFoundationEnum::Unrecognized(_))), "{:?}", model.foundation);
    assert_eq!(model.foundation.as_ref().map(ModelFoundationEnum::as_str), Some("GPT_3.5"));
    assert_eq!(serde_json::to_value(&message).unwrap(), body);
}

#[test]
fn a_value_that_is_called_unknown_is_none_that_is_not_known() {
    let values: Vec<PlatformEnum> = serde_json::from_str(r#"["UNKNOWN","unknown","Unknown","LINUX"]"#).unwrap();
    let unrecognized = |text: &str| PlatformEnum::Unrecognized(text.to_owned());
    assert_eq!(values, [PlatformEnum::Unknown, unrecognized("unknown"), unrecognized("Unknown"), PlatformEnum::Linux]);
    assert_eq!(serde_json::to_string(&values).unwrap(), r#"["UNKNOWN","unknown","Unknown","LINUX"]"#);
    assert_eq!(ClassificationSpecificEnum::from("UNKNOWN"), ClassificationSpecificEnum::Unknown);
}

#[tokio::test]
async fn null_for_anything_optional_is_absent_and_not_sent_back() {
    let mut body = message("m");
    for name in ["schema", "deleted", "model", "fragment", "sentiment", "score", "annotations", "persons"] {
        body[name] = Value::Null;
    }
    body["conversation"]["reference"] = Value::Null;
    assert_eq!(serde_json::to_value(decoded(&body).await).unwrap(), message("m"));
}

#[tokio::test]
async fn properties_of_a_newer_server_are_ignored() {
    let mut body = message("m");
    body["reactions"] = json!([{ "emoji": "🦊" }]);
    body["created"]["zone"] = json!("UTC");
    assert_eq!(serde_json::to_value(decoded(&body).await).unwrap(), message("m"));
}

#[tokio::test]
async fn a_list_says_where_its_things_are_and_which_are_gone() {
    let mut body = message("m");
    body["schema"] = json!({ "migration": 0, "semantic": "MAJOR_0_MINOR_0_PATCH_1" });
    body["created"]["readable"] = json!("Last week - June 3rd, 3:33 a.m.");
    body["annotations"] = json!({ "iterable": [{ "id": "a" }], "indices": { "a": -1 } });
    // Nothing that is in a list without an iterable is an error.
    body["anchors"] = json!({});
    let answer = json!({ "iterable": [body], "indices": { "m": 0 }, "score": { "manual": 0, "automatic": 1 } });
    let list = list(&answer).await.unwrap();
    assert_eq!(serde_json::to_value(&list).unwrap(), answer);
    assert_eq!(list.indices.unwrap()["m"], 0);
    let message = &list.iterable[0];
    assert_eq!(message.annotations.as_ref().unwrap().indices.as_ref().unwrap()["a"], -1);
    assert_eq!(message.created.readable.as_deref(), Some("Last week - June 3rd, 3:33 a.m."));
}

#[tokio::test]
async fn bytes_are_lists_of_numbers() {
    let mut body = message("m");
    body["fragment"] = json!({ "bytes": { "raw": [0, 127, 255], "base64": [65] } });
    let message = decoded(&body).await;
    let bytes = message.fragment.as_ref().unwrap().bytes.as_ref().unwrap();
    assert_eq!((bytes.raw.as_deref(), bytes.base64.as_deref()), (Some(&[0, 127, 255][..]), Some(&[65][..])));
    assert_eq!(serde_json::to_value(&message).unwrap(), body);
}

#[test]
fn similarity_is_a_number_with_or_without_a_fraction() {
    let body = r#"{"iterable":[{"exact":true,"similarity":1,"identifier":"a"},{"exact":false,"similarity":0.25,"identifier":"b"}]}"#;
    let found: SearchedConversationMessages = serde_json::from_str(body).unwrap();
    assert_eq!(found.iterable.iter().map(|found| found.similarity).collect::<Vec<_>>(), [1.0, 0.25]);
    assert!(found.iterable[0].message.is_none());
}

#[test]
fn a_frame_tells_each_id_by_the_one_key_that_is_set() {
    let body = json!({ "iterable": [
        { "conversation": { "id": "c" } },
        { "conversationMessage": { "id": "m" }, "deleted": true },
        { "workstreamPatternEngineSource": { "id": "w" }, "deleted": false },
        { "somethingOfTomorrow": { "id": "s" } },
    ] });
    let frame: StreamedIdentifiers = serde_json::from_value(body).unwrap();
    let [conversation, message, source, tomorrow] = frame.iterable.as_slice() else { panic!("{frame:?}") };
    assert_eq!(conversation.conversation.as_ref().unwrap().id, "c");
    assert_eq!((message.conversation_message.as_ref().unwrap().id.as_str(), message.deleted), ("m", Some(true)));
    assert_eq!(source.workstream_pattern_engine_source.as_ref().unwrap().id, "w");
    assert_eq!(serde_json::to_value(tomorrow).unwrap(), json!({}));
    assert_eq!(serde_json::from_str::<StreamedIdentifiers>(r#"{"iterable":[]}"#).unwrap().iterable, []);
}
