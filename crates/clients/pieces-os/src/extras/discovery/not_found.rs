use crate::Error;

/// What was found on a port where Pieces OS is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Finding {
    /// Nothing listens there.
    Nothing,
    /// Something listens there, and did not answer in time.
    NoAnswer,
    /// Something listens there that does not answer as Pieces OS does.
    AnotherProgram,
}

/// Pieces OS was found on none of the ports that were asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerNotFound {
    findings: Vec<(u16, Finding)>,
}

impl ServerNotFound {
    pub(super) fn new(findings: Vec<(u16, Finding)>) -> Self {
        Self { findings }
    }

    /// The ports that were asked, in their order, and what was found there.
    #[must_use]
    pub fn findings(&self) -> &[(u16, Finding)] {
        &self.findings
    }

    fn ports(&self, wanted: Finding) -> Vec<u16> {
        self.findings.iter().filter(|(_, finding)| *finding == wanted).map(|(port, _)| *port).collect()
    }
}

impl std::fmt::Display for ServerNotFound {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Pieces OS was not found on this machine")?;
        let mut separator = ": ";
        for (finding, what) in [
            (Finding::Nothing, "nothing listens on"),
            (Finding::NoAnswer, "no answer in time from"),
            (Finding::AnotherProgram, "another program listens on"),
        ] {
            let ports = self.ports(finding);
            if !ports.is_empty() {
                let noun = if ports.len() == 1 { "port" } else { "ports" };
                write!(formatter, "{separator}{what} {noun} {}", in_ranges(&ports))?;
                separator = ", ";
            }
        }
        formatter.write_str(
            ". Start it, for which opening `pieces://launch` will do, or say where it is with `base_url` or \
             `Discovery::ports`",
        )
    }
}

impl std::error::Error for ServerNotFound {}

impl From<ServerNotFound> for Error {
    fn from(error: ServerNotFound) -> Self {
        switchboard_core::generated::misconfigured(error.to_string())
    }
}

/// Ports as a person lists them: `39300 to 39333, 5323, 1000`.
fn in_ranges(ports: &[u16]) -> String {
    let mut ranges: Vec<(u16, u16)> = Vec::new();
    for port in ports {
        match ranges.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(*port) => *last = *port,
            _ => ranges.push((*port, *port)),
        }
    }
    let in_words = |(first, last): (u16, u16)| {
        if first == last { first.to_string() } else { format!("{first} to {last}") }
    };
    ranges.into_iter().map(in_words).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{Finding, ServerNotFound};
    use crate::extras::DOCUMENTED_PORTS;

    #[test]
    fn the_message_says_where_it_was_looked_for_and_what_to_do() {
        let mut findings: Vec<_> = DOCUMENTED_PORTS.iter().map(|port| (*port, Finding::Nothing)).collect();
        findings[1].1 = Finding::AnotherProgram;
        findings[35].1 = Finding::NoAnswer;
        let message = ServerNotFound::new(findings).to_string();
        let told = "nothing listens on ports 39300, 39302 to 39333, 5323, no answer in time from port 1000, another \
                    program listens on port 39301. Start it";
        assert!(message.contains(told), "{message}");
    }
}
