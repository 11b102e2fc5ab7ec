//! One channel, and everything that went through it.

use chrono::Utc;

use crate::convore::answer::Refusal;
use crate::convore::event::{Event, EventType};
use crate::convore::id;
use crate::convore::message::{Message, Participant};
use crate::convore::requests::{ImportRequest, SendRequest, UpdateRequest};

/// The address of the channel.
const ADDRESS: &str = "inbox12345@convoremail.com";

/// Everything one server keeps, in the order in which it came.
pub(crate) struct Inbox {
    channel_id: String,
    messages: Vec<Message>,
    events: Vec<Event>,
}

impl Inbox {
    pub(crate) fn new() -> Self {
        Self { channel_id: id::new("chnnl"), messages: Vec::new(), events: Vec::new() }
    }

    pub(crate) fn channel_id(&self) -> &str {
        &self.channel_id
    }

    pub(crate) fn address(&self) -> &'static str {
        ADDRESS
    }

    /// The messages of one conversation, or of all.
    pub(crate) fn list(&self, conversation_id: Option<&str>) -> Vec<&Message> {
        let wanted = |message: &&Message| conversation_id.is_none_or(|id| message.conversation_id == id);
        self.messages.iter().filter(wanted).collect()
    }

    pub(crate) fn find(&self, id: &str) -> Result<&Message, Refusal> {
        self.messages.iter().find(|message| message.id == id).ok_or(Refusal::NotFound)
    }

    /// What happened, oldest first.
    pub(crate) fn events(&self) -> &[Event] {
        &self.events
    }

    pub(crate) fn find_event(&self, id: &str) -> Result<&Event, Refusal> {
        self.events.iter().find(|event| event.id == id).ok_or(Refusal::NotFound)
    }

    /// Keeps a mail that somebody wrote, in the conversation with them about that subject.
    pub(crate) fn receive(&mut self, address: &str, subject: &str, text: &str) -> Message {
        let known = self.messages.iter().find(|message| {
            message.subject.as_deref() == Some(subject) && participants(message).any(|one| one.handle.value == address)
        });
        let mut message = self.blank(known.map(|message| message.conversation_id.clone()));
        message.direction = "inbound".to_owned();
        message.sender = Participant::by_mail(address, "from");
        message.recipients = vec![Participant::by_mail(ADDRESS, "to")];
        message.subject = Some(subject.to_owned());
        message.snippet = Some(text.chars().take(100).collect());
        message.body = Some(format!("<p>{}</p>", text.replace('&', "&amp;").replace('<', "&lt;")));
        message.text_body = Some(text.to_owned());
        self.events.push(Event::of(EventType::MessageInboundReceived, &message));
        self.keep(message)
    }

    /// Sends a message. A reply goes into the conversation of what it answers, and to whom that came from.
    pub(crate) fn send(&mut self, request: SendRequest) -> Result<Message, Refusal> {
        if request.channel_id.is_none() && request.reply_to_message_id.is_none() {
            return Err(Refusal::BadRequest);
        }
        let answered = match &request.reply_to_message_id {
            Some(id) => Some(self.find(id)?),
            None => None,
        };
        let conversation_id = answered.map(|message| message.conversation_id.clone());
        let answered_sender = answered.map(|message| message.sender.clone());
        let conversation_id = match (conversation_id, request.conversation_id) {
            (Some(of_reply), _) => Some(of_reply),
            (None, asked_for) => self.place(request.channel_id.as_deref(), asked_for)?,
        };
        let by_mail = |addresses: Option<Vec<String>>, role: &'static str| {
            addresses.unwrap_or_default().into_iter().map(move |address| Participant::by_mail(&address, role))
        };
        let mut recipients = request.recipients.unwrap_or_default();
        recipients
            .extend(by_mail(request.to, "to").chain(by_mail(request.cc, "cc")).chain(by_mail(request.bcc, "bcc")));
        if recipients.is_empty() {
            recipients.extend(answered_sender.map(|sender| Participant { role: "to".to_owned(), ..sender }));
        }
        let mut message = self.blank(conversation_id);
        if let Some(address) = request.from {
            message.sender = Participant::by_mail(&address, "from");
        }
        message.sender = request.sender.unwrap_or(message.sender);
        message.recipients = recipients;
        message.reply_type = request.reply_type;
        message.reply_to_message_id = request.reply_to_message_id;
        message.subject = request.subject;
        message.body = Some(request.body);
        self.events.push(Event::of(EventType::MessageOutboundSent, &message));
        Ok(self.keep(message))
    }

    /// Keeps a message that was exchanged elsewhere.
    pub(crate) fn import(&mut self, request: ImportRequest) -> Result<Message, Refusal> {
        let conversation_id = self.place(request.channel_id.as_deref(), request.conversation_id)?;
        let mut message = self.blank(conversation_id);
        message.direction = request.direction.unwrap_or_else(|| "inbound".to_owned());
        message.date = request.date;
        message.sender = request.sender;
        message.recipients = request.recipients;
        message.subject = request.subject;
        message.body = request.body;
        message.snippet = request.snippet;
        message.reply_to_message_id = request.reply_to_message_id;
        message.reply_type = request.reply_type;
        Ok(self.keep(message))
    }

    pub(crate) fn update(&mut self, id: &str, request: UpdateRequest) -> Result<&Message, Refusal> {
        let message = self.messages.iter_mut().find(|message| message.id == id).ok_or(Refusal::NotFound)?;
        message.subject = request.subject.unwrap_or_else(|| message.subject.take());
        message.body = request.body.unwrap_or_else(|| message.body.take());
        message.snippet = request.snippet.unwrap_or_else(|| message.snippet.take());
        message.date = request.date.unwrap_or(message.date);
        if let Some(direction) = request.direction {
            message.direction = direction;
        }
        if let Some(sender) = request.sender {
            message.sender = sender;
        }
        if let Some(recipients) = request.recipients {
            message.recipients = recipients;
        }
        Ok(message)
    }

    /// The conversation in which a new message goes: the one asked for, or a new one of the channel.
    fn place(&self, channel_id: Option<&str>, conversation_id: Option<String>) -> Result<Option<String>, Refusal> {
        if channel_id.is_none() && conversation_id.is_none() {
            return Err(Refusal::BadRequest);
        }
        if channel_id.is_some_and(|id| id != self.channel_id) {
            return Err(Refusal::NotFound);
        }
        match conversation_id {
            Some(id) if self.list(Some(&id)).is_empty() => Err(Refusal::NotFound),
            other => Ok(other),
        }
    }

    /// A message that the channel sends now, to nobody yet.
    fn blank(&self, conversation_id: Option<String>) -> Message {
        let now = Utc::now();
        Message {
            id: id::new("msg"),
            channel_id: self.channel_id.clone(),
            conversation_id: conversation_id.unwrap_or_else(|| id::new("conv")),
            reply_to_message_id: None,
            reply_type: None,
            subject: None,
            direction: "outbound".to_owned(),
            date: now,
            sender: Participant::by_mail(ADDRESS, "from"),
            recipients: Vec::new(),
            snippet: None,
            body: None,
            text_body: None,
            created_at: now,
        }
    }

    fn keep(&mut self, message: Message) -> Message {
        self.messages.push(message.clone());
        message
    }
}

fn participants(message: &Message) -> impl Iterator<Item = &Participant> {
    message.recipients.iter().chain([&message.sender])
}
