//! What comes by itself: frames of sockets, and posts to a webhook.

use std::collections::HashSet;

use fastrand::Rng;
use serde_json::{Value, json};
use switchboard::hopr::extras::NodeEvent;
use switchboard::joinself::extras::Webhook;
use switchboard::pieces_os::extras::{MessageChange, MessageChanges};
use switchboard::pieces_os::types::StreamedIdentifiers;
use switchboard_core::generated::json_from_frame;
use switchboard_core::{Frame, ReceivedFrame as _};

use crate::calls::{Api as _, Joinself, PiecesOs};
use crate::changes::Change;
use crate::schema::Schema;
use crate::seed;
use crate::specification::Specification;
use crate::survival::all_survive;

/// All bodies of a schema, decoded by something else than a call.
async fn bodies_survive(schema: Schema, decode: impl AsyncFn(Vec<u8>) -> Result<Value, String>) {
    let mut random = Rng::with_seed(seed());
    let tally = all_survive(schema, "application/json", &mut HashSet::new(), &mut random, decode).await;
    println!("{:?}", Change::ALL.iter().zip(tally).collect::<Vec<_>>());
}

#[tokio::test]
async fn whatever_a_frame_of_pieces_os_may_tell_decodes() {
    let schema = Specification::of(PiecesOs::NAME).component("StreamedIdentifiers");
    bodies_survive(schema, async |bytes| {
        let frame = || Frame::Text(String::from_utf8(bytes.clone()).unwrap().into());
        let read = json_from_frame::<StreamedIdentifiers>(frame()).map_err(|why| why.to_string())?;
        let told = MessageChanges::from_frame(frame()).map_err(|why| why.to_string())?;
        let of_messages =
            read.iterable.iter().filter_map(|item| Some((item.deleted, &item.conversation_message.as_ref()?.id)));
        let expected = of_messages.map(|(is_removed, id)| match is_removed {
            Some(true) => MessageChange::Removed(id.clone()),
            _ => MessageChange::CreatedOrUpdated(id.clone()),
        });
        assert!(expected.eq(told.changes), "{read:?}");
        Ok(serde_json::to_value(read).unwrap())
    })
    .await;
}

#[tokio::test]
async fn whatever_message_is_posted_to_a_webhook_decodes() {
    let schema = Specification::of(Joinself::NAME).component("Message");
    bodies_survive(schema, async |bytes| {
        let message = String::from_utf8(bytes).unwrap();
        let (mark, message) =
            message.strip_prefix('\u{FEFF}').map_or(("", message.as_str()), |message| ("\u{FEFF}", message));
        let uri = "/apps/app/connections/peer/messages/jti";
        let post =
            format!(r#"{mark}{{"tomorrow":1e400,"data":{message},"typ":"message","uri":"{uri}","payload":null}}"#);
        match Webhook::parse(post.as_bytes()).map_err(|why| why.to_string())? {
            Webhook::Message(told) if told.jti == "jti" => Ok(serde_json::to_value(told.message).unwrap()),
            other => Err(format!("{other:?}")),
        }
    })
    .await;
}

#[test]
fn a_webhook_of_tomorrow_is_kept_as_it_came() {
    for typ in ["of tomorrow", "", "Message", "message "] {
        let post = json!({ "typ": typ, "uri": "/x", "data": { "a": [1.5, null] }, "payload": "p", "tomorrow": {} });
        let Webhook::Unrecognized(told) = Webhook::parse(post.to_string().as_bytes()).unwrap() else { panic!("{typ}") };
        assert_eq!((told.typ.as_str(), &told.data), (typ, &post["data"]));
    }
}

#[test]
fn an_event_of_tomorrow_of_a_node_is_kept_as_it_came() {
    for text in ["ack-of-tomorrow:1", "{\"event\":\"message\",\"body\":1.0}", "\u{FEFF}1,2"] {
        let event = NodeEvent::from_frame(Frame::Text(text.to_owned().into())).unwrap();
        assert_eq!(event, NodeEvent::Unrecognized(text.to_owned()));
    }
}
