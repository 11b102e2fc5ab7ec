use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::super::example_value;
use crate::model::{Api, Parameter, Place, Property, Shape, Type, Writing};

/// What a value is, as a command line takes it.
struct Value {
    kind: &'static str,
    is_list: bool,
    values: Vec<String>,
}

/// The entry of a parameter.
pub(super) fn parameter(api: &Api, parameter: &Parameter) -> TokenStream {
    let Parameter { name, required, description, .. } = parameter;
    let place = match parameter.place {
        Place::Path => "Path",
        Place::Query => "Query",
        Place::Header => "Header",
        Place::Cookie => "Cookie",
        Place::Form => "Form",
        Place::Multipart => "Multipart",
    };
    let mut value = Value::of(api, &parameter.kind);
    let mut type_in_words = parameter.kind.in_words();
    let mut example = text(example_value::sent(api, one(&parameter.kind), name));
    if let Writing::Files(_) = parameter.writing {
        let is_list = matches!(parameter.kind, Type::List(_));
        value = Value { kind: "File", is_list, values: Vec::new() };
        type_in_words = if is_list { "list of files" } else { "file" }.to_owned();
        example = "contents.bin".to_owned();
    }
    let writing = writing(&parameter.writing);
    let place = format_ident!("{place}");
    entry(name, &place, *required, false, &value, &type_in_words, &writing, description, &example)
}

/// The entry of a property of a body.
pub(super) fn property(api: &Api, property: &Property) -> TokenStream {
    let Property { name, required, sensitive, description, .. } = property;
    let mut value = Value::of(api, &property.kind);
    let mut example = text(example_value::sent(api, one(&property.kind), name));
    if let Some(constant) = &property.constant {
        example = text(example_value::constant(constant));
        value.values = vec![example.clone()];
    }
    let words = property.kind.in_words();
    let place = format_ident!("Body");
    entry(name, &place, *required, *sensitive, &value, &words, &quote!(Writing::Plain), description, &example)
}

/// What one flag takes: of a list, an item.
fn one(kind: &Type) -> &Type {
    match kind {
        Type::List(item) => item,
        kind => kind,
    }
}

/// A value as a command line takes it.
pub(super) fn text(value: serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    }
}

#[allow(clippy::too_many_arguments, reason = "one for each field of the entry")]
fn entry(
    name: &str,
    place: &Ident,
    required: bool,
    sensitive: bool,
    value: &Value,
    type_in_words: &str,
    writing: &TokenStream,
    description: &str,
    example: &str,
) -> TokenStream {
    let Value { kind, is_list, values } = value;
    let kind = format_ident!("{kind}");
    quote! {
        FieldEntry {
            name: #name,
            place: Place::#place,
            required: #required,
            sensitive: #sensitive,
            kind: ValueKind::#kind,
            is_list: #is_list,
            type_in_words: #type_in_words,
            writing: #writing,
            values: &[#(#values),*],
            description: #description,
            example: #example,
        }
    }
}

fn writing(writing: &Writing) -> TokenStream {
    match writing {
        Writing::Plain => quote!(Writing::Plain),
        Writing::Styled { style, allow_reserved, allow_empty } => {
            let style = format_ident!("{style}");
            let reserved = allow_reserved.then(|| quote!(.allow_reserved()));
            let empty = allow_empty.then(|| quote!(.allow_empty()));
            quote!(Writing::Styled(Style::#style #reserved #empty))
        }
        Writing::Part(media_type) | Writing::Files(media_type) => {
            let media_type = super::optional(media_type.as_ref().map(|media_type| quote!(#media_type)));
            quote!(Writing::Part(#media_type))
        }
    }
}

impl Value {
    fn of(api: &Api, kind: &Type) -> Self {
        match kind {
            Type::List(item) => {
                let item = Self::of(api, item);
                let kind = if item.is_list { "Json" } else { item.kind };
                Self { kind, is_list: true, values: item.values }
            }
            Type::Nullable(inner) => Self::of(api, inner),
            Type::String | Type::DateTime | Type::Date | Type::Uuid => Self::one("Text"),
            Type::Integer(_) => Self::one("Integer"),
            Type::Number(_) => Self::one("Number"),
            Type::Boolean => Self::one("Boolean"),
            Type::Named(name) => match api.schema(name).map(|schema| &schema.shape) {
                Some(Shape::Enumeration(enumeration)) => {
                    let values = enumeration.variants.iter().map(|variant| variant.value.clone()).collect();
                    Self { kind: "Text", is_list: false, values }
                }
                _ => Self::one("Json"),
            },
            Type::Map(_) | Type::Any => Self::one("Json"),
        }
    }

    fn one(kind: &'static str) -> Self {
        Self { kind, is_list: false, values: Vec::new() }
    }
}
