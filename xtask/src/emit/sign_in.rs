//! Signing in: what core needs to know to do it, and the two methods that users meet.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::operations;
use crate::model::{Api, Operation, SecurityScheme, SignIn, TokenLifetime};
use crate::prose;

pub(super) fn imports(api: &Api) -> Option<TokenStream> {
    api.sign_ins().next().map(|_| {
        quote!(
            use switchboard_core::generated::{Method, Operation, SignIn, SignInAnswer, SignInRequest, TokenLifetime};
        )
    })
}

/// What core needs to know. The operation is described anew: its own module may be switched off.
pub(super) fn description(scheme: &SecurityScheme, sign_in: &SignIn, operation: &Operation) -> TokenStream {
    let (constant, name) = (constant(sign_in), &scheme.name);
    let operation = operations::literal(operation);
    let SignIn { user, password, token, .. } = sign_in;
    let (refresh_token, new_refresh_token) = (optional(&sign_in.refresh_token), optional(&sign_in.new_refresh_token));
    let lifetime = match &sign_in.lifetime {
        TokenLifetime::Unknown => quote!(TokenLifetime::Unknown),
        TokenLifetime::Jwt => quote!(TokenLifetime::Jwt),
        TokenLifetime::Times { issued, expires } => {
            quote!(TokenLifetime::Times { issued: #issued, expires: #expires })
        }
    };
    quote! {
        pub(crate) static #constant: SignIn = SignIn {
            scheme: #name,
            operation: &#operation,
            request: SignInRequest { user: #user, password: #password, refresh_token: #refresh_token },
            answer: SignInAnswer { token: #token, refresh_token: #new_refresh_token, lifetime: #lifetime },
        };
    }
}

/// The builder's method that takes user name and password.
pub(super) fn setting(scheme: &SecurityScheme, sign_in: &SignIn) -> TokenStream {
    let (constant, method) = (constant(sign_in), format_ident!("{}", sign_in.method));
    let docs = prose::docs(&setting_docs(scheme, sign_in));
    quote! {
        #docs
        pub fn #method(mut self, user: impl Into<SecretString>, password: impl Into<SecretString>) -> Self {
            self.core = self.core.sign_in(&#constant, user.into(), password.into());
            self
        }
    }
}

fn setting_docs(scheme: &SecurityScheme, sign_in: &SignIn) -> String {
    let renewed = match (&sign_in.lifetime, &sign_in.refresh_token) {
        (TokenLifetime::Unknown, _) => "The token is used until the server refuses it.",
        (_, None) => {
            "A minute before the token expires, or a tenth of its life where that is less, the next call signs in anew."
        }
        (_, Some(_)) => {
            "A minute before the token expires, or a tenth of its life where that is less, the next call renews it: by \
             the refresh token, where the server gave one and still takes it, else by user name and password."
        }
    };
    format!(
        "Signs in with this user name and password, in place of a token given to [`{0}`](Self::{0}).\n\n\
         Nothing is sent before a call needs it; [`Client::{1}`] does it earlier. {renewed} A call that the server \
         answers with 401 is sent once more, with a new token. One request is made for all calls that wait for a token, \
         and the limit of each call counts for signing in too.\n\n\
         User name, password and token are kept in memory, never on disk, shared by all clones of the client, and \
         printed nowhere. Where signing in fails, so does the call: \
         [`Error::is_sign_in`](switchboard_core::Error::is_sign_in) tells, and the next call tries again.",
        scheme.method, sign_in.method
    )
}

/// The client's method that signs in at once.
pub(super) fn method(scheme: &SecurityScheme, sign_in: &SignIn) -> TokenStream {
    let (name, method) = (&scheme.name, format_ident!("{}", sign_in.method));
    let docs = prose::docs(&format!(
        "Signs in now, with the user name and the password given to [`ClientBuilder::{}`], whether or not there is a \
         token already: to learn early whether they are right. Calls do it by themselves.\n\n\
         # Errors\n\
         Where none were given to the builder, or signing in failed; \
         [`sign_in_failure`](switchboard_core::Error::sign_in_failure) says why.",
        sign_in.method
    ));
    quote! {
        #docs
        pub async fn #method(&self) -> Result<(), Error> {
            self.core.sign_in(#name).await
        }
    }
}

fn constant(sign_in: &SignIn) -> Ident {
    format_ident!("{}", sign_in.method.to_ascii_uppercase())
}

fn optional(place: &Option<String>) -> TokenStream {
    match place {
        Some(place) => quote!(Some(#place)),
        None => quote!(None),
    }
}
