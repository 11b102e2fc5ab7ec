use std::error::Error;

use switchboard::pieces_os::extras::{Discovery, MessageChange, MessageChanges};
use switchboard::pieces_os::types::{
    ApplicationNameEnum, ConversationMessages, FragmentFormat, PlatformEnum, QgptConversationMessageRoleEnum,
    ReferencedConversation, SearchEngine, SearchEngines, SearchInput, SeededConnectorConnection,
    SeededConversationMessage, SeededTrackedApplication, TransferableString,
};
use switchboard::pieces_os::{Client, IncomingMessage as _, Socket, operations};
use switchboard_sandbox::pieces_os::Server;

use super::Walk;
use super::socket::received;

/// Where we and the copilot write.
const CONVERSATION: &str = "6a9a0a4e-5c0b-4d27-9f5c-0f0f4a0e8f11";

type Failure = Box<dyn Error + Send + Sync>;

pub(super) async fn walk() -> Result<Walk, Failure> {
    let server = Server::start().await?;
    let client = Client::builder().base_url(server.base_url()).build()?;
    let mut walk = Walk::new("Pieces OS", &server.base_url(), operations::all());

    walk.step("health", client.health().send().await, |health| {
        expect(health.to_ascii_lowercase().starts_with("ok"), || (*health).clone())
    });
    walk.step("version", client.version().send().await, |version| Ok((*version).clone()));

    let application = SeededTrackedApplication::new(ApplicationNameEnum::OpenSource, "0.1.0", PlatformEnum::Linux);
    let connection = SeededConnectorConnection::new(application);
    walk.step("register_application", client.register_application(&connection).send().await, |context| {
        let here = context.health.os.id == context.os;
        expect(here, || format!("{} as application {}", context.application.name, context.application.id))
    });

    let found = Discovery::new().ports(server.base_url().rsplit(':').next().and_then(|port| port.parse().ok())).find();
    walk.step_by("version", "discover()", found.await, |found| {
        expect(found.base_url() == server.base_url(), || format!("found at {}", found.base_url()))
    });
    let connected = client.connect(ApplicationNameEnum::OpenSource, "0.1.0").send().await?;
    let client = connected.client().clone();

    let mut socket = client.message_identifiers().connect().await?;
    let answered = async {
        let before = next(&mut socket).await?.changes.len();
        let answer = server.receive(CONVERSATION, "I am here to help");
        Ok::<_, Failure>((before, next(&mut socket).await?.changes == [MessageChange::CreatedOrUpdated(answer)]))
    };
    walk.step("message_identifiers", answered.await, |(before, told)| {
        expect(before == 0 && told, || format!("{before} ids at first, then that of the copilot's answer"))
    });

    let mut incoming = client.incoming(QgptConversationMessageRoleEnum::User);
    let answered = async {
        // What exists when the stream begins is not new.
        while server.faults().open_sockets() < 2 {
            tokio::task::yield_now().await;
        }
        server.receive(CONVERSATION, "anything else?");
    };
    let (message, ()) = tokio::join!(incoming.next_message(), answered);
    walk.step_by("get_message", "incoming(role)", message.transpose(), |message| {
        let text = message.map(|message| message.text().to_owned()).unwrap_or_default();
        expect(text == "anything else?", || format!("a message came in: {text}"))
    });

    let created = client.create_message(&question("hello from the tour")).transferables(true).send().await;
    let ours = created.as_ref().map(|message| message.id.clone()).unwrap_or_default();
    walk.step("create_message", created, |message| {
        let conversation = message.conversation.id == CONVERSATION;
        expect(conversation, || format!("{}, by the {}", message.status().as_u16(), message.role))
    });

    let fetched = client.get_message(&ours).transferables(true).send().await;
    walk.step("get_message", fetched, |message| {
        expect(message.id == ours, || format!("{}, by the {}", message.status().as_u16(), message.role))
    });

    let listed = client.list_messages().transferables(true).send().await;
    walk.step("list_messages", listed, |list| {
        let texts = texts(&list);
        let expected = ["I am here to help", "anything else?", "hello from the tour"];
        expect(texts == expected, || format!("{} messages: {}", texts.len(), texts.join(", ")))
    });

    let mut engine = SearchEngine::new();
    engine.query = Some("tour".to_owned());
    let search = SearchInput::new(SearchEngines::new(vec![engine]));
    let found = client.search_messages(&search).transferables(false).send().await;
    walk.step("search_messages", found, |found| match found.iterable.as_slice() {
        [only] if only.identifier == ours => {
            Ok(format!("1 match, exact: {}, similarity {}", only.exact, only.similarity))
        }
        others => Err(format!("expected the one message with “tour”, got {}", others.len())),
    });

    let deleted = client.delete_message(&ours).send().await;
    let left = client.list_messages().send().await?.iterable.len();
    walk.step("delete_message", deleted, |answer| {
        expect(left == 2, || format!("{}, {left} messages left", answer.status().as_u16()))
    });
    Ok(walk.end())
}

/// A text of ours in the conversation.
fn question(text: &str) -> SeededConversationMessage {
    let mut string = TransferableString::new();
    string.raw = Some(text.to_owned());
    let mut fragment = FragmentFormat::new();
    fragment.string = Some(string);
    let mut message = SeededConversationMessage::new(fragment, QgptConversationMessageRoleEnum::User);
    message.conversation = Some(ReferencedConversation::new(CONVERSATION));
    message
}

/// The texts of messages, in their order.
fn texts(messages: &ConversationMessages) -> Vec<&str> {
    messages.iterable.iter().filter_map(|message| message.fragment.as_ref()?.string.as_ref()?.raw.as_deref()).collect()
}

/// What the next frame tells.
async fn next<Out>(socket: &mut Socket<MessageChanges, Out>) -> Result<MessageChanges, Failure> {
    Ok(received(socket).await?.ok_or("the socket was closed")?)
}

fn expect(holds: bool, what: impl FnOnce() -> String) -> Result<String, String> {
    if holds { Ok(what()) } else { Err(format!("not what the sandbox holds: {}", what())) }
}
