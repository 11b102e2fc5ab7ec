use std::time::Duration;

use switchboard::{Error, RetryPolicy, convore, hopr, joinself, pieces_os, slskd};

/// What clients are built from. All five take the same.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where the server is.
    pub base_url: String,
    /// The credential of each API.
    pub secret: String,
    /// Whether clients that can sign in do so, with the credential as password.
    pub signs_in: bool,
    /// How long a call may take. Long by default: what reaches it hangs.
    pub timeout: Duration,
    /// How much of a body is read.
    pub response_limit: usize,
    /// When a call is tried again. Never by default, so that one answer is one call; nor does a 429 hold up the next.
    pub retry: RetryPolicy,
    /// Whether the environment's proxy is asked for.
    pub proxy_from_environment: bool,
}

impl Settings {
    /// What most questions need.
    #[must_use]
    pub fn of(base_url: &str) -> Self {
        Self {
            base_url: base_url.to_owned(),
            secret: "canarysecret0123456789".to_owned(),
            signs_in: false,
            timeout: Duration::from_secs(60),
            response_limit: switchboard::DEFAULT_RESPONSE_LIMIT,
            retry: RetryPolicy::never().backoff(Duration::ZERO, Duration::ZERO),
            proxy_from_environment: false,
        }
    }
}

/// A client of each API, all at one address.
#[derive(Clone, Debug)]
pub struct Clients {
    /// Of Convore.
    pub convore: convore::Client,
    /// Of HOPR.
    pub hopr: hopr::Client,
    /// Of Joinself.
    pub joinself: joinself::Client,
    /// Of Pieces OS.
    pub pieces_os: pieces_os::Client,
    /// Of slskd.
    pub slskd: slskd::Client,
}

/// The five builders have the same methods and no type in common.
macro_rules! build {
    ($builder:expr, $settings:expr) => {{
        let settings = $settings;
        let builder = $builder
            .base_url(&settings.base_url)
            .timeout(settings.timeout)
            .response_limit(settings.response_limit)
            .retry(settings.retry.clone());
        let builder = if settings.proxy_from_environment { builder.proxy_from_environment() } else { builder };
        builder.build()
    }};
}

impl Clients {
    /// Builds them.
    ///
    /// # Errors
    /// Where the settings cannot work.
    pub fn new(settings: &Settings) -> Result<Self, Error> {
        let secret = settings.secret.as_str();
        let (joinself, slskd) = if settings.signs_in {
            (
                joinself::Client::builder().sign_in("canaryuser", secret),
                slskd::Client::builder().sign_in("canaryuser", secret),
            )
        } else {
            (joinself::Client::builder().token(secret), slskd::Client::builder().api_key(secret))
        };
        Ok(Self {
            convore: build!(convore::Client::builder().api_key(secret), settings)?,
            hopr: build!(hopr::Client::builder().token(secret), settings)?,
            joinself: build!(joinself, settings)?,
            pieces_os: build!(pieces_os::Client::builder().application(secret), settings)?,
            slskd: build!(slskd, settings)?,
        })
    }
}
