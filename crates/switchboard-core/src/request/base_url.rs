use std::net::IpAddr;

use url::{Host, Url};

use crate::error::Error;

/// A checked base URL. Its path never ends in a slash, so that paths of operations follow it directly.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl {
    url: Url,
}

impl BaseUrl {
    /// Checks what the caller gave. Refusals never repeat the text, since it may hold credentials.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let refuse = |why: &str| Err(Error::configuration(format!("the base URL cannot be used: {why}")));
        let mut url = match Url::parse(text) {
            Ok(url) => url,
            Err(problem) => {
                return refuse(&format!("{problem}; write it whole, such as http://localhost:5030/api/v0"));
            }
        };
        if !matches!(url.scheme(), "http" | "https") {
            return refuse("its scheme is neither http nor https");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return refuse("it holds a user name or password; give credentials to the builder instead");
        }
        if url.query().is_some() {
            return refuse("it has a query; give parameters and credentials to the builder or the call instead");
        }
        if url.fragment().is_some() {
            return refuse("it has a fragment (the part after #), which is never sent");
        }
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok(Self { url })
    }

    /// Whether requests go over TLS.
    pub(crate) fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// Whether the host is this machine: a loopback address or a `localhost` name (RFC 6761, section 6.3).
    pub(crate) fn is_loopback(&self) -> bool {
        match self.url.host() {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => IpAddr::V6(address).to_canonical().is_loopback(),
            Some(Host::Domain(name)) => is_localhost(name),
            None => false,
        }
    }

    /// Scheme, host and port. The path is left out of all text: some servers have a token in it.
    pub(crate) fn origin(&self) -> String {
        self.url.origin().ascii_serialization()
    }

    /// The whole URL of a request. `path` begins with a slash and is already encoded.
    pub(crate) fn join(&self, path: &str, query: Option<&str>) -> Option<Url> {
        let mut url = self.url.clone();
        let whole = format!("{}{path}", self.url.path().trim_end_matches('/'));
        url.set_path(&whole);
        url.set_query(query);
        // A path that the URL standard rewrites would reach another endpoint than the one that was meant.
        (url.path() == whole).then_some(url)
    }
}

/// Whether a name must resolve to loopback (RFC 6761, section 6.3).
pub(crate) fn is_localhost(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    name.eq_ignore_ascii_case("localhost") || name.to_ascii_lowercase().ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trailing_slash_makes_no_difference() {
        for text in ["http://localhost:5030/api/v0", "http://localhost:5030/api/v0/"] {
            let base = BaseUrl::parse(text).unwrap();
            let url = base.join("/conversations", None).unwrap();
            assert_eq!(url.as_str(), "http://localhost:5030/api/v0/conversations");
        }
    }

    #[test]
    fn a_base_url_without_a_path_works() {
        let base = BaseUrl::parse("https://api.convore.dev").unwrap();
        assert_eq!(
            base.join("/v1/messages", Some("limit=1")).unwrap().as_str(),
            "https://api.convore.dev/v1/messages?limit=1"
        );
    }

    #[test]
    fn a_path_that_is_written_as_urls_are_stays_as_it_is() {
        let base = BaseUrl::parse("https://localhost/api").unwrap();
        for path in ["/odd%20path/%C3%A9", "/%22%3C%7C%3E%5E%60%5C%7B%5B", "/a+b@c!$&'()*,;=:~_-.", "//a//", "/%"] {
            assert_eq!(base.join(path, None).map(|url| url.path().to_owned()), Some(format!("/api{path}")));
        }
        for path in ["/odd path", "/é", "/a/../b", "/a/%2e%2e/b", "/a\\b"] {
            assert_eq!(base.join(path, None), None, "{path}");
        }
    }

    #[test]
    fn what_is_not_a_base_url_is_refused_without_being_repeated() {
        for text in [
            "localhost:5030/api/v0",
            "ftp://localhost/",
            "http://canary@localhost/",
            "http://user:canary@localhost/",
            "http://localhost/?canary=1",
            "http://localhost/#canary",
            "/api/v0",
            "",
        ] {
            let error = BaseUrl::parse(text).unwrap_err();
            assert!(error.is_configuration(), "{text}");
            assert!(!format!("{error} {error:?}").contains("canary"), "{text}: {error}");
        }
    }

    #[test]
    fn loopback_is_told_by_address_and_by_name() {
        for (text, loopback) in [
            ("http://localhost", true),
            ("http://api.LOCALHOST.", true),
            ("http://127.9.9.9", true),
            ("http://[::1]:80", true),
            ("http://[::ffff:127.0.0.1]", true),
            ("http://localhost.example.com", false),
            ("http://192.168.0.1", false),
            ("http://notlocalhost", false),
        ] {
            assert_eq!(BaseUrl::parse(text).unwrap().is_loopback(), loopback, "{text}");
        }
    }
}
