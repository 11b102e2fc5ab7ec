use std::fmt::Write as _;

use super::Shown;

impl Shown {
    /// The request as it goes over the wire (RFC 9112, section 2.1), but for how its body is framed.
    pub(crate) fn message(&self) -> String {
        let mut text = format!("{} {} HTTP/1.1\n", self.preview.method, self.target());
        for (name, value) in self.headers() {
            let value = match self.basic() {
                Some([user, password]) if name == "authorization" => format!("Basic base64(${user}:${password})"),
                _ if self.is_of_credentials(&name) => self.marked(&value, |name| format!("${name}")).into_owned(),
                _ => value,
            };
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{name}: {value}");
        }
        if let Some(body) = self.preview.body.as_ref().filter(|body| !body.is_empty()) {
            text.push('\n');
            match std::str::from_utf8(body) {
                Ok(body) => text += &self.marked_body(body, |name| format!("${name}")),
                Err(_) => text += &format!("({} bytes)", body.len()),
            }
        }
        text
    }

    /// Path and query.
    fn target(&self) -> String {
        let path = self.url.path();
        let Some(query) = self.url.query() else { return path.to_owned() };
        let pairs = query.split('&').map(|pair| match pair.split_once('=') {
            Some((name, value)) if self.is_credential_in_query(name) => {
                format!("{name}={}", self.marked(value, |name| format!("${name}")))
            }
            _ => pair.to_owned(),
        });
        format!("{path}?{}", pairs.collect::<Vec<_>>().join("&"))
    }
}
