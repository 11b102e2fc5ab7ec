use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::in_types;
use crate::model::{Constant, Object, Property, Schema, Type};
use crate::names::snake;
use crate::prose;

/// Above this many required fields a constructor's arguments are easily swapped, and a struct names them.
const CONSTRUCTOR_ARGUMENTS: usize = 5;

/// A field as it is emitted.
struct Field<'a> {
    name: Ident,
    wire: &'a str,
    kind: TokenStream,
    docs: TokenStream,
    /// Whether a constructor takes anything that becomes a `String`.
    is_text: bool,
    /// Whether it may be left out; one that must be there but may be null is not.
    is_optional: bool,
    /// Whether it tells null from being left out.
    is_clearable: bool,
    is_flattened: bool,
    is_sensitive: bool,
    /// The one value that it is known to have, where a constructor can give it.
    constant: Option<TokenStream>,
}

/// A struct that can grow: `non_exhaustive`, every field public and documented, with a constructor from what it needs.
pub(super) fn emit(schema: &Schema, object: &Object) -> Vec<TokenStream> {
    let name = format_ident!("{}", schema.name);
    let fields = fields(schema, object);
    let docs = prose::docs_or(&schema.description, &format!("The schema `{name}`."));
    let rename_all = (fields.iter().any(Field::needs_rename) && fields.iter().all(Field::is_camel_case))
        .then(|| quote!(#[serde(rename_all = "camelCase")]));
    let definitions = fields.iter().map(|field| field.definition(rename_all.is_some()));
    let default = fields.iter().all(|field| field.is_optional || field.is_flattened).then(|| quote!(, Default));
    let is_sensitive = fields.iter().any(|field| field.is_sensitive);
    let debug = (!is_sensitive).then(|| quote!(Debug,));
    let definition = quote! {
        #docs
        #[derive(Clone, #debug PartialEq, Serialize, Deserialize #default)]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        #rename_all
        #[non_exhaustive]
        pub struct #name { #(#definitions)* }
    };
    let own_debug = is_sensitive.then(|| redacting_debug(&name, &fields));
    let candidate = schema.compared.then(|| candidate(&name, object));
    let mut items = vec![definition];
    items.extend(construction(&name, &schema.fields_name, &fields));
    items.extend(own_debug);
    items.extend(candidate);
    items
}

/// The fields in the document's order; what collects unknown properties comes last.
fn fields<'a>(schema: &Schema, object: &'a Object) -> Vec<Field<'a>> {
    let further = object.further.as_ref().map(|kind| {
        let kind = in_types(kind);
        Field {
            name: format_ident!("extra"),
            wire: "",
            kind: quote!(std::collections::BTreeMap<String, #kind>),
            docs: prose::docs("Properties that this version does not know."),
            is_text: false,
            is_optional: false,
            is_clearable: false,
            is_flattened: true,
            is_sensitive: false,
            constant: None,
        }
    });
    object.properties.iter().map(|property| Field::new(schema, property)).chain(further).collect()
}

impl<'a> Field<'a> {
    fn new(schema: &Schema, property: &'a Property) -> Self {
        let is_clearable = schema.sent && property.nullable && !property.required;
        let plain = in_types(&property.kind);
        let plain = if property.boxed { quote!(Box<#plain>) } else { plain };
        let kind = match (property.required && !property.nullable, is_clearable) {
            (true, _) => plain,
            (false, false) => quote!(Option<#plain>),
            (false, true) => quote!(Option<switchboard_core::Nullable<#plain>>),
        };
        let is_text = property.required && !property.nullable && property.kind == Type::String;
        Self {
            name: format_ident!("{}", property.field),
            wire: &property.name,
            kind,
            docs: prose::docs_or(&property.description, &format!("{}.", prose::code(&property.name))),
            is_text,
            is_optional: !property.required,
            is_clearable,
            is_flattened: false,
            is_sensitive: property.sensitive,
            constant: constant(property),
        }
    }

    fn needs_rename(&self) -> bool {
        !self.is_flattened && self.name != self.wire
    }

    /// Whether serde's `camelCase` turns the field's name into the name on the wire.
    fn is_camel_case(&self) -> bool {
        let mut camel = String::new();
        let mut capital = false;
        for letter in self.name.to_string().chars() {
            match (letter, capital) {
                ('_', _) => capital = true,
                (letter, true) => {
                    camel.push(letter.to_ascii_uppercase());
                    capital = false;
                }
                (letter, false) => camel.push(letter),
            }
        }
        self.is_flattened || camel == self.wire && camel.starts_with(|first: char| first.is_ascii())
    }

    fn definition(&self, renamed_all: bool) -> TokenStream {
        let (name, kind, docs, wire) = (&self.name, &self.kind, &self.docs, &self.wire);
        let rename = (self.needs_rename() && !renamed_all).then(|| quote!(#[serde(rename = #wire)]));
        let skip = self.is_optional.then(|| quote!(#[serde(skip_serializing_if = "Option::is_none")]));
        // serde reads null into any `Option` as `None`, as if the field were absent.
        let clear = self
            .is_clearable
            .then(|| quote!(#[serde(default, deserialize_with = "switchboard_core::generated::deserialize_nullable")]));
        let flatten = self.is_flattened.then(|| quote!(#[serde(flatten)]));
        quote! {
            #docs
            #rename
            #skip
            #clear
            #flatten
            pub #name: #kind,
        }
    }

    /// The field as a constructor leaves it that is not given it.
    fn unset(&self) -> TokenStream {
        let name = &self.name;
        match &self.constant {
            Some(constant) => quote!(#name: #constant),
            None if self.is_optional => quote!(#name: None),
            None => quote!(#name: Default::default()),
        }
    }

    /// What a constructor takes for the field, and how it sets it.
    fn argument(&self) -> (TokenStream, TokenStream) {
        let (name, kind) = (&self.name, &self.kind);
        match self.is_text {
            true => (quote!(impl Into<String>), quote!(#name: #name.into())),
            false => (quote!(#kind), quote!(#name)),
        }
    }

    fn is_given(&self) -> bool {
        !self.is_optional && !self.is_flattened && self.constant.is_none()
    }
}

/// The one value of a property that is always there, so that a constructor need not be given it.
fn constant(property: &Property) -> Option<TokenStream> {
    let constant = property.constant.as_ref().filter(|_| property.required && !property.nullable)?;
    match (constant, &property.kind) {
        (Constant::Text(text), Type::String) => Some(quote!(#text.to_owned())),
        (Constant::Flag(flag), Type::Boolean) => Some(quote!(#flag)),
        (Constant::Integer(number), Type::Integer(_)) => {
            let number = Literal::i64_unsuffixed(*number);
            Some(quote!(#number))
        }
        _ => None,
    }
}

/// A constructor from the required fields; above five, one that takes them as a struct of their own, by name.
fn construction(name: &Ident, fields_name: &str, fields: &[Field<'_>]) -> Vec<TokenStream> {
    let (required, others): (Vec<_>, Vec<_>) = fields.iter().partition(|field| field.is_given());
    let rest: Vec<_> = others.iter().map(|field| field.unset()).collect();
    let has_constants = others.iter().any(|field| field.constant.is_some());
    if required.is_empty() {
        let body = if has_constants { quote!(Self { #(#rest),* }) } else { quote!(Self::default()) };
        let default = has_constants.then(|| {
            quote! {
                impl Default for #name {
                    fn default() -> Self {
                        Self::new()
                    }
                }
            }
        });
        let new = quote! {
            impl #name {
                /// One in which nothing is set.
                #[must_use]
                pub fn new() -> Self {
                    #body
                }
            }
        };
        return std::iter::once(new).chain(default).collect();
    }
    if required.len() > CONSTRUCTOR_ARGUMENTS {
        return named_construction(name, fields_name, &required, &rest);
    }
    let names: Vec<_> = required.iter().map(|field| &field.name).collect();
    let (kinds, values): (Vec<_>, Vec<_>) = required.iter().map(|field| field.argument()).unzip();
    vec![quote! {
        impl #name {
            /// One of what is always there; set the other fields afterwards.
            #[must_use]
            pub fn new(#(#names: #kinds),*) -> Self {
                Self { #(#values,)* #(#rest),* }
            }
        }
    }]
}

/// `Name::new(NameFields { .. })`: a missing field is a compile error, and no two arguments can be swapped.
fn named_construction(
    name: &Ident,
    fields_name: &str,
    required: &[&Field<'_>],
    rest: &[TokenStream],
) -> Vec<TokenStream> {
    let fields_name = format_ident!("{fields_name}");
    let names: Vec<_> = required.iter().map(|field| &field.name).collect();
    let kinds = required.iter().map(|field| &field.kind);
    let field_docs = required.iter().map(|field| &field.docs);
    let docs = prose::docs(&format!("What a [`{name}`] cannot be without; see [`{name}::new`]."));
    let new = quote! {
        impl #name {
            /// One of what is always there, each by name; set the other fields afterwards.
            #[must_use]
            pub fn new(fields: #fields_name) -> Self {
                Self { #(#names: fields.#names,)* #(#rest),* }
            }
        }
    };
    let fields = quote! {
        #docs
        #[derive(Clone)]
        pub struct #fields_name { #(#field_docs pub #names: #kinds,)* }
    };
    vec![new, fields]
}

/// A `Debug` that leaves sensitive values out.
fn redacting_debug(name: &Ident, fields: &[Field<'_>]) -> TokenStream {
    let text = name.to_string();
    let shown = fields.iter().map(|field| {
        let (ident, label) = (&field.name, snake(&field.name.to_string()));
        if field.is_sensitive { quote!(.field(#label, &"[redacted]")) } else { quote!(.field(#label, &self.#ident)) }
    });
    quote! {
        impl std::fmt::Debug for #name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.debug_struct(#text) #(#shown)* .finish()
            }
        }
    }
}

/// What tells the type from the others of a union.
fn candidate(name: &Ident, object: &Object) -> TokenStream {
    let required = object.properties.iter().filter(|property| property.required).map(|property| &property.name);
    let optional = object.properties.iter().filter(|property| !property.required).map(|property| &property.name);
    let constants = object.properties.iter().filter_map(|property| {
        let name = &property.name;
        let value = match property.constant.as_ref()? {
            Constant::Text(text) => quote!(#text),
            Constant::Integer(number) => quote!(#number),
            Constant::Flag(flag) => quote!(#flag),
        };
        Some(quote!(#name = #value))
    });
    let enums = object.properties.iter().filter(|property| property.is_enum).map(|property| {
        let (name, kind) = (&property.name, in_types(&property.kind));
        quote!(#name: #kind)
    });
    quote! {
        switchboard_core::candidate! {
            #name {
                required: [#(#required),*], optional: [#(#optional),*],
                constants: [#(#constants),*], enums: [#(#enums),*]
            }
        }
    }
}
