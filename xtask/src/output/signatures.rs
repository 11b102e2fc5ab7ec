//! Which public methods a new generated file takes away from those who call them.

use std::collections::{BTreeMap, BTreeSet};

use quote::{ToTokens, quote};
use syn::{ImplItem, Item, Type, Visibility};

/// A public method whose callers may no longer compile, or may pass the wrong thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreakingChange {
    /// The method, as `Client::send_message`.
    pub item: String,
    /// Its signature as it was.
    pub old: String,
    /// Its signature as it will be; nothing if it will be gone.
    pub new: Option<String>,
}

/// The public methods that differ between two texts of one Rust file. The names of parameters count: two strings that
/// change places still compile, and mean something else. A text that does not parse has no methods.
#[must_use]
pub fn breaking_changes(old: &str, new: &str) -> Vec<BreakingChange> {
    let (mut before, mut after) = (Signatures::default(), Signatures::default());
    before.read(old);
    after.read(new);
    before.broken_by(&after)
}

/// Public methods by name. One name has several signatures where several `impl` blocks of a type define it.
#[derive(Debug, Default)]
pub(super) struct Signatures {
    by_item: BTreeMap<String, BTreeSet<String>>,
}

impl Signatures {
    /// Adds the public methods of all inherent `impl` blocks in a file.
    pub(super) fn read(&mut self, text: &str) {
        if let Ok(file) = syn::parse_file(text) {
            self.items(&file.items);
        }
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Impl(block) if block.trait_.is_none() => {
                    let Some(name) = type_name(&block.self_ty) else {
                        continue;
                    };
                    for member in &block.items {
                        if let ImplItem::Fn(method) = member
                            && matches!(method.vis, Visibility::Public(_))
                        {
                            let item = format!("{name}::{}", method.sig.ident);
                            self.by_item.entry(item).or_default().insert(shown_signature(&method.sig));
                        }
                    }
                }
                Item::Mod(module) => {
                    if let Some((_, items)) = &module.content {
                        self.items(items);
                    }
                }
                _ => {}
            }
        }
    }

    /// What of these is not in `after`.
    pub(super) fn broken_by(&self, after: &Self) -> Vec<BreakingChange> {
        let mut broken = Vec::new();
        for (item, old) in &self.by_item {
            let new = after.by_item.get(item);
            for signature in old.iter().filter(|signature| !new.is_some_and(|new| new.contains(*signature))) {
                broken.push(BreakingChange {
                    item: item.clone(),
                    old: signature.clone(),
                    // Preferably one that is itself new.
                    new: new.and_then(|new| new.difference(old).next().or_else(|| new.first()).cloned()),
                });
            }
        }
        broken
    }
}

fn type_name(self_type: &Type) -> Option<String> {
    match self_type {
        Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()),
        _ => None,
    }
}

/// The signature on one line, formatted: layout and trailing commas make no difference.
fn shown_signature(signature: &syn::Signature) -> String {
    let tokens = quote! { #signature {} };
    let Ok(file) = syn::parse2::<syn::File>(tokens) else {
        return signature.to_token_stream().to_string();
    };
    let formatted = prettyplease::unparse(&file);
    let words: Vec<&str> = formatted.trim_end().trim_end_matches("{}").split_whitespace().collect();
    words.join(" ").replace("( ", "(").replace(", )", ")")
}
