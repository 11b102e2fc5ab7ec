use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;

/// Where a link leads.
pub(super) enum Target {
    /// To another host, or another kind of thing, such as a mailbox, or an item of the crate that shows the document as a
    /// page of its own: that link is rustdoc's to check.
    Elsewhere,
    /// Into the tree: a path relative to the document, empty for the document itself, and a heading.
    Here { path: String, heading: Option<String> },
}

impl Target {
    /// Takes a link apart.
    pub(super) fn of(link: &str) -> Result<Self, String> {
        if has_scheme(link) || link == "crate" || link.starts_with("crate#") || link.starts_with("crate::") {
            return Ok(Self::Elsewhere);
        }
        if link.starts_with('/') {
            return Err("is no relative link".to_owned());
        }
        let decoded = |text: &str| {
            let text = percent_decode_str(text).decode_utf8();
            text.map(std::borrow::Cow::into_owned).map_err(|_| "is no text when it is decoded".to_owned())
        };
        let (path, heading) = link.split_once('#').map_or((link, None), |(path, heading)| (path, Some(heading)));
        Ok(Self::Here { path: decoded(path)?, heading: heading.map(decoded).transpose()? })
    }
}

fn has_scheme(link: &str) -> bool {
    link.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter))
    })
}

/// The file that a relative path leads to from a document.
pub(super) fn join(root: &Path, from: &Path, path: &str) -> Result<PathBuf, String> {
    let mut joined = from.parent().unwrap_or(root).to_owned();
    for component in Path::new(path).components() {
        match component {
            Component::ParentDir => {
                joined.pop();
            }
            Component::CurDir => {}
            other => joined.push(other),
        }
    }
    if joined.starts_with(root) { Ok(joined) } else { Err("leads out of the workspace".to_owned()) }
}
