use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::example_value;
use super::field;
use crate::model::{Api, Body, Content, Property, Shape, Type};

/// The entry of a body.
pub(super) fn emit(api: &Api, body: &Body) -> TokenStream {
    let Body { required, media_type, description, .. } = body;
    let (form, type_in_words) = match &body.content {
        Content::Json(kind) if is_text(api, kind) => ("JsonText", kind.in_words()),
        Content::Json(kind) => ("Json", kind.in_words()),
        Content::Form(kind) => ("Form", kind.in_words()),
        Content::Multipart(kind) => ("Multipart", kind.in_words()),
        Content::FormFields => ("FormFields", "form".to_owned()),
        Content::MultipartFields => ("MultipartFields", "form".to_owned()),
        Content::Text => ("Text", "text".to_owned()),
        Content::Bytes => ("Bytes", "bytes".to_owned()),
    };
    let form = format_ident!("{form}");
    let properties = body.content.value().map_or(&[][..], |kind| properties(api, kind));
    let settable = properties.iter().filter(|property| !property.read_only);
    let (constants, fields): (Vec<_>, Vec<_>) = settable.partition(|property| is_said_already(property));
    let fields = fields.into_iter().map(|property| field::property(api, property));
    let constants = constants.into_iter().filter_map(|Property { name, constant, .. }| {
        let json = example_value::constant(constant.as_ref()?).to_string();
        Some(quote!((#name, #json)))
    });
    let example = match &body.content {
        Content::Json(kind) if is_text(api, kind) => field::text(example_value::sent(api, kind, "hello")),
        Content::Json(kind) | Content::Form(kind) | Content::Multipart(kind) => {
            example_value::sent(api, kind, "text").to_string()
        }
        Content::Text => "hello".to_owned(),
        Content::Bytes => "@contents.bin".to_owned(),
        Content::FormFields | Content::MultipartFields => String::new(),
    };
    quote! {
        BodyEntry {
            form: BodyForm::#form,
            required: #required,
            media_type: #media_type,
            type_in_words: #type_in_words,
            fields: &[#(#fields),*],
            constants: &[#(#constants),*],
            description: #description,
            example: #example,
        }
    }
}

/// Whether a property has to be there and has only one value, so that nobody need give it.
fn is_said_already(property: &Property) -> bool {
    property.required && !property.nullable && property.constant.is_some()
}

/// Whether a value of this type is a JSON string.
fn is_text(api: &Api, kind: &Type) -> bool {
    match kind {
        Type::String | Type::DateTime | Type::Date | Type::Uuid => true,
        Type::Named(name) => api.schema(name).is_some_and(|schema| schema.enumeration().is_some()),
        _ => false,
    }
}

/// The properties of an object; nothing of any other type can be set one by one.
fn properties<'a>(api: &'a Api, kind: &Type) -> &'a [Property] {
    match kind {
        Type::Named(name) => match api.schema(name) {
            Some(schema) if matches!(schema.shape, Shape::Object(_)) => schema.properties(),
            _ => &[],
        },
        Type::Nullable(inner) => properties(api, inner),
        _ => &[],
    }
}
