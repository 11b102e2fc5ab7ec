//! How large a spec may be. Each limit is far above the largest document in public use and far below what would
//! exhaust a developer's machine.

/// Bytes of one file: 64 MiB. The largest public documents (GitHub's, Stripe's, Microsoft Graph's) have 7 to 40 MB.
pub const MAXIMUM_FILE_SIZE: u64 = 64 * 1024 * 1024;

/// Objects and arrays inside each other: 200. Written documents stay below 60; later stages walk the value
/// recursively, and serde's own readers stop at 128 to 512 for the same reason.
pub const MAXIMUM_DEPTH: usize = 200;

/// Values in one document once every YAML alias stands for its content: 2 million. GitHub's 13 MB hold half a million.
/// A few lines of aliases of aliases would otherwise fill any memory ("billion laughs").
pub const MAXIMUM_NODES: usize = 2_000_000;

/// Bytes of keys and scalars once every YAML alias stands for its content: 128 MiB, twice the largest file. Few nodes
/// can still be large when aliases repeat one long text.
pub const MAXIMUM_EXPANDED_SIZE: usize = 128 * 1024 * 1024;
