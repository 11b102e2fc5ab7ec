use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{Api, Placement, SecurityScheme};

/// The entries of the schemes that have a credential of their own.
pub(super) fn emit(api: &Api) -> Vec<TokenStream> {
    let own = || api.security_schemes.iter().filter(|scheme| scheme.credential_of.is_none());
    own().map(|scheme| entry(api, scheme, &setting(scheme, own()))).collect()
}

/// What a configuration calls the credential: a bearer token is a `token`, unless there are two kinds.
fn setting<'a>(scheme: &SecurityScheme, own: impl Iterator<Item = &'a SecurityScheme> + Clone) -> String {
    let is_only = |kind: &Placement| own.clone().filter(|other| other.placement == *kind).count() == 1;
    let is_taken = |name: &str| own.clone().any(|other| other.method == name && other.name != scheme.name);
    match scheme.placement {
        Placement::Bearer if is_only(&scheme.placement) && !is_taken("token") => "token".to_owned(),
        Placement::Basic if is_only(&scheme.placement) && !is_taken("basic") => "basic".to_owned(),
        _ => scheme.method.replace('_', "-"),
    }
}

fn entry(api: &Api, scheme: &SecurityScheme, setting: &str) -> TokenStream {
    let SecurityScheme { name, description, .. } = scheme;
    let others = api.security_schemes.iter().filter(|other| other.credential_of.as_ref() == Some(name));
    let others = others.map(|other| &other.name);
    let sign_in = super::optional(scheme.sign_in.as_ref().map(|sign_in| {
        let constant = format_ident!("{}", sign_in.method.to_ascii_uppercase());
        quote!(&#constant)
    }));
    let sign_in_setting = scheme.sign_in.as_ref().map_or("", |sign_in| sign_in.method.as_str());
    let sign_in_setting = sign_in_setting.trim_start_matches("sign_in").trim_start_matches('_').replace('_', "-");
    quote! {
        SchemeEntry {
            name: #name,
            others: &[#(#others),*],
            setting: #setting,
            description: #description,
            sign_in: #sign_in,
            sign_in_setting: #sign_in_setting,
        }
    }
}
