//! Stage model: the API as the generator sees it. Everything that is emitted is emitted from here.

mod build;
mod facts;
mod operation;
mod pagination;
mod problem;
mod response;
mod schema;
mod security;
mod server;
mod sign_in;
mod socket;
mod types;

#[cfg(test)]
mod tests;

pub use build::build;
pub(crate) use build::has_no_body;
pub use operation::{Body, Content, Operation, Parameter, Place, Writing};
pub use pagination::{FieldPath, PageEnd, PageStyle, Pagination, Step};
pub use problem::Problem;
pub use response::{AnswerBody, AnswerHeader, BodyKind, Response, StatusRange};
pub use schema::{Constant, Enumeration, Object, Property, Schema, Shape, Union, Variant, VariantName};
pub use security::{Placement, SecurityScheme};
pub use sign_in::{SignIn, TokenLifetime};
pub use socket::{FrameKind, Socket};
pub use types::Type;

use std::collections::{BTreeMap, BTreeSet};

/// One API.
#[derive(Debug)]
pub struct Api {
    /// Name in files, packages and features, such as `pieces-os`.
    pub name: String,
    /// Whether its crate stands outside of the workspace; its package has the plain name then.
    pub stands_alone: bool,
    /// What the vendor calls it.
    pub title: String,
    /// The API's own version.
    pub version: String,
    /// What the document says of the API.
    pub description: String,
    /// Base URLs as the document gives them, each with its description.
    pub servers: Vec<(String, String)>,
    /// Declared security schemes, in the document's order.
    pub security_schemes: Vec<SecurityScheme>,
    /// Tags with operations, in the document's order.
    pub tags: Vec<Tag>,
    /// Operations in the document's order.
    pub operations: Vec<Operation>,
    /// Named types by Rust name, in the document's order.
    pub schemas: Vec<Schema>,
    /// For each named type, the tags whose operations reach it; a type that is not here is always there.
    pub reached_from: BTreeMap<String, BTreeSet<String>>,
}

/// A group of operations: one module and one feature.
#[derive(Clone, Debug)]
pub struct Tag {
    /// As the document writes it.
    pub name: String,
    /// Name of the Rust module.
    pub module: String,
    /// Name of the Cargo feature.
    pub feature: String,
    /// What the document says of it.
    pub description: String,
}

impl Api {
    /// Name of the package.
    #[must_use]
    pub fn package(&self) -> String {
        if self.stands_alone { self.name.clone() } else { format!("switchboard-{}", self.name) }
    }

    /// Whether there are so many types that their graph is deeper than rustc looks by default.
    #[must_use]
    pub fn has_deep_types(&self) -> bool {
        self.schemas.len() > 100
    }

    /// Name of the module in the facade.
    #[must_use]
    pub fn module(&self) -> String {
        self.name.replace('-', "_")
    }

    /// The first base URL that is whole.
    #[must_use]
    pub fn default_base_url(&self) -> Option<&str> {
        server::default_base_url(&self.servers)
    }

    /// The path that base URLs usually end in.
    #[must_use]
    pub fn usual_prefix(&self) -> String {
        server::usual_prefix(&self.servers)
    }

    /// Operations of a tag.
    pub fn operations_of<'a>(&'a self, tag: &'a Tag) -> impl Iterator<Item = &'a Operation> {
        self.operations.iter().filter(|operation| operation.tag == tag.name)
    }

    /// The builder's method that takes the credential of a scheme: its own, or that of the scheme whose credential it
    /// carries too.
    #[must_use]
    pub fn credential_method<'a>(&'a self, scheme: &'a SecurityScheme) -> &'a str {
        let owner = scheme.credential_of.as_ref();
        let owner = owner.and_then(|owner| self.security_schemes.iter().find(|other| other.name == *owner));
        &owner.unwrap_or(scheme).method
    }

    /// The ways to sign in, each with the scheme whose tokens it gets and the operation that gives them.
    pub fn sign_ins(&self) -> impl Iterator<Item = (&SecurityScheme, &SignIn, &Operation)> {
        self.security_schemes.iter().filter_map(|scheme| {
            let sign_in = scheme.sign_in.as_ref()?;
            let operation = self.operations.iter().find(|operation| operation.id == sign_in.operation)?;
            Some((scheme, sign_in, operation))
        })
    }

    /// A named type.
    #[must_use]
    pub fn schema(&self, name: &str) -> Option<&Schema> {
        self.schemas.iter().find(|schema| schema.name == name)
    }
}
