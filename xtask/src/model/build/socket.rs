//! `x-websocket`.

use serde_json::Value;

use super::super::{FrameKind, Problem, Socket, Type};
use crate::document::Pointer;

/// Reads the extension of an operation, where it has it.
pub(super) fn socket(operation: &Value, at: &Pointer, problems: &mut Vec<Problem>) -> Option<Socket> {
    let socket = operation.get("x-websocket")?;
    let at = at.join("x-websocket");
    let frames = socket.get("frames");
    let frames_at = at.join("frames");
    let mut frame = |direction: &str| {
        let declared = frames?.get(direction)?;
        Some(frame_kind(declared, &frames_at.join(direction), problems))
    };
    // A document that says nothing of frames does not say either that none can be sent.
    let (received, sent) = (frame("receive").unwrap_or(FrameKind::Any), frame("send"));
    let sent = if frames.is_some() { sent } else { Some(FrameKind::Any) };
    Some(Socket {
        received,
        sent,
        final_statuses: numbers(socket, "finalStatuses", &at, 300..=599, problems),
        final_close_codes: numbers(socket, "finalCloseCodes", &at, 1000..=4999, problems),
    })
}

fn frame_kind(declared: &Value, at: &Pointer, problems: &mut Vec<Problem>) -> FrameKind {
    let codec = declared.as_str().or_else(|| declared.get("codec").and_then(Value::as_str)).unwrap_or_default();
    let mut problem = |message: String, help: &str| {
        problems.push(Problem::new(at.clone(), message, help));
        FrameKind::Any
    };
    match codec {
        "text" => FrameKind::Text,
        "binary" => FrameKind::Binary,
        "json" => FrameKind::Json(declared.get("schema").map_or(Type::Any, Type::of_part)),
        "extras" => match declared.get("type").and_then(Value::as_str) {
            Some(name) if is_type_name(name) => FrameKind::Extras(name.to_owned()),
            _ => problem(
                "the codec `extras` names no type".to_owned(),
                "give the name of a public type of the client's src/extras/, such as `type: NodeEvent`",
            ),
        },
        other => problem(
            format!("the codec `{}` is not known", other.escape_default()),
            "write text or binary, `{codec: json, schema: …}`, or `{codec: extras, type: …}`",
        ),
    }
}

fn is_type_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase()) && syn::parse_str::<syn::Ident>(name).is_ok()
}

fn numbers(
    socket: &Value,
    key: &str,
    at: &Pointer,
    range: std::ops::RangeInclusive<u16>,
    problems: &mut Vec<Problem>,
) -> Vec<u16> {
    let mut found = Vec::new();
    for (index, value) in socket.get(key).and_then(Value::as_array).into_iter().flatten().enumerate() {
        match value.as_u64().and_then(|number| u16::try_from(number).ok()).filter(|number| range.contains(number)) {
            Some(number) => found.push(number),
            None => problems.push(Problem::new(
                at.join(key).join(index),
                format!("{key} holds {value}, which is no such number"),
                format!("write numbers from {} to {}", range.start(), range.end()),
            )),
        }
    }
    found
}
