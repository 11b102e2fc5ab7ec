/// Families of media types that are read alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// JSON (RFC 6839, section 3.1, for the suffix).
    Json,
    /// JSON values line by line.
    Lines,
    /// Server-sent events.
    Events,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// A form of parts.
    Multipart,
    /// Text in UTF-8.
    Text,
    /// Other ways to write what JSON can say, such as XML.
    OtherData,
    /// Whatever the server likes.
    Any,
    /// Everything else.
    Bytes,
}

impl Family {
    /// The family of a media type.
    pub(crate) fn of(media_type: &str) -> Self {
        let name = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let (main, sub) = name.split_once('/').unwrap_or((&name, ""));
        match (main, sub) {
            (_, "event-stream") => Self::Events,
            (
                _,
                "x-ndjson" | "ndjson" | "jsonl" | "x-jsonl" | "jsonlines" | "x-jsonlines" | "json-lines"
                | "x-json-stream" | "stream+json",
            ) => Self::Lines,
            (_, "json") => Self::Json,
            (_, sub) if sub.ends_with("+json") => Self::Json,
            ("*", _) | ("application", "*") => Self::Any,
            (_, "xml" | "yaml" | "x-yaml" | "msgpack" | "x-msgpack" | "cbor" | "protobuf" | "x-protobuf")
                if main != "text" =>
            {
                Self::OtherData
            }
            (_, sub) if ["+xml", "+cbor", "+msgpack", "+protobuf"].iter().any(|suffix| sub.ends_with(suffix)) => {
                Self::OtherData
            }
            ("text", _) => Self::Text,
            ("application", "jwt" | "javascript" | "graphql" | "sdp" | "sql" | "toml") => Self::Text,
            ("application", "x-www-form-urlencoded") => Self::Form,
            ("multipart", sub) if sub != "*" => Self::Multipart,
            _ => Self::Bytes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Family;

    #[test]
    fn media_types_are_told_apart_whatever_their_case_and_parameters() {
        for (media_type, expected) in [
            ("Application/JSON; charset=utf-8", Family::Json),
            ("application/vnd.api+json", Family::Json),
            ("text/json", Family::Json),
            ("application/x-ndjson", Family::Lines),
            ("text/event-stream;charset=UTF-8", Family::Events),
            ("text/csv", Family::Text),
            ("text/xml", Family::Text),
            ("application/jwt", Family::Text),
            ("application/xml", Family::OtherData),
            ("application/atom+xml", Family::OtherData),
            ("*/*", Family::Any),
            ("image/*", Family::Bytes),
            ("image/png", Family::Bytes),
            ("json", Family::Bytes),
        ] {
            assert_eq!(Family::of(media_type), expected, "{media_type}");
        }
    }
}
