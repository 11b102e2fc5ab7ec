//! Bodies as servers send them.

pub mod convore;
pub mod hopr;
pub mod joinself;
pub mod pieces_os;
