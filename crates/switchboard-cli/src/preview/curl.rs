use switchboard_core::http::Method;

use super::Shown;
use crate::failure::Failure;

impl Shown {
    /// The request as a curl command for a POSIX shell, which reads the secrets from the environment. One in a JSON body
    /// has to be there as JSON writes it.
    ///
    /// # Errors
    /// Where the body is not text, which no command line can hold.
    pub(crate) fn curl(&self) -> Result<String, Failure> {
        let mut words = vec!["curl".to_owned()];
        let body = self.preview.body.as_ref().filter(|body| !body.is_empty());
        match &self.preview.method {
            &Method::GET if body.is_none() => {}
            &Method::HEAD => words.push("--head".to_owned()),
            method => words.push(format!("--request {method}")),
        }
        if self.is_socket {
            words.push("--http1.1 --no-buffer".to_owned());
        }
        // curl has a name, and a host, of its own.
        let headers = self.headers();
        for (name, value) in headers.iter().filter(|(name, _)| !matches!(name.as_str(), "host" | "user-agent")) {
            words.push(match self.basic() {
                Some([user, password]) if name == "authorization" => format!("--user \"${{{user}}}:${{{password}}}\""),
                _ if self.is_of_credentials(name) => format!("--header {}", self.expanded(&format!("{name}: {value}"))),
                // Otherwise curl takes it for a header that is not to be sent.
                _ if value.is_empty() => format!("--header {}", quoted(&format!("{name};"))),
                _ => format!("--header {}", quoted(&format!("{name}: {value}"))),
            });
        }
        if let Some(body) = body {
            let text = std::str::from_utf8(body)
                .ok()
                .filter(|text| !text.contains('\0'))
                .ok_or_else(|| Failure::Arguments("the body is not text, so no curl command can hold it".to_owned()))?;
            let marked = self.marked_body(&quoted(text), |name| format!("'\"${{{name}}}\"'"));
            words.push(format!("--data-raw {marked}"));
        }
        let url = self.url.as_str();
        if url.contains(['[', ']', '{', '}']) {
            words.push("--globoff".to_owned());
        }
        let holds_secret = self.url.query_pairs().any(|(name, _)| self.is_credential_in_query(&name));
        words.push(if holds_secret { self.expanded(url) } else { quoted(url) });
        Ok(words.join(" \\\n    "))
    }

    /// A word in which the shell puts the values of variables.
    fn expanded(&self, text: &str) -> String {
        let mut escaped = String::with_capacity(text.len());
        for letter in text.chars() {
            if matches!(letter, '"' | '\\' | '$' | '`') {
                escaped.push('\\');
            }
            escaped.push(letter);
        }
        format!("\"{}\"", self.marked(&escaped, |name| format!("${{{name}}}")))
    }
}

/// A word that the shell leaves as it is.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
