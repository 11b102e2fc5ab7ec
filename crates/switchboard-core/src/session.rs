//! Sessions: the token that a server gives for a user name and a password, kept for as long as it is good.
//!
//! A session signs in before the first call that needs it, renews its token before it expires, and once more where the
//! server refuses it. However many calls wait for a token, one request is made for all of them.

mod grant;
mod sign_in;
mod token;

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt as _;
use futures_util::future::{Shared, WeakShared};
use secrecy::SecretString;
use tokio::time::timeout;

pub use sign_in::{SignIn, SignInAnswer, SignInRequest, TokenLifetime};
pub(crate) use token::Token;

use crate::client::Client;
use crate::credential::SecurityScheme;
use crate::error::Error;
use crate::request::Operation;
use grant::Grant;

/// One user's session with one server. Clones of a client share it.
pub(crate) struct Session {
    sign_in: &'static SignIn,
    scheme: &'static SecurityScheme,
    user: SecretString,
    password: SecretString,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    token: Option<Arc<Token>>,
    refresh_token: Option<SecretString>,
    /// The renewal under way. It is held by those who wait for it, goes on while one of them does, and stops with the
    /// last.
    renewal: Option<WeakShared<Renewal>>,
}

/// How long a call waits for a renewal while the token that there is is good.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(1);

/// What became of a renewal, for everyone who waited for it.
type Renewed = Result<Arc<Token>, Arc<Error>>;
type Renewal = Pin<Box<dyn Future<Output = Renewed> + Send>>;

impl Session {
    pub(crate) fn new(
        sign_in: &'static SignIn,
        scheme: &'static SecurityScheme,
        user: SecretString,
        password: SecretString,
    ) -> Self {
        Self { sign_in, scheme, user, password, state: Mutex::default() }
    }

    /// The token for a call: the one there is, or else that of a renewal.
    pub(crate) async fn token(self: &Arc<Self>, client: &Client) -> Renewed {
        let (renewal, current) = {
            let mut state = self.state();
            if let Some(token) = state.token.as_ref().filter(|token| !token.is_due()) {
                return Ok(Arc::clone(token));
            }
            let refresh_token = state.refresh_token.clone();
            (self.renewal(&mut state, client, refresh_token), state.token.clone())
        };
        // A renewal ahead of time that fails, or takes long, costs little while the token is good.
        match current.filter(|token| !token.is_expired()) {
            Some(good) => Ok(timeout(PATIENCE, renewal).await.ok().and_then(Result::ok).unwrap_or(good)),
            None => renewal.await,
        }
    }

    /// A newer token than one that the server refused; where another call has renewed it meanwhile, that one.
    pub(crate) async fn newer_than(self: &Arc<Self>, refused: &Arc<Token>, client: &Client) -> Renewed {
        self.forget(refused);
        self.token(client).await
    }

    /// Takes note that the server refused a token, for calls to come.
    pub(crate) fn forget(&self, refused: &Arc<Token>) {
        self.state().token.take_if(|token| Arc::ptr_eq(token, refused));
    }

    /// Asks for a token with user name and password, whatever tokens there are. Where a renewal is under way, waits for it.
    pub(crate) async fn sign_in(self: &Arc<Self>, client: &Client) -> Renewed {
        let renewal = self.renewal(&mut self.state(), client, None);
        renewal.await
    }

    /// Takes note that the server refused even a renewed token: the refresh token that gave it is worth nothing.
    pub(crate) fn distrust(&self, refused: &Arc<Token>) {
        let mut state = self.state();
        if state.token.as_ref().is_some_and(|token| Arc::ptr_eq(token, refused)) {
            state.refresh_token = None;
        }
    }

    /// The operation that signs in.
    pub(crate) fn operation(&self) -> &'static Operation {
        self.sign_in.operation
    }

    /// The renewal under way, or a new one.
    fn renewal(
        self: &Arc<Self>,
        state: &mut State,
        client: &Client,
        refresh_token: Option<SecretString>,
    ) -> Shared<Renewal> {
        if let Some(under_way) = state.renewal.as_ref().and_then(WeakShared::upgrade) {
            return under_way;
        }
        let renewal: Renewal = Box::pin(Arc::clone(self).renew(client.clone(), refresh_token));
        let renewal = renewal.shared();
        state.renewal = renewal.downgrade();
        renewal
    }

    async fn renew(self: Arc<Self>, client: Client, refresh_token: Option<SecretString>) -> Renewed {
        let granted = self.ask(&client, refresh_token).await;
        let mut state = self.state();
        // Whoever comes now asks anew, though others may still hold what became of this renewal.
        state.renewal = None;
        let (token, refresh_token) = granted.map_err(Arc::new)?;
        let token = Arc::new(token);
        state.token = Some(Arc::clone(&token));
        state.refresh_token = refresh_token;
        Ok(token)
    }

    /// Asks with the refresh token where there is one, and with user name and password where it is refused.
    async fn ask(
        &self,
        client: &Client,
        refresh_token: Option<SecretString>,
    ) -> Result<(Token, Option<SecretString>), Error> {
        if let Some(old) = refresh_token {
            match self.obtain(client, &Grant::RefreshToken(&old)).await {
                Ok((token, new)) => return Ok((token, new.or(Some(old)))),
                Err(error) if grant::is_refused(&error) => self.state().refresh_token = None,
                Err(error) => return Err(error),
            }
        }
        self.obtain(client, &Grant::Password { user: &self.user, password: &self.password }).await
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
