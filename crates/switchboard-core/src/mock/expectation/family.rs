/// What a body is, as far as its media type tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Json,
    Form,
    Multipart,
    Text,
    Other,
}

impl Family {
    pub(super) fn of(media_type: &str) -> Self {
        let plain = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match plain.as_str() {
            "application/x-www-form-urlencoded" => Self::Form,
            plain if plain.ends_with("/json") || plain.ends_with("+json") => Self::Json,
            plain if plain.starts_with("multipart/") => Self::Multipart,
            plain if plain.starts_with("text/") => Self::Text,
            _ => Self::Other,
        }
    }

    /// Whether its bytes are what they are, and are not read in any way.
    pub(super) fn is_plain(self) -> bool {
        matches!(self, Self::Text | Self::Other)
    }
}
