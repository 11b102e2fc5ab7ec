use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Fields, Ident, ItemStruct, LitStr, Type, parse_quote};

use super::super::simplify::{argument_of, simplify};
use crate::model::{Api, Property, Schema};
use crate::names::snake;
use crate::prose;

/// Above this many required fields a constructor's arguments are easily swapped, and a builder names them.
const CONSTRUCTOR_ARGUMENTS: usize = 5;

/// A field as it is emitted.
struct Field {
    name: Ident,
    wire: String,
    kind: Type,
    docs: TokenStream,
    /// Whether it may be left out; one that must be there but may be null is not.
    is_optional: bool,
    /// Whether it tells null from being left out.
    is_clearable: bool,
    is_flattened: bool,
    is_sensitive: bool,
}

/// A struct that can grow: `non_exhaustive`, every field public and documented, with a constructor from what it needs.
pub(super) fn emit(api: &Api, item: ItemStruct) -> TokenStream {
    let name = item.ident.clone();
    let schema = api.schema(&name.to_string());
    let fields = fields(item, schema);
    let docs = prose::docs_or(schema.map_or("", |schema| &schema.description), &format!("The schema `{name}`."));
    let rename_all = (fields.iter().any(|field| field.needs_rename()) && fields.iter().all(Field::is_camel_case))
        .then(|| quote!(#[serde(rename_all = "camelCase")]));
    let definitions = fields.iter().map(|field| field.definition(rename_all.is_some()));
    let default = fields.iter().all(|field| field.is_optional || field.is_flattened).then(|| quote!(, Default));
    let is_sensitive = fields.iter().any(|field| field.is_sensitive);
    let debug = (!is_sensitive).then(|| quote!(Debug,));
    let own_debug = is_sensitive.then(|| redacting_debug(&name, &fields));
    let fields_name = schema.map_or_else(|| format!("{name}Fields"), |schema| schema.fields_name.clone());
    let construction = construction(&name, &fields_name, &fields);
    quote! {
        #docs
        #[derive(Clone, #debug PartialEq, Serialize, Deserialize #default)]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        #rename_all
        #[non_exhaustive]
        pub struct #name { #(#definitions)* }
        #construction
        #own_debug
    }
}

/// The fields in the document's order; what collects unknown properties comes last.
fn fields(item: ItemStruct, schema: Option<&Schema>) -> Vec<Field> {
    let Fields::Named(named) = item.fields else { return Vec::new() };
    let properties = schema.map_or(&[][..], |schema| &schema.properties);
    let mut found: Vec<(usize, Field)> = named
        .named
        .into_iter()
        .filter_map(|field| {
            let ident = field.ident?;
            let attributes = field.attrs.iter().filter(|attribute| attribute.path().is_ident("serde"));
            let (wire, is_flattened) = serde_attributes(attributes, &ident);
            let position = properties.iter().position(|property| property.name == wire);
            let property = position.and_then(|position| properties.get(position));
            let mut kind = field.ty;
            simplify(&mut kind);
            let clearable = argument_of(&kind, "Option").filter(|_| is_clearable(schema, property));
            let is_clearable = clearable.is_some();
            if let Some(value) = clearable {
                kind = parse_quote!(Option<switchboard_core::Nullable<#value>>);
            }
            let field = Field { is_clearable, ..Field::new(ident, wire, kind, is_flattened, property) };
            Some((position.unwrap_or(usize::MAX), field))
        })
        .collect();
    found.sort_by_key(|(position, _)| *position);
    found.into_iter().map(|(_, field)| field).collect()
}

/// Whether a request tells apart that the field is left as it is, and that it is cleared.
fn is_clearable(schema: Option<&Schema>, property: Option<&Property>) -> bool {
    schema.is_some_and(|schema| schema.sent) && property.is_some_and(|property| property.nullable && !property.required)
}

/// The name on the wire, and whether the field collects unknown properties.
fn serde_attributes<'a>(attributes: impl Iterator<Item = &'a syn::Attribute>, ident: &Ident) -> (String, bool) {
    let mut wire = ident.to_string();
    let mut is_flattened = false;
    for attribute in attributes {
        // Other keys are written anew, so that a failure to read one of them changes nothing.
        let _ = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("flatten") {
                is_flattened = true;
            } else if meta.path.is_ident("rename") {
                wire = meta.value()?.parse::<LitStr>()?.value();
            } else if meta.input.peek(syn::Token![=]) {
                let _: LitStr = meta.value()?.parse()?;
            }
            Ok(())
        });
    }
    (wire, is_flattened)
}

impl Field {
    fn new(ident: Ident, wire: String, kind: Type, is_flattened: bool, property: Option<&Property>) -> Self {
        let description = property.map_or("", |property| property.description.as_str());
        let otherwise =
            if is_flattened { "Properties that this version does not know.".to_owned() } else { format!("`{wire}`.") };
        Self {
            // The model keeps this name free for what collects unknown properties.
            name: match property {
                Some(property) => format_ident!("{}", property.field),
                None if is_flattened => format_ident!("extra"),
                None => ident,
            },
            docs: prose::docs_or(description, &otherwise),
            is_optional: argument_of(&kind, "Option").is_some() && property.is_none_or(|property| !property.required),
            is_sensitive: property.is_some_and(|property| property.sensitive),
            wire,
            kind,
            is_clearable: false,
            is_flattened,
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
        if self.is_optional { quote!(#name: None) } else { quote!(#name: Default::default()) }
    }

    /// What a constructor takes for the field, and how it sets it.
    fn argument(&self) -> (TokenStream, TokenStream) {
        let (name, kind) = (&self.name, &self.kind);
        match kind {
            Type::Path(path) if path.path.is_ident("String") => {
                (quote!(impl Into<String>), quote!(#name: #name.into()))
            }
            _ => (quote!(#kind), quote!(#name)),
        }
    }
}

/// A constructor from the required fields; above five, one that takes them as a struct of their own, by name.
fn construction(name: &Ident, fields_name: &str, fields: &[Field]) -> TokenStream {
    let (required, others): (Vec<_>, Vec<_>) =
        fields.iter().partition(|field| !field.is_optional && !field.is_flattened);
    let rest: Vec<_> = others.iter().map(|field| field.unset()).collect();
    if required.is_empty() {
        return quote! {
            impl #name {
                /// One in which nothing is set.
                #[must_use]
                pub fn new() -> Self {
                    Self::default()
                }
            }
        };
    }
    if required.len() > CONSTRUCTOR_ARGUMENTS {
        return named_construction(name, fields_name, &required, &rest);
    }
    let names: Vec<_> = required.iter().map(|field| &field.name).collect();
    let (kinds, values): (Vec<_>, Vec<_>) = required.iter().map(|field| field.argument()).unzip();
    quote! {
        impl #name {
            /// One of what is always there; set the other fields afterwards.
            #[must_use]
            pub fn new(#(#names: #kinds),*) -> Self {
                Self { #(#values,)* #(#rest),* }
            }
        }
    }
}

/// `Name::new(NameFields { .. })`: a missing field is a compile error, and no two arguments can be swapped.
fn named_construction(name: &Ident, fields_name: &str, required: &[&Field], rest: &[TokenStream]) -> TokenStream {
    let fields_name = format_ident!("{fields_name}");
    let names: Vec<_> = required.iter().map(|field| &field.name).collect();
    let kinds = required.iter().map(|field| &field.kind);
    let field_docs = required.iter().map(|field| &field.docs);
    let docs = prose::docs(&format!("What a [`{name}`] cannot be without; see [`{name}::new`]."));
    quote! {
        impl #name {
            /// One of what is always there, each by name; set the other fields afterwards.
            #[must_use]
            pub fn new(fields: #fields_name) -> Self {
                Self { #(#names: fields.#names,)* #(#rest),* }
            }
        }

        #docs
        #[derive(Clone)]
        pub struct #fields_name { #(#field_docs pub #names: #kinds,)* }
    }
}

/// A `Debug` that leaves sensitive values out.
fn redacting_debug(name: &Ident, fields: &[Field]) -> TokenStream {
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
