//! Requests, as they are found in what was sent over one connection.

/// The header in which a message carries its token once more, so that a request is known by its head.
pub(crate) const TOKEN_HEADER: &str = "x-token";

/// A request, of which the body may have been cut off.
#[derive(Debug)]
pub(crate) struct Request {
    head: String,
    head_length: usize,
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// The first request of these bytes; nothing where its head is not whole.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let head_length = bytes.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
        let head = String::from_utf8(bytes[..head_length].to_vec()).unwrap();
        let mut request = Self { head, head_length, body: Vec::new() };
        let end = request.length().min(bytes.len());
        request.body = bytes[head_length..end].to_vec();
        Some(request)
    }

    /// How many bytes it has, head and body.
    pub(crate) fn length(&self) -> usize {
        self.head_length + self.header("content-length").map_or(0, |length| length.parse().unwrap())
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// Whether it asks for a token of a session.
    pub(crate) fn is_login(&self) -> bool {
        is_login(self.head.as_bytes())
    }
}

/// What clients sent over connections, which may have been cut off anywhere.
#[derive(Debug, Default)]
pub(crate) struct Sent {
    /// The tokens of requests whose heads left as a whole, once for each.
    pub(crate) tokens: Vec<String>,
    /// How many requests were cut off before that, such that nobody knows whose they are.
    pub(crate) fragments: usize,
}

impl Sent {
    pub(crate) fn over(connections: &[Vec<u8>]) -> Self {
        let mut sent = Self::default();
        for connection in connections {
            let mut rest = connection.as_slice();
            while let Some(request) = Request::parse(rest) {
                if !request.is_login() {
                    sent.tokens.push(request.header(TOKEN_HEADER).unwrap().to_owned());
                }
                rest = &rest[request.length().min(rest.len())..];
            }
            if !rest.is_empty() && !is_login(rest) {
                sent.fragments += 1;
            }
        }
        sent
    }
}

/// Whether a request, or its beginning, asks for a token of a session.
fn is_login(head: &[u8]) -> bool {
    [&b"POST /session "[..], b"POST /login "].iter().any(|line| head.starts_with(line))
}
