use switchboard::Delivery;
use switchboard_tests::scripted::json;

use crate::client_of;

/// In the wrong place of every body below, so that no message may repeat it.
const CANARY: &str = "424242424242";

#[tokio::test]
async fn a_decode_error_names_the_path_and_never_the_value() {
    let cases: &[(&str, Option<&str>, &str)] = &[
        (
            r#"[{"messages":[{},{},{},{"direction":424242424242}]}]"#,
            Some("[0].messages[3].direction"),
            "expected a string of MessageDirection, found integer",
        ),
        (r#"[{},{"username":{"424242424242":1}}]"#, Some("[1].username"), "expected a string, found map"),
        (r#"[{"username":["424242424242"]}]"#, Some("[0].username"), "expected a string, found sequence"),
        (r#"[{"username":424242424242}]"#, Some("[0].username"), "expected a string, found integer"),
        (r#"[{"username":true,"x":"424242424242"}]"#, Some("[0].username"), "expected a string, found boolean"),
        (r#"[{"isActive":"424242424242"}]"#, Some("[0].isActive"), "expected a boolean, found string"),
        (r#"[{"isActive":"424242424242, expected 424242424242"}]"#, Some("[0].isActive"), "expected a boolean, found"),
        (
            r#"[{"unAcknowledgedMessageCount":"424242424242"}]"#,
            Some("[0].unAcknowledgedMessageCount"),
            "expected i32, found string",
        ),
        (r#"[{"messages":[{"id":424242424242}]}]"#, Some("[0].messages[0].id"), "expected i32"),
        (r#"[{"messages":[{"id":-424242424242}]}]"#, Some("[0].messages[0].id"), "expected i32"),
        (r#"[{"messages":[{"id":424242424242.5}]}]"#, Some("[0].messages[0].id"), "expected i32"),
        (r#"[{"messages":[{"id":424242424242.0}]}]"#, Some("[0].messages[0].id"), "expected i32"),
        (r#"[{"messages":[{"id":424242424242e400}]}]"#, Some("[0].messages[0].id"), "beyond all numbers"),
        (
            r#"[{"messages":[{"timestamp":"424242424242"}]}]"#,
            Some("[0].messages[0].timestamp"),
            "the value is not what the API declares",
        ),
        (r#"[{"messages":{"424242424242":{}}}]"#, Some("[0].messages"), "expected a sequence, found map"),
        (r#"[{"messages":["424242424242"]}]"#, Some("[0].messages[0]"), "expected struct PrivateMessage, found string"),
        (r#"["424242424242"]"#, Some("[0]"), "expected struct Conversation, found string"),
        ("[null]", Some("[0]"), "expected struct Conversation, found null"),
        (r#"{"424242424242":[]}"#, None, "expected a sequence, found map"),
        (r#""424242424242""#, None, "expected a sequence, found string"),
        ("424242424242", None, "expected a sequence, found integer"),
        ("null", None, "expected a sequence, found null"),
        (r#"[{"username":"424242424242"#, None, "the JSON ends too early"),
        (r#"[{"username":424242424242}} ]"#, None, "it is not JSON at line 1 column"),
        (r#"[{'username':'424242424242'}]"#, None, "it is not JSON at line 1 column"),
        (r#"[{"username":"bob"}] 424242424242"#, None, "it is not JSON at line 1 column"),
        ("[\n{\"username\":\n 424242424242 424242424242}]", None, "it is not JSON at line 3 column"),
    ];
    for (body, path, says) in cases {
        let (_server, client) = client_of(json(body)).await;

        let error = client.list_conversations().send().await.unwrap_err();
        let message = error.to_string();
        assert!(error.is_decode(), "{body}: {error:?}");
        assert_eq!(error.delivery(), Delivery::Accepted, "{body}");
        assert_eq!(error.status().unwrap().as_u16(), 200, "{body}");
        assert_eq!(error.body(), body.as_bytes(), "{body}");
        assert_eq!(error.decode_path(), *path, "{body}: {message}");
        assert!(message.contains(says), "{body}: no {says:?} in {message:?}");
        assert!(path.is_none_or(|path| message.contains(&format!("at `{path}`: "))), "{body}: {message}");
        assert!(!format!("{message} {error:?}").contains(CANARY), "{body}: {error:?}");
    }
}

#[tokio::test]
async fn what_is_nested_without_end_is_a_typed_error_where_it_matters_and_ignored_where_not() {
    let nested = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let (_server, client) = client_of(json(&nested)).await;
    let error = client.list_conversations().send().await.unwrap_err();
    assert!(error.is_decode(), "{error:?}");

    let (_server, client) = client_of(json(&format!(r#"[{{"username":"bob","tree":{nested}}}]"#))).await;
    let listed = client.list_conversations().send().await.unwrap();
    assert_eq!(listed[0].username.as_deref(), Some("bob"));
}
