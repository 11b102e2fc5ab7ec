use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::super::response;
use crate::media_type::Family;
use crate::model::{Operation, Response, StatusRange};

/// Name of the description of an operation.
pub(in crate::emit) fn static_name(operation: &Operation) -> Ident {
    format_ident!("{}", operation.constant)
}

/// What core needs to know of the operation.
pub(super) fn description(operation: &Operation) -> TokenStream {
    let name = static_name(operation);
    let literal = literal(operation);
    quote!(pub(crate) static #name: Operation = #literal;)
}

/// The same as a value, for where the module of the operation may be switched off.
pub(in crate::emit) fn literal(operation: &Operation) -> TokenStream {
    let http_method = format_ident!("{}", operation.http_method);
    let Operation { id, method, idempotent, .. } = operation;
    let path = encoded(&operation.path);
    let accept = accept(operation);
    let security = operation.security.iter().map(|schemes| quote!(&[#(#schemes),*]));
    let answers_with_body = !response::value(operation).is_nothing();
    let redirects = redirects(operation).into_iter().map(Literal::u16_unsuffixed);
    quote! {
        Operation {
            api: &API,
            id: #id,
            method_name: #method,
            http_method: Method::#http_method,
            path: #path,
            idempotent: #idempotent,
            accept: #accept,
            security: &[#(#security),*],
            answers_with_body: #answers_with_body,
            declared_redirects: &[#(#redirects),*],
        }
    }
}

/// The path with what no URL can have in it encoded (RFC 3986, section 3.3): core sends what is not in braces as it is.
fn encoded(path: &str) -> String {
    const TEXT: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'[').add(b'\\').add(b']').add(b'^');
    const TEXT_IN_PATH: &AsciiSet = &TEXT.add(b'`').add(b'{').add(b'|').add(b'}');
    let mut text = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?)))
    {
        text.extend(utf8_percent_encode(before, TEXT_IN_PATH));
        text.extend(["{", name, "}"]);
        rest = after;
    }
    text.extend(utf8_percent_encode(rest, TEXT_IN_PATH));
    text
}

/// The redirections that are declared as answers.
fn redirects(operation: &Operation) -> BTreeSet<u16> {
    /// Those that have a meaning (RFC 9110, section 15.4), of which `3XX` stands for each.
    const REDIRECTIONS: [u16; 8] = [300, 301, 302, 303, 304, 305, 307, 308];
    let declared = |response: &Response| match response.statuses {
        StatusRange::Only(status) if (300..400).contains(&status) => vec![status],
        StatusRange::Class(3) => REDIRECTIONS.to_vec(),
        _ => Vec::new(),
    };
    operation.responses.iter().flat_map(declared).collect()
}

/// The media types of all declared answers, successes first. A client that can decode an error asks for it too.
///
/// Of several kinds of JSON for one status the first is asked for, since a server that has both decides by the first
/// one anyway, and not every server says in its answer which it sent. What is streamed only when asked for is not asked
/// for here, nor is whatever the server likes, which might be that.
pub(in crate::emit) fn accept(operation: &Operation) -> String {
    let mut accepted: Vec<&str> = Vec::new();
    for response in response::answers(operation).into_iter().chain(&operation.responses) {
        let mut has_json = false;
        for media_type in response.bodies.iter().flat_map(|body| &body.media_types) {
            let is_json = Family::of(media_type) == Family::Json;
            let is_further_json = is_json && has_json;
            has_json |= is_json;
            if !is_further_json && !accepted.contains(&media_type.as_str()) {
                accepted.push(media_type);
            }
        }
    }
    if accepted.len() > 1 && !response::item_streams(operation).is_empty() {
        accepted.retain(|media_type| Family::of(media_type) != Family::Any);
    }
    if accepted.is_empty() { "*/*".to_owned() } else { accepted.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_written_as_a_url_has_it_but_for_the_names_of_its_parameters() {
        for (path, expected) in [
            ("/users('{id}')/a%20b", "/users('{id}')/a%20b"),
            ("/odd path/é/{we ird}/\"<|>^`\\", "/odd%20path/%C3%A9/{we ird}/%22%3C%7C%3E%5E%60%5C"),
            ("/{a}.{日本}/}{", "/{a}.{日本}/%7D%7B"),
            ("/a+b@c!$&'()*,;=:~", "/a+b@c!$&'()*,;=:~"),
        ] {
            assert_eq!(encoded(path), expected);
        }
    }
}
