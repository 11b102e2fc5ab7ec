//! Names that are valid Rust and unique where they stand.

use std::collections::{BTreeSet, HashMap};

use heck::{ToSnakeCase, ToUpperCamelCase};

/// Names handed out so far in one place. A name is claimed once; whoever comes later gets it with a number. Compared
/// without regard to case and underscores, so that two names never differ in casing alone.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    claimed: BTreeSet<String>,
    /// The next number to try for a name that is taken: thousands may want the same.
    next: HashMap<String, usize>,
}

impl Scope {
    /// A scope in which some names are taken from the start.
    pub fn with_reserved<'a>(reserved: impl IntoIterator<Item = &'a str>) -> Self {
        Self { claimed: reserved.into_iter().map(key).collect(), next: HashMap::new() }
    }

    /// Takes a name, so that nobody else gets it.
    pub fn reserve(&mut self, name: &str) {
        self.claimed.insert(key(name));
    }

    /// The scope of types: Rust's own that generated code writes without a path are taken.
    #[must_use]
    pub fn of_types() -> Self {
        Self::with_reserved([
            "Option",
            "String",
            "Vec",
            "Box",
            "Result",
            "Some",
            "None",
            "Ok",
            "Err",
            "Default",
            "Self",
            "From",
            "Into",
            "AsRef",
            "IntoIterator",
            "Serialize",
            "Deserialize",
        ])
    }

    /// Gives out `wanted`, or `wanted` with the first number that makes it unique.
    pub fn claim(&mut self, wanted: &str) -> String {
        let wanted = if wanted.is_empty() { "Unnamed" } else { wanted };
        if self.claimed.insert(key(wanted)) {
            return wanted.to_owned();
        }
        self.numbered(wanted)
    }

    /// Like [`claim`](Self::claim), but a reserved or claimed name gets a trailing underscore, as Rust users expect of
    /// a parameter that is named like a keyword.
    pub fn claim_method(&mut self, wanted: &str) -> String {
        let plain = if wanted.is_empty() { "unnamed" } else { wanted };
        if !is_keyword(plain) && !self.claimed.contains(&key(plain)) {
            return self.claim(plain);
        }
        // The underscore counts here: it is all that tells the name from the keyword.
        if self.claimed.insert(format!("{}_", key(plain))) {
            return format!("{plain}_");
        }
        self.numbered(plain)
    }

    /// `wanted` with the first number that makes it unique.
    fn numbered(&mut self, wanted: &str) -> String {
        let key = key(wanted);
        let number = self.next.entry(key.clone()).or_insert(2);
        while !self.claimed.insert(format!("{key}{number}")) {
            *number += 1;
        }
        format!("{wanted}{number}")
    }
}

fn key(name: &str) -> String {
    name.replace('_', "").to_lowercase()
}

/// A name in the case of functions, fields and modules.
#[must_use]
pub fn snake(name: &str) -> String {
    beginning_with_a_letter(readable(name).to_snake_case(), 'n')
}

/// What an operation without a name is called: `get /users/{id}/posts` is `get_users_posts_by_id`.
#[must_use]
pub fn operation_name(method: &str, path: &str) -> String {
    let (named, plain): (Vec<&str>, Vec<&str>) =
        path.split(['/', '#']).filter(|part| !part.is_empty()).partition(|part| part.starts_with('{'));
    let mut words = vec![method.to_owned()];
    words.extend(if path.trim_matches('/').is_empty() { vec!["root".to_owned()] } else { Vec::new() });
    words.extend(plain.iter().map(|part| snake(part)));
    let by: Vec<String> = named.iter().map(|part| snake(part)).filter(|word| !word.is_empty()).collect();
    if !by.is_empty() {
        words.push(format!("by_{}", by.join("_and_")));
    }
    words.join("_")
}

/// A name in the case of types and variants.
#[must_use]
pub fn camel(name: &str) -> String {
    beginning_with_a_letter(readable(name).to_upper_camel_case(), 'N')
}

/// An identifier cannot begin with a digit, and nobody reads one that fills a page. Names of types are made of those they
/// stand in, so that long ones would grow with the square of the depth.
fn beginning_with_a_letter(mut name: String, letter: char) -> String {
    /// Characters of an identifier.
    const LONGEST: usize = 120;
    if let Some((end, _)) = name.char_indices().nth(LONGEST) {
        name.truncate(end);
    }
    if name.starts_with(|first: char| first.is_ascii_digit()) { format!("{letter}{name}") } else { name }
}

/// Spells out what has no place in an identifier but tells names apart.
fn readable(name: &str) -> String {
    /// Characters that are looked at: what is beyond is cut off anyway.
    const LONGEST: usize = 1_000;
    let mut text = String::new();
    for character in name.chars().take(LONGEST) {
        match character {
            '+' => text.push_str(" plus "),
            '#' => text.push_str(" sharp "),
            '*' => text.push_str(" star "),
            character if may_stand_in_an_identifier(character) => text.push(character),
            _ => text.push(' '),
        }
    }
    text
}

fn may_stand_in_an_identifier(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || !character.is_ascii() && syn::parse_str::<syn::Ident>(&format!("a{character}")).is_ok()
}

/// Whether a name cannot be an identifier because Rust reserves it.
#[must_use]
pub fn is_keyword(name: &str) -> bool {
    // One of edition 2024, which syn takes for a name.
    name == "gen"
        || syn::parse_str::<syn::Ident>(name).is_err()
            && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_in_case_alone_are_told_apart() {
        let mut scope = Scope::default();
        assert_eq!(scope.claim("UserId"), "UserId");
        assert_eq!(scope.claim("UserID"), "UserID2");
        assert_eq!(scope.claim("userid"), "userid3");
    }

    #[test]
    fn however_many_want_one_name_each_gets_its_own_at_once() {
        let mut scope = Scope::default();
        let last = (0..50_000).map(|_| scope.claim("Unnamed")).last();
        assert_eq!(last.as_deref(), Some("Unnamed50000"));
        assert_eq!(scope.claim_method("unnamed"), "unnamed_");
        assert_eq!(scope.claim_method("unnamed"), "unnamed50001");
    }

    #[test]
    fn an_operation_without_a_name_is_called_by_what_it_does_and_to_what() {
        assert_eq!(operation_name("get", "/users/{id}/posts"), "get_users_posts_by_id");
        assert_eq!(operation_name("put", "/orgs/{org}/teams/{teamSlug}"), "put_orgs_teams_by_org_and_team_slug");
        assert_eq!(operation_name("get", "/"), "get_root");
        assert_eq!(operation_name("get", "/a#as-text"), "get_a_as_text");
    }

    #[test]
    fn keywords_and_reserved_methods_get_an_underscore() {
        let mut scope = Scope::with_reserved(["send"]);
        assert_eq!(scope.claim_method("type"), "type_");
        assert_eq!(scope.claim_method("send"), "send_");
        assert_eq!(scope.claim_method("self"), "self_");
        assert_eq!(scope.claim_method("gen"), "gen_");
        assert_eq!(scope.claim_method("limit"), "limit");
        assert_eq!(scope.claim_method("limit"), "limit_");
        assert_eq!(scope.claim_method("type"), "type2");
        assert_eq!(scope.claim_method("type"), "type3");
    }

    #[test]
    fn what_is_no_identifier_becomes_one() {
        let mut scope = Scope::of_types();
        assert_eq!(scope.claim(&camel("3d-model")), "N3dModel");
        assert_eq!(scope.claim(&camel("+1")), "Plus1");
        assert_eq!(scope.claim(&camel("String")), "String2");
        assert_eq!(scope.claim(&camel("…")), "Unnamed");
        assert_eq!(snake("unAcknowledgedOnly"), "un_acknowledged_only");
    }
}
