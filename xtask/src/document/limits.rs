//! How large a spec may be. Each limit is far above the largest document in public use and far below what would
//! exhaust a developer's machine.

/// Bytes of one file: 32 MiB. GitHub's document, among the largest in use, has 13 MB; what is far larger takes longer to
/// turn into a client than anybody waits, and more memory than many a machine has.
pub const MAXIMUM_FILE_SIZE: u64 = 32 * 1024 * 1024;

/// Objects and arrays inside each other: 200. Written documents stay below 60; later stages walk the value
/// recursively, and serde's own readers stop at 128 to 512 for the same reason.
pub const MAXIMUM_DEPTH: usize = 200;

/// Values in one document once every YAML alias stands for its content: 2 million. GitHub's 13 MB hold half a million.
/// A few lines of aliases of aliases would otherwise fill any memory ("billion laughs").
pub const MAXIMUM_NODES: usize = 2_000_000;

/// Bytes of keys and scalars once every YAML alias stands for its content: 64 MiB, twice the largest file. Few nodes
/// can still be large when aliases repeat one long text.
pub const MAXIMUM_EXPANDED_SIZE: usize = 64 * 1024 * 1024;

/// Bytes of one text: 1 MiB. The longest descriptions in public use have a hundredth of that; every line of one becomes a
/// line of documentation, in several places.
pub const MAXIMUM_TEXT: usize = 1024 * 1024;
