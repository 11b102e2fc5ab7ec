//! Lists that come in pages: how a call walks through them, and what core needs to know for it.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::super::response;
use super::super::type_path::type_path;
use crate::model::{FieldPath, Operation, PageEnd, PageStyle, Pagination, Step, Type};
use crate::prose;

/// The methods that walk through the list, and the description of its pages.
pub(super) fn emit(operation: &Operation) -> Option<(TokenStream, TokenStream)> {
    let pagination = operation.pagination.as_ref()?;
    Some((methods(operation, pagination), description(operation, pagination)))
}

fn methods(operation: &Operation, pagination: &Pagination) -> TokenStream {
    let constant = format_ident!("{}", operation.pages_constant);
    let (page, item) = (type_path(&pagination.page), type_path(&pagination.item));
    let error = response::error_type(operation);
    let size = pagination.size_parameter.as_ref().and_then(|size| {
        let parameter = operation.parameters.iter().find(|parameter| parameter.name == *size && !parameter.required)?;
        Some(format!(" [`{0}`](Self::{0}) sets how many come at once.", parameter.rust_name))
    });
    let docs = prose::docs(&format!(
        "The pages of the list, from the one that this call asks for: a stream that asks for a page when it is polled \
         for one. Options of the call hold for each page.{}\n\n{}",
        size.unwrap_or_default(),
        walk(pagination)
    ));
    quote! {
        #docs
        pub fn pages(self) -> Pages<#page, #error> {
            Pages::new(self.call, &#constant)
        }

        /// What is on the [`pages`](Self::pages) of the list, one by one.
        pub fn items(self) -> Items<#item, #error> {
            Items::new(self.call, &#constant)
        }
    }
}

/// What ends the list, and what the document says of walking through it.
pub(in crate::emit) fn walk(pagination: &Pagination) -> String {
    let ends: Vec<&str> = pagination.ends.iter().map(|end| end_in_words(*end, pagination)).collect();
    let ends = match ends.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [others @ .., last] => format!("{}, or {last}", others.join(", ")),
    };
    let twice = match pagination.style {
        PageStyle::Cursor(_) => " A cursor that comes a second time is an error.",
        PageStyle::Number(..) => "",
    };
    format!("The list ends {ends}.{twice}\n\n{}", prose::tame(&pagination.description)).trim_end().to_owned()
}

fn end_in_words(end: PageEnd, pagination: &Pagination) -> &'static str {
    match end {
        PageEnd::NoCursor => "with a page that names no next one",
        PageEnd::EmptyPage => "with a page without items",
        PageEnd::ShortPage => "with a page of fewer items than it has room for",
        PageEnd::RepeatedPage if pagination.number.is_some() => {
            "before an answer that is another page than the one asked for"
        }
        PageEnd::RepeatedPage => "before an answer that repeats the page before",
    }
}

fn description(operation: &Operation, pagination: &Pagination) -> TokenStream {
    let constant = format_ident!("{}", operation.pages_constant);
    let (page, item) = (type_path(&pagination.page), type_path(&pagination.item));
    let rules = rules(pagination);
    let count = count(&pagination.items);
    let cursor = pagination.cursor.as_ref().map_or_else(|| quote!(None), text);
    let number = pagination.number.as_ref().map_or_else(|| quote!(None), integer);
    let size = pagination.size.as_ref().map_or_else(|| quote!(None), integer);
    let items = items(&pagination.items);
    let error = response::error_type(operation);
    let error_decoder = response::error_decoder(operation);
    quote! {
        static #constant: Pagination<#page, #item, #error> = Pagination {
            rules: #rules,
            decode: decode::json,
            info: |page| PageInfo { items: #count, cursor: #cursor, number: #number, size: #size },
            items: |page| #items,
            api_error: #error_decoder,
        };
    }
}

/// How pages follow each other.
pub(in crate::emit) fn rules(pagination: &Pagination) -> TokenStream {
    let style = match &pagination.style {
        PageStyle::Cursor(parameter) => quote!(PageStyle::Cursor { parameter: #parameter }),
        PageStyle::Number(parameter, first) => {
            let first = Literal::i64_unsuffixed(*first);
            quote!(PageStyle::Number { parameter: #parameter, first: #first })
        }
    };
    let ends = pagination.ends.iter().map(|end| {
        let name = format_ident!("{}", end.names().1);
        quote!(PageEnd::#name)
    });
    quote!(PageRules { style: #style, ends: &[#(#ends),*] })
}

/// A field as an expression reaches it.
enum Reached {
    /// A place whose value is always there.
    Value(TokenStream),
    /// A place that holds an `Option`.
    Optional(TokenStream),
    /// An `Option` of a reference.
    Borrowed(TokenStream),
}

impl Reached {
    /// Follows the path from `page`, a reference.
    fn by(path: &FieldPath) -> Self {
        path.steps.iter().fold(Self::Value(quote!(page)), Self::step)
    }

    fn step(self, Step { field, optional, .. }: &Step) -> Self {
        let field = format_ident!("{field}");
        match (self, optional) {
            (Self::Value(place), false) => Self::Value(quote!(#place.#field)),
            (Self::Value(place), true) => Self::Optional(quote!(#place.#field)),
            (reached, optional) => {
                let above = reached.borrowed();
                Self::Borrowed(match optional {
                    false => quote!(#above.map(|above| &above.#field)),
                    true => quote!(#above.and_then(|above| above.#field.as_ref())),
                })
            }
        }
    }

    fn borrowed(self) -> TokenStream {
        match self {
            Self::Value(place) => quote!(Some(&#place)),
            Self::Optional(place) => quote!(#place.as_ref()),
            Self::Borrowed(expression) => expression,
        }
    }
}

/// How many items there are: `usize`.
fn count(path: &FieldPath) -> TokenStream {
    match Reached::by(path) {
        Reached::Value(place) => quote!(#place.len()),
        reached => {
            let items = reached.borrowed();
            quote!(#items.map_or(0, Vec::len))
        }
    }
}

/// The items, taken out of the page: `Vec<I>`.
fn items(path: &FieldPath) -> TokenStream {
    let (expression, optional) = path.steps.iter().fold((quote!(page), false), |(above, above_optional), step| {
        let field = format_ident!("{}", step.field);
        let expression = match (above_optional, step.optional) {
            (false, _) => quote!(#above.#field),
            (true, false) => quote!(#above.map(|above| above.#field)),
            (true, true) => quote!(#above.and_then(|above| above.#field)),
        };
        (expression, above_optional || step.optional)
    });
    if optional { quote!(#expression.unwrap_or_default()) } else { expression }
}

/// The cursor of the next page: `Option<String>`.
fn text(path: &FieldPath) -> TokenStream {
    let is_text = path.kind == Type::String;
    match Reached::by(path) {
        Reached::Value(place) if is_text => quote!(Some(#place.clone())),
        Reached::Value(place) => quote!(Some(#place.to_string())),
        Reached::Optional(place) if is_text => quote!(#place.clone()),
        Reached::Borrowed(expression) if is_text => quote!(#expression.cloned()),
        reached => {
            let cursor = reached.borrowed();
            quote!(#cursor.map(ToString::to_string))
        }
    }
}

/// A number or a size: `Option<i64>`.
fn integer(path: &FieldPath) -> TokenStream {
    let Type::Integer(kind) = path.kind else { return quote!(None) };
    let number = match Reached::by(path) {
        Reached::Value(place) => {
            return match kind {
                "i64" => quote!(Some(#place)),
                "u64" => quote!(i64::try_from(#place).ok()),
                _ => quote!(Some(i64::from(#place))),
            };
        }
        Reached::Optional(place) => place,
        Reached::Borrowed(expression) => quote!(#expression.copied()),
    };
    match kind {
        "i64" => number,
        "u64" => quote!(#number.and_then(|number| i64::try_from(number).ok())),
        _ => quote!(#number.map(i64::from)),
    }
}
