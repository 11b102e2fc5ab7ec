//! The answer that every contender decodes.

use serde_json::{Value, json};

/// Messages on the page.
pub const MESSAGES: usize = 100;

/// A page of 100 messages as Convore answers `list_messages`: mails and chat messages, with what people write (quotes,
/// line breaks, letters beyond ASCII), about 63 KB.
#[must_use]
pub fn page() -> String {
    let data: Vec<Value> = (0..MESSAGES).map(message).collect();
    json!({ "data": data, "next_cursor": "cur_01hggtpfewf0y91nde7cz02p0k", "total_count": 48_213 }).to_string()
}

fn message(number: usize) -> Value {
    const SENTENCES: [&str; 6] = [
        "Thanks for getting back to us so quickly, the replacement arrived this morning.",
        "Could you tell me whether order \"#48213\" has left the warehouse yet?",
        "Grüße aus Köln!",
        "I attached the invoice; the amount on page 2 doesn't match what we agreed on.",
        "We'd like to move the meeting to Thursday, 14:30, if that suits everybody.",
        "Línea 3 sigue sin funcionar, ¿pueden revisarla hoy?\tGracias 🙏",
    ];
    let sentence = |offset: usize| SENTENCES[(number + offset) % SENTENCES.len()];
    let is_mail = number.is_multiple_of(2);
    let mut message = json!({
        "id": id("msg", number),
        "channel_id": id("cha", number % 3),
        "conversation_id": id("cnv", number / 4),
        "direction": if number.is_multiple_of(2) { "inbound" } else { "outbound" },
        "date": format!("2025-03-{:02}T{:02}:{:02}:{:02}Z", 1 + number % 28, number % 24, number % 60, number * 7 % 60),
        "sender": participant(number, "from"),
        "recipients": [participant(number + 1, "to")],
        "snippet": sentence(0).chars().take(24).collect::<String>(),
        "created_at": format!("2025-03-{:02}T{:02}:{:02}:{:02}.{:03}Z",
            1 + number % 28, number % 24, number % 60, number * 7 % 60, number * 37 % 1000),
        "format": "full",
    });
    let mut set = |name: &str, value: Value| message[name] = value;
    if is_mail {
        set("subject", json!(format!("Re: {}", &sentence(1).chars().take(24).collect::<String>())));
        set("body", json!(format!("<p>{}</p>\n", sentence(0))));
        set("external_message_id", json!(format!("<{number:08x}.7d3@mail.example.com>")));
    } else {
        set("text_body", json!(format!("{}\n\nKim", sentence(0))));
    }
    if number.is_multiple_of(5) {
        set("reply_type", json!("reply"));
        set("reply_to_message_id", json!(id("msg", number + 1000)));
    }
    if number.is_multiple_of(25) {
        let attachment = json!({
            "id": id("att", number), "conversation_id": id("cnv", number / 4), "content_type": "application/pdf",
            "filename": "Invoice 48213.pdf", "is_inline": false, "size": 148_211 + number,
        });
        set("attachments", json!([attachment]));
    }
    message
}

fn participant(number: usize, role: &str) -> Value {
    const NAMES: [&str; 5] = ["Ada Lovelace", "Jürgen Groß", "Zoë Martínez", "Sam O'Neil", "Kim Park"];
    let name = NAMES[number % NAMES.len()];
    json!({ "name": name, "handle": { "type": "email", "value": format!("person{number}@example.com") }, "role": role })
}

/// An id as Convore makes them: a prefix and 26 characters.
fn id(prefix: &str, number: usize) -> String {
    format!("{prefix}_01hggtpfewf0y91nde{:08}", number * 7919 % 100_000_000)
}
