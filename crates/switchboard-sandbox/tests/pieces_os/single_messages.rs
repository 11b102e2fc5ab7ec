//! What is told of one message?

use switchboard_sandbox::pieces_os::Server;

use crate::caller::{CONVERSATION, Caller, assert_text, json};

#[tokio::test]
async fn a_message_is_told_as_the_list_tells_it() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let id = server.receive(CONVERSATION, "hello");
    let message = json(caller.get(&format!("/message/{id}")).await).await;
    assert_eq!(message, caller.list().await[0]);
    assert_eq!((&message["role"], &message["fragment"]["string"]["raw"]), (&"ASSISTANT".into(), &"hello".into()));
}

#[tokio::test]
async fn what_the_user_writes_in_another_application_is_the_users() {
    let server = Server::start().await.unwrap();
    let id = server.receive_from_user(CONVERSATION, "hello");
    let message = json(Caller::of(&server).get(&format!("/message/{id}?transferables=true")).await).await;
    assert_eq!((&message["role"], &message["fragment"]["string"]["raw"]), (&"USER".into(), &"hello".into()));
    assert_eq!(message["conversation"]["id"], CONVERSATION);
}

#[tokio::test]
async fn a_message_has_no_content_where_none_is_wanted() {
    let server = Server::start().await.unwrap();
    let id = server.receive(CONVERSATION, "hello");
    let message = json(Caller::of(&server).get(&format!("/message/{id}?transferables=false")).await).await;
    assert_eq!((&message["id"], message.get("fragment")), (&id.into(), None));
}

#[tokio::test]
async fn a_deleted_message_is_gone_and_so_is_one_that_never_was() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let id = server.receive(CONVERSATION, "hello");
    assert!(server.delete(&id));
    for id in [&id, "never"] {
        let text = assert_text(caller.get(&format!("/message/{id}")).await, 410).await;
        assert!(text.contains(id), "{text}");
    }
    assert_text(caller.get("/message/").await, 404).await;
    server.sign_out();
    assert_text(caller.get(&format!("/message/{id}")).await, 401).await;
}
