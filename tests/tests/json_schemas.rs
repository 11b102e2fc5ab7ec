//! Do the types say what they are, for those who make schemas and tools of them?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use schemars::schema_for;
use switchboard::slskd::types::{Conversation, MessageDirection};

#[test]
fn a_struct_has_the_names_of_the_wire_and_requires_what_the_document_requires() {
    let schema = schema_for!(Conversation).to_value();
    let properties = schema["properties"].as_object().unwrap();
    assert!(properties.contains_key("unAcknowledgedMessageCount"), "{schema}");
    assert!(schema.get("required").is_none(), "{schema}");
    assert_eq!(properties["username"]["description"], "Name of the other user.");
}

#[test]
fn an_open_enum_names_the_values_it_knows_and_allows_others() {
    let schema = schema_for!(MessageDirection).to_value();
    assert_eq!(schema["type"], "string");
    assert_eq!(schema["examples"], serde_json::json!(["Out", "In"]));
    assert!(schema.get("enum").is_none(), "{schema}");
}
