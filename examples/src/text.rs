/// The beginning of a text that has at most so many bytes of UTF-8, without cutting a character.
#[must_use]
pub fn beginning(text: &str, longest: usize) -> &str {
    let end = (0..=longest.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    text.get(..end).unwrap_or_default()
}

/// A text in parts of at most so many bytes of UTF-8, at least 4, none of which cuts a character.
pub fn parts(mut text: &str, longest: usize) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let part = beginning(text, longest.max(4));
        text = text.get(part.len()..)?;
        (!part.is_empty()).then_some(part)
    })
}
