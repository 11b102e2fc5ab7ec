use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::sign_in;
use crate::model::{Api, Placement, SecurityScheme};
use crate::prose;

/// `src/client.rs`: the client, its builder, and what core needs to know of the API.
pub(super) fn emit(api: &Api) -> TokenStream {
    let (name, prefix) = (&api.name, api.usual_prefix());
    let default_base_url = match api.default_base_url() {
        Some(url) => quote!(Some(#url)),
        None => quote!(None),
    };
    let schemes = api.security_schemes.iter().map(scheme);
    let own = api.security_schemes.iter().filter(|scheme| scheme.credential_of.is_none());
    let credentials = own.map(|scheme| credential(api, scheme));
    let client_docs = prose::docs(&client_docs(api));
    let builder_docs = prose::docs(&builder_docs(api));
    let imports = (!api.security_schemes.is_empty()).then(|| {
        let secret = quote!(
            use switchboard_core::generated::{Credential, Placement, SecretString, SecurityScheme};
        );
        quote!(#secret)
    });
    let sign_in_imports = sign_in::imports(api);
    let sign_in_statics =
        api.sign_ins().map(|(scheme, sign_in, operation)| sign_in::description(scheme, sign_in, operation));
    let sign_in_settings = api.sign_ins().map(|(scheme, sign_in, _)| sign_in::setting(scheme, sign_in));
    let sign_in_methods = api.sign_ins().map(|(scheme, sign_in, _)| sign_in::method(scheme, sign_in));
    quote! {
        use switchboard_core::generated::{self, Api};
        #imports
        #sign_in_imports
        use switchboard_core::Error;

        pub(crate) static API: Api = Api {
            name: #name,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
            default_base_url: #default_base_url,
            usual_prefix: #prefix,
            security_schemes: &[#(#schemes),*],
        };

        #(#sign_in_statics)*

        #client_docs
        #[derive(Clone, Debug)]
        pub struct Client {
            #[allow(dead_code, reason = "read by operations, whose features may all be off")]
            pub(crate) core: generated::Client,
        }

        impl Client {
            /// Begins to build a client.
            pub fn builder() -> ClientBuilder {
                ClientBuilder { core: generated::Client::builder(&API) }
            }

            #(#sign_in_methods)*
        }

        #builder_docs
        #[derive(Clone, Debug)]
        #[must_use = "a builder does nothing until `build` is called"]
        pub struct ClientBuilder {
            core: generated::ClientBuilder,
        }

        switchboard_core::client_options!(ClientBuilder);

        impl ClientBuilder {
            #(#credentials)*

            #(#sign_in_settings)*

            /// Checks what was given and builds the client. Nothing is sent.
            ///
            /// # Errors
            /// Where the base URL, a credential or a certificate cannot be used; the message says why.
            pub fn build(self) -> Result<Client, Error> {
                Ok(Client { core: self.core.build()? })
            }
        }
    }
}

fn scheme(scheme: &SecurityScheme) -> TokenStream {
    let name = &scheme.name;
    let placement = match &scheme.placement {
        Placement::Header(name) => quote!(Placement::Header(#name)),
        Placement::Query(name) => quote!(Placement::Query(#name)),
        Placement::Cookie(name) => quote!(Placement::Cookie(#name)),
        Placement::Bearer => quote!(Placement::Bearer),
        Placement::Basic => quote!(Placement::Basic),
    };
    quote!(SecurityScheme { name: #name, placement: #placement })
}

/// The builder's method that takes a credential, for this scheme and those that carry the same.
fn credential(api: &Api, scheme: &SecurityScheme) -> TokenStream {
    let others: Vec<&SecurityScheme> =
        api.security_schemes.iter().filter(|other| other.credential_of.as_ref() == Some(&scheme.name)).collect();
    let (name, method) = (&scheme.name, format_ident!("{}", scheme.method));
    let places: Vec<String> =
        std::iter::once(scheme).chain(others.iter().copied()).map(|scheme| scheme.placement.in_words()).collect();
    let sent = format!("Sent in the {}, where an operation asks for it.", places.join(", and in the "));
    let sent = if others.is_empty() { sent.replace(", where an operation asks for it", "") } else { sent };
    let docs = prose::docs(format!("{}\n\n{sent}", prose::tame(&scheme.description)).trim_start());
    if scheme.placement == Placement::Basic {
        return quote! {
            #docs
            pub fn #method(mut self, user: impl Into<SecretString>, password: impl Into<SecretString>) -> Self {
                let credential = Credential::UserPassword { user: user.into(), password: password.into() };
                self.core = self.core.credential(#name, credential);
                self
            }
        };
    }
    let others: Vec<&String> = others.iter().map(|scheme| &scheme.name).collect();
    let (secret, token) = match others.is_empty() {
        true => (None, quote!(secret.into())),
        false => (Some(quote!(let secret = secret.into();)), quote!(secret)),
    };
    quote! {
        #docs
        pub fn #method(mut self, secret: impl Into<SecretString>) -> Self {
            #secret
            #(self.core = self.core.credential(#others, Credential::Token(secret.clone()));)*
            self.core = self.core.credential(#name, Credential::Token(#token));
            self
        }
    }
}

fn client_docs(api: &Api) -> String {
    format!(
        "A client of {}. Clones are cheap and share connections.\n\n\
         Each operation is a method that takes what the operation requires, and gives a call on which optional \
         parameters are set before `.send().await`.",
        prose::cell(&api.title)
    )
}

fn builder_docs(api: &Api) -> String {
    let mut docs = "Collects what a [`Client`] is built from.\n".to_owned();
    if let Some(url) = api.default_base_url() {
        docs += &format!("\nThe base URL is {} unless [`base_url`](Self::base_url) says otherwise.", prose::code(url));
    }
    if !api.servers.is_empty() {
        docs += " The API's document names:\n\n| base URL | |\n|---|---|\n";
        for (url, description) in &api.servers {
            docs += &format!("| {} | {} |\n", prose::code_in_cell(url), prose::cell(description));
        }
    }
    docs
}
