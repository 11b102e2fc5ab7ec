use std::time::Duration;

use fastrand::Rng;

/// How many connections have a plan of their own; the next ones begin from the first again.
const PLANNED: usize = 16;

/// The longest that bytes are held back: longer than any call waits by default.
const LONGEST_DELAY: Duration = Duration::from_secs(60);

/// The longest outage that ends: clients that try again do so within it, or after it.
const LONGEST_OUTAGE: Duration = Duration::from_secs(2);

/// What goes wrong in one run. The same seed gives the same plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// When nothing listens, where that happens.
    pub outage: Option<Outage>,
    /// Whether the proxy takes little at once, so that large requests are still being written when something happens.
    pub is_narrow: bool,
    connections: Vec<ConnectionPlan>,
}

/// Connections are refused for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outage {
    /// It begins after this many connections.
    pub after: usize,
    /// How long it lasts, where it ever ends.
    pub lasts: Option<Duration>,
}

/// What goes wrong with one connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionPlan {
    /// What happens before anything is forwarded.
    pub opening: Opening,
    /// The way of the requests.
    pub to_server: Route,
    /// The way of the answers.
    pub to_client: Route,
}

/// How a connection begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// It is served.
    Serve,
    /// It ends, after this many turns of the other tasks, without a byte of it being forwarded.
    End(usize, Farewell),
}

/// One direction of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Forward in pieces of this many bytes, where not as it comes.
    pub piece: Option<usize>,
    /// What goes wrong, where something does.
    pub fault: Option<Fault>,
}

/// What goes wrong at one point of a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The point: in which of the chunks that are read, which are whole messages unless they are large.
    pub chunk: usize,
    /// The point: where in that chunk.
    pub position: Position,
    /// What happens there.
    pub action: Action,
}

/// A place in a chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// Before its first byte.
    Start,
    /// After its first byte.
    FirstByte,
    /// In the head of the message, at so many hundredths of it.
    Head(usize),
    /// After the empty line that ends the head.
    HeadEnd,
    /// In the body, at so many hundredths of it.
    Body(usize),
    /// Before its last byte.
    LastByte,
    /// After it.
    End,
}

impl Position {
    /// How many bytes of the chunk come before.
    #[must_use]
    pub fn within(self, chunk: &[u8]) -> usize {
        let all = chunk.len();
        let head = chunk.windows(4).position(|window| window == b"\r\n\r\n").map_or(all, |found| found + 4);
        match self {
            Self::Start => 0,
            Self::FirstByte => all.min(1),
            Self::Head(hundredths) => head * hundredths / 100,
            Self::HeadEnd => head,
            Self::Body(hundredths) => head + (all - head) * hundredths / 100,
            Self::LastByte => all.saturating_sub(1),
            Self::End => all,
        }
    }
}

/// What happens to the bytes after a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// They come later.
    Delay(Duration),
    /// They come when the client has closed its side: what it gave up still arrives.
    Outlive,
    /// They vanish; the connections stay open.
    Swallow,
    /// They vanish, and the receiver is told that there are none.
    HalfClose,
    /// Both connections end, after this many turns of the other tasks.
    End {
        /// So many turns.
        turns: usize,
        /// The connection to the client.
        client: Farewell,
        /// The connection to the server.
        server: Farewell,
    },
    /// After this many turns the client is answered 408 and its connection ends, as some servers do when one is idle.
    /// Of requests the same as [`Swallow`](Self::Swallow).
    RequestTimeout(usize),
}

/// How a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Farewell {
    /// In order: what was written still arrives.
    Close,
    /// With a reset.
    Reset,
}

impl Plan {
    /// The plan of a seed.
    #[must_use]
    pub fn from_seed(seed: u64) -> Self {
        let random = &mut Rng::with_seed(seed);
        Self {
            outage: chance(random, 20).then(|| Outage::random(random)),
            is_narrow: chance(random, 12),
            connections: (0..PLANNED).map(|_| ConnectionPlan::random(random)).collect(),
        }
    }

    /// A plan in which nothing goes wrong.
    #[must_use]
    pub fn without_faults() -> Self {
        let route = Route { piece: None, fault: None };
        let connection = ConnectionPlan { opening: Opening::Serve, to_server: route.clone(), to_client: route };
        Self { outage: None, is_narrow: false, connections: vec![connection] }
    }

    /// The same with delays this many times shorter, for a clock that cannot be turned forward.
    #[must_use]
    pub fn faster(mut self, times: u32) -> Self {
        if let Some(Outage { lasts: Some(lasts), .. }) = &mut self.outage {
            *lasts /= times;
        }
        for connection in &mut self.connections {
            for route in [&mut connection.to_server, &mut connection.to_client] {
                if let Some(Fault { action: Action::Delay(delay), .. }) = &mut route.fault {
                    *delay /= times;
                }
            }
        }
        self
    }

    /// The plan of a connection, counted from 0 in the order in which they are made.
    #[must_use]
    pub fn connection(&self, number: usize) -> Option<&ConnectionPlan> {
        self.connections.get(number % self.connections.len().max(1))
    }
}

impl Outage {
    fn random(random: &mut Rng) -> Self {
        let lasts = LONGEST_OUTAGE * random.u32(..100) / 100;
        Self { after: random.usize(..5), lasts: chance(random, 75).then_some(lasts) }
    }
}

impl ConnectionPlan {
    fn random(random: &mut Rng) -> Self {
        let opening =
            if chance(random, 8) { Opening::End(random.usize(..4), farewell(random)) } else { Opening::Serve };
        Self { opening, to_server: Route::random(random), to_client: Route::random(random) }
    }
}

impl Route {
    fn random(random: &mut Rng) -> Self {
        Self {
            piece: chance(random, 15).then(|| random.usize(1..100)),
            fault: chance(random, 40).then(|| Fault::random(random)),
        }
    }
}

impl Fault {
    fn random(random: &mut Rng) -> Self {
        // Most connections carry few messages.
        Self { chunk: random.usize(..3).min(random.usize(..3)), position: position(random), action: action(random) }
    }
}

fn position(random: &mut Rng) -> Position {
    match random.usize(..10) {
        0 => Position::Start,
        1 => Position::FirstByte,
        2 | 3 => Position::Head(random.usize(..100)),
        4 => Position::HeadEnd,
        5 | 6 => Position::Body(random.usize(..100)),
        7 => Position::LastByte,
        _ => Position::End,
    }
}

fn action(random: &mut Rng) -> Action {
    match random.usize(..10) {
        0 => Action::Delay(LONGEST_DELAY * random.u32(..100) / 100),
        1 => Action::Outlive,
        2 => Action::Swallow,
        3 => Action::HalfClose,
        4 => Action::RequestTimeout(turns(random)),
        _ => Action::End { turns: turns(random), client: farewell(random), server: farewell(random) },
    }
}

fn turns(random: &mut Rng) -> usize {
    if random.bool() { 0 } else { random.usize(..12) }
}

fn farewell(random: &mut Rng) -> Farewell {
    if random.bool() { Farewell::Close } else { Farewell::Reset }
}

/// Whether something that happens so often in a hundred does.
fn chance(random: &mut Rng, percent: u32) -> bool {
    random.u32(..100) < percent
}
