//! One request for a token.

use http::StatusCode;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value};
use tokio::time::Instant;

use super::token::lifetime;
use super::{Session, SignInRequest, Token};
use crate::call::{Call, undecodable};
use crate::client::{Answer, Client};
use crate::credential::{Credential, Ready};
use crate::decode::{Body, DecodeFailure};
use crate::error::{Delivery, Error, Kind};

/// What a token is asked for with.
pub(super) enum Grant<'a> {
    Password { user: &'a SecretString, password: &'a SecretString },
    RefreshToken(&'a SecretString),
}

/// Whether the server refused the request itself, so that another might do. It does not say so where it is out of order,
/// or asks for patience.
pub(super) fn is_refused(error: &Error) -> bool {
    let patience = error.status() == Some(StatusCode::TOO_MANY_REQUESTS);
    error.is_decode() || error.delivery() == Delivery::Rejected && !patience
}

impl Session {
    /// Asks for a token, and gives it with the refresh token that came with it.
    pub(super) async fn obtain(
        &self,
        client: &Client,
        grant: &Grant<'_>,
    ) -> Result<(Token, Option<SecretString>), Error> {
        let asked = Instant::now();
        let request = Call::new(client, self.sign_in.operation).json(&body(&self.sign_in.request, grant));
        match client.execute_without_session(request.into_request()?).await? {
            Answer::Success(body) => {
                self.read(&body, asked).map_err(|failure| undecodable(self.sign_in.operation, failure, body))
            }
            Answer::Failure(body, mut error) => {
                error.set_kind(self.refusal(client, grant, body.status));
                Err(error)
            }
        }
    }

    fn read(&self, body: &Body, asked: Instant) -> Result<(Token, Option<SecretString>), DecodeFailure> {
        let answer: Value = serde_json::from_slice(body.content())
            .map_err(|error| DecodeFailure::whole(DecodeFailure::without_value(&error)))?;
        let description = &self.sign_in.answer;
        let text = |place: &str| answer.pointer(place).and_then(Value::as_str).filter(|text| !text.is_empty());
        let token = text(description.token)
            .ok_or_else(|| DecodeFailure::whole(format!("there is no token at `{}`", description.token)))?;
        let ready = Ready::new(self.scheme, &Credential::Token(token.into()))
            .map_err(|_| DecodeFailure::whole(format!("no header can carry the token at `{}`", description.token)))?;
        let token = Token::new(ready, lifetime(description, &answer, token), asked);
        Ok((token, description.refresh_token.and_then(text).map(SecretString::from)))
    }

    /// What to say of a status that is no success.
    fn refusal(&self, client: &Client, grant: &Grant<'_>, status: StatusCode) -> Kind {
        let advice = "Are the user name and the password those of this server?";
        match (status, grant) {
            (status, _) if status.is_redirection() => Kind::Redirect,
            (StatusCode::NOT_FOUND, _) => Kind::Status { hint: client.hint_at_prefix() },
            (StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN, Grant::Password { .. }) => {
                Kind::Status { hint: Some(advice.to_owned()) }
            }
            _ => Kind::Status { hint: None },
        }
    }
}

fn body(places: &SignInRequest, grant: &Grant<'_>) -> Value {
    let mut body = Value::Object(Map::new());
    let mut write = |place, secret: &SecretString| insert(&mut body, place, secret.expose_secret());
    match grant {
        Grant::Password { user, password } => {
            write(places.user, user);
            write(places.password, password);
        }
        // A refresh token is only ever held for APIs that take one.
        Grant::RefreshToken(token) => places.refresh_token.into_iter().for_each(|place| write(place, token)),
    }
    body
}

/// Writes a text to the place that a JSON pointer names, making the objects on the way.
fn insert(body: &mut Value, place: &str, text: &str) {
    let mut node = body;
    for member in place.split('/').skip(1) {
        let member = member.replace("~1", "/").replace("~0", "~");
        if !node.is_object() {
            *node = Value::Object(Map::new());
        }
        let Value::Object(members) = node else { return };
        node = members.entry(member).or_insert(Value::Null);
    }
    *node = Value::from(text);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const PLACES: SignInRequest =
        SignInRequest { user: "/user/na~1me", password: "/user/password", refresh_token: Some("/refresh") };

    #[test]
    fn a_body_holds_what_is_asked_with_at_its_place() {
        let (user, password) = ("bob".into(), "secret".into());
        let with_password = body(&PLACES, &Grant::Password { user: &user, password: &password });
        assert_eq!(with_password, json!({"user": {"na/me": "bob", "password": "secret"}}));
        assert_eq!(body(&PLACES, &Grant::RefreshToken(&password)), json!({"refresh": "secret"}));
    }
}
