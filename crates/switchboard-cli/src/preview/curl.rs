use switchboard_core::http::Method;

use super::Shown;
use crate::failure::Failure;

impl Shown {
    /// The request as a curl command for a POSIX shell, which reads the secrets from the environment.
    ///
    /// # Errors
    /// Where the body is not text, which no command line can hold.
    pub(crate) fn curl(&self) -> Result<String, Failure> {
        let mut words = vec!["curl".to_owned()];
        if self.preview.method != Method::GET {
            words.push(format!("--request {}", self.preview.method));
        }
        // curl has a name, and a host, of its own.
        let headers = self.headers();
        for (name, value) in headers.iter().filter(|(name, _)| !matches!(name.as_str(), "host" | "user-agent")) {
            words.push(match self.basic() {
                Some([user, password]) if name == "authorization" => format!("--user \"${{{user}}}:${{{password}}}\""),
                _ if self.is_of_credentials(name) => format!("--header {}", self.expanded(&format!("{name}: {value}"))),
                _ => format!("--header {}", quoted(&format!("{name}: {value}"))),
            });
        }
        if let Some(body) = self.preview.body.as_ref().filter(|body| !body.is_empty()) {
            let text = std::str::from_utf8(body)
                .ok()
                .filter(|text| !text.contains('\0'))
                .ok_or_else(|| Failure::Arguments("the body is not text, so no curl command can hold it".to_owned()))?;
            words.push(format!("--data-raw {}", quoted(text)));
        }
        let url = self.url.as_str();
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
