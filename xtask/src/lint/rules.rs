//! The rules, a file each. Every one reads the [`Places`] of a document and adds its [`Finding`]s.

mod extensions;
mod method_names;
mod operation_ids;
mod pagination;
mod path_parameters;
mod precision;
mod recursive_all_of;
mod reference_loops;
mod references;
mod safe_names;
mod security;
mod sign_in;
mod status_keys;
pub(super) mod version;

use super::finding::Finding;
use super::places::Places;

/// One rule.
type Rule = fn(&Places<'_>, &mut Vec<Finding>);

/// All rules but [`version`], which decides whether these are asked at all.
pub(super) const ALL: &[Rule] = &[
    references::check,
    reference_loops::check,
    recursive_all_of::check,
    operation_ids::check,
    method_names::check,
    path_parameters::check,
    status_keys::check,
    security::check,
    sign_in::check,
    safe_names::check,
    extensions::check,
    pagination::check,
    precision::check,
];
