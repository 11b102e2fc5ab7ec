/// How operations write a type.
pub(super) use crate::types::qualified as type_path;
