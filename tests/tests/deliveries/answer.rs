//! What the server does with a request, made from a seed.

use fastrand::Rng;

/// What the server does with one request that carries a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AnswerPlan {
    pub(crate) manner: Manner,
    pub(crate) status: u16,
    pub(crate) body: BodyPlan,
    pub(crate) framing: Framing,
    /// Informational answers before.
    pub(crate) interim: Option<u16>,
    /// How many turns the other tasks take before.
    pub(crate) turns: usize,
    pub(crate) retry_after: Option<u32>,
    pub(crate) afterwards: Afterwards,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Answers.
    Answer,
    /// Answers a client error as soon as it has the head, and reads no body.
    AnswerEarly,
    /// Acts on the request and hangs up.
    HangUp,
    /// Acts on the request and never answers.
    Hang,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyPlan {
    /// What the API declares.
    Declared,
    Empty,
    /// A page of another program on the way.
    Page,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    Length,
    Chunked,
    UntilClose,
    /// A length that is never reached.
    TooShort,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Afterwards {
    Keep,
    AnnounceClose,
    /// Closes after so many turns without having announced it: the next request may be on its way.
    CloseSilently(usize),
}

const REFUSALS: [u16; 7] = [400, 401, 403, 404, 413, 422, 429];
const OTHERS: [u16; 10] = [302, 307, 408, 418, 500, 501, 502, 503, 504, 593];

impl AnswerPlan {
    pub(crate) fn random(random: &mut Rng, has_session: bool) -> Self {
        let manner = match random.u32(..20) {
            0 | 1 => Manner::Hang,
            2 | 3 => Manner::HangUp,
            4 => Manner::AnswerEarly,
            _ => Manner::Answer,
        };
        let status = match random.u32(..10) {
            _ if manner == Manner::AnswerEarly => REFUSALS[random.usize(..REFUSALS.len())],
            0..5 => [200, 200, 201, 202, 204][random.usize(..5)],
            5 | 6 => REFUSALS[random.usize(..REFUSALS.len())],
            // What a session acts on.
            6..9 if has_session => 401,
            _ => OTHERS[random.usize(..OTHERS.len())],
        };
        Self {
            manner,
            status,
            body: [BodyPlan::Declared, BodyPlan::Declared, BodyPlan::Empty, BodyPlan::Page][random.usize(..4)],
            framing: match random.u32(..10) {
                0 => Framing::Chunked,
                1 => Framing::UntilClose,
                2 => Framing::TooShort,
                _ => Framing::Length,
            },
            interim: [None, None, None, None, None, None, Some(100), Some(103)][random.usize(..8)],
            turns: if random.bool() { 0 } else { random.usize(..8) },
            retry_after: random.bool().then(|| random.u32(..4)),
            afterwards: match random.u32(..10) {
                0 => Afterwards::AnnounceClose,
                1..4 => Afterwards::CloseSilently(random.usize(..8)),
                _ => Afterwards::Keep,
            },
        }
    }

    /// Whether the connection can be used again after the answer.
    pub(crate) fn keeps(&self) -> bool {
        let is_framed = matches!(self.framing, Framing::Length | Framing::Chunked) || self.status == 204;
        self.manner == Manner::Answer && self.afterwards == Afterwards::Keep && is_framed
    }

    /// The bytes of the answer.
    pub(crate) fn bytes(&self, declared: &str) -> Vec<u8> {
        let mut text = String::new();
        if let Some(interim) = self.interim {
            text += &format!("HTTP/1.1 {interim} Interim\r\n\r\n");
        }
        text += &format!("HTTP/1.1 {} Status\r\n", self.status);
        if let Some(seconds) = self.retry_after {
            text += &format!("retry-after: {seconds}\r\n");
        }
        if self.afterwards == Afterwards::AnnounceClose {
            text += "connection: close\r\n";
        }
        if self.status == 204 {
            return (text + "\r\n").into_bytes();
        }
        let (kind, body) = match self.body {
            BodyPlan::Declared => ("application/json", declared),
            BodyPlan::Empty => ("application/json", ""),
            BodyPlan::Page => ("text/html", "<html><body>Something is wrong</body></html>"),
        };
        text += &format!("content-type: {kind}\r\n");
        text += &match self.framing {
            Framing::Length => format!("content-length: {}\r\n\r\n{body}", body.len()),
            Framing::TooShort => format!("content-length: {}\r\n\r\n{body}", body.len() + 1),
            Framing::UntilClose => format!("connection: close\r\n\r\n{body}"),
            Framing::Chunked if body.is_empty() => "transfer-encoding: chunked\r\n\r\n0\r\n\r\n".to_owned(),
            Framing::Chunked => {
                format!("transfer-encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n", body.len())
            }
        };
        text.into_bytes()
    }
}
