use serde_json::{Map, Value};

use super::files::has_files;
use super::schemas::{components, operations};
use crate::media_type::{MediaKind, is_range};
use crate::report::Report;

/// On a media type that is kept: those that carry the same.
pub(crate) const EQUIVALENTS: &str = "x-switchboard-equivalents";

/// Puts the media types of a request body in the order in which they are wanted, and takes out those that carry the same
/// as another: users need one way to send a thing. What only another media type can carry stays, and gets a method.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    let Some(schemas) = components(document).cloned() else { return };
    for (path, method, operation) in operations(document) {
        let Some(body) = operation.get_mut("requestBody").and_then(Value::as_object_mut) else { continue };
        let Some(content) = body.get_mut("content").and_then(Value::as_object_mut) else { continue };
        if content.len() < 2 {
            continue;
        }
        let mut declared: Vec<Declared> = std::mem::take(content)
            .into_iter()
            .map(|(media_type, media)| {
                let has_files = media.get("schema").is_some_and(|schema| has_files(schema, &schemas));
                Declared {
                    rank: rank(&media_type, &media, has_files),
                    has_files,
                    media_type,
                    media,
                    equivalents: Vec::new(),
                }
            })
            .collect();
        declared.sort_by_key(|declared| declared.rank);
        let mut kept: Vec<Declared> = Vec::new();
        let mut left_out = Vec::new();
        for declared in declared {
            match kept.iter_mut().find(|other| declared.carries_no_more_than(other)) {
                Some(other) => {
                    left_out.push(declared.media_type.clone());
                    other.equivalents.push(Value::String(declared.media_type));
                }
                None => kept.push(declared),
            }
        }
        *content = kept.into_iter().map(Declared::with_equivalents).collect();
        if !left_out.is_empty() {
            let path = path.replace('~', "~0").replace('/', "~1");
            let what = format!("left out what carries the same as another media type: {}", left_out.join(", "));
            report.changed(format!("/paths/{path}/{method}/requestBody/content"), what);
        }
    }
}

struct Declared {
    rank: usize,
    has_files: bool,
    media_type: String,
    media: Value,
    equivalents: Vec<Value>,
}

impl Declared {
    fn carries_no_more_than(&self, other: &Self) -> bool {
        if self.has_files && MediaKind::of(&self.media_type) == MediaKind::Multipart {
            return MediaKind::of(&other.media_type) == MediaKind::Multipart && self.says_the_same_as(other);
        }
        is_range(&self.media_type) && self.media.get("schema").is_none() || self.says_the_same_as(other)
    }

    fn with_equivalents(mut self) -> (String, Value) {
        if let (Some(media), false) = (self.media.as_object_mut(), self.equivalents.is_empty()) {
            media.insert(EQUIVALENTS.to_owned(), Value::Array(self.equivalents));
        }
        (self.media_type, self.media)
    }

    fn says_the_same_as(&self, other: &Self) -> bool {
        let schema =
            |declared: &Self| declared.media.get("schema").cloned().unwrap_or_else(|| Value::Object(Map::new()));
        schema(self) == schema(other)
    }
}

/// What says most about the type comes first.
fn rank(media_type: &str, media: &Value, has_files: bool) -> usize {
    let lower = media_type.to_ascii_lowercase();
    match MediaKind::of_request(media_type, media) {
        MediaKind::Json if lower.starts_with("application/json-patch+") => 2,
        MediaKind::Json if !lower.starts_with("application/json") => 1,
        MediaKind::Json => 0,
        MediaKind::Multipart if has_files => 3,
        MediaKind::Form => 4,
        MediaKind::Multipart => 5,
        MediaKind::Text => 6,
        MediaKind::Bytes => 7,
    }
}
