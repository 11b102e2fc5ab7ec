use std::time::Duration;

use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::Deserialize;
use serde_json::Value;
use tokio::time::Instant;

use super::{SignInAnswer, TokenLifetime};
use crate::credential::Ready;

/// The longest time before its end at which a token is renewed. A token that lives less than ten minutes is renewed when
/// a tenth of its life is left.
const LONGEST_MARGIN: Duration = Duration::from_secs(60);

/// A JWT has no padding (RFC 7515, section 2), and some servers write it all the same.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A token, in the form in which it is sent.
pub(crate) struct Token {
    ready: Ready,
    renew_at: Option<Instant>,
    expires_at: Option<Instant>,
}

impl Token {
    /// A token that was asked for at `asked`: its life began later than that, however slow the answer was.
    pub(super) fn new(ready: Ready, lifetime: Option<Duration>, asked: Instant) -> Self {
        let renew_after = lifetime.map(|lifetime| lifetime.saturating_sub(LONGEST_MARGIN.min(lifetime / 10)));
        let at = |after: Option<Duration>| after.and_then(|after| asked.checked_add(after));
        Self { ready, renew_at: at(renew_after), expires_at: at(lifetime) }
    }

    pub(crate) fn ready(&self) -> &Ready {
        &self.ready
    }

    /// Whether it is time to renew it.
    pub(super) fn is_due(&self) -> bool {
        self.renew_at.is_some_and(|time| time <= Instant::now())
    }

    /// Whether the server no longer takes it.
    pub(super) fn is_expired(&self) -> bool {
        self.expires_at.is_some_and(|time| time <= Instant::now())
    }
}

/// For how long a token is good, counted from when it was issued. A time that is missing, or makes no sense, is as good
/// as none.
pub(super) fn lifetime(description: &SignInAnswer, answer: &Value, token: &str) -> Option<Duration> {
    match description.lifetime {
        TokenLifetime::Unknown => None,
        TokenLifetime::Jwt => of_jwt(token),
        TokenLifetime::Times { issued, expires } => {
            between(answer.pointer(issued)?.as_f64()?, answer.pointer(expires)?.as_f64()?)
        }
    }
}

fn of_jwt(token: &str) -> Option<Duration> {
    #[derive(Deserialize)]
    struct Times {
        iat: f64,
        exp: f64,
    }
    let claims = BASE64.decode(token.split('.').nth(1)?).ok()?;
    let times: Times = serde_json::from_slice(&claims).ok()?;
    between(times.iat, times.exp)
}

fn between(issued: f64, expires: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(expires - issued).ok().filter(|lifetime| !lifetime.is_zero())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A token without a signature, whose claims are this text.
    fn jwt(claims: &str) -> String {
        format!("e30.{}.", BASE64.encode(claims))
    }

    #[test]
    fn the_life_of_a_jwt_is_the_time_between_its_own_claims() {
        assert_eq!(of_jwt(&jwt("{\"iat\": 1000, \"exp\": 1600}")), Some(Duration::from_secs(600)));
        assert_eq!(of_jwt(&jwt("{\"iat\": 1000.5, \"exp\": 1.0015e3}")), Some(Duration::from_secs(1)));
        assert_eq!(
            of_jwt(jwt("{\"iat\": 1000, \"exp\": 1600}").trim_end_matches(['=', '.'])),
            Some(Duration::from_secs(600))
        );
    }

    #[test]
    fn times_that_make_no_sense_are_as_good_as_none() {
        for claims in [
            "{\"exp\": 1600}",
            "{\"iat\": 1600, \"exp\": 1600}",
            "{\"iat\": 1600, \"exp\": 1000}",
            "{\"iat\": -1e300, \"exp\": 1e300}",
            "{\"iat\": \"1000\", \"exp\": \"1600\"}",
            "no JSON",
        ] {
            assert_eq!(of_jwt(&jwt(claims)), None, "{claims}");
        }
        assert_eq!(of_jwt("opaque"), None);
        assert_eq!(of_jwt("a.%%.c"), None);
    }

    #[test]
    fn the_margin_is_a_tenth_of_the_life_and_at_most_a_minute() {
        let asked = Instant::from_std(std::time::Instant::now());
        for (lifetime, renewed_after) in [(100.0, 90.0), (600.0, 540.0), (1_000.0, 940.0), (259_200.0, 259_140.0)] {
            let ready = Ready::Query("token", "secret".into());
            let token = Token::new(ready, Some(Duration::from_secs_f64(lifetime)), asked);
            assert_eq!(token.renew_at, Some(asked + Duration::from_secs_f64(renewed_after)), "{lifetime}");
        }
        let for_ever = Token::new(Ready::Query("token", "secret".into()), Some(Duration::MAX), asked);
        assert!(!for_ever.is_due());
    }
}
