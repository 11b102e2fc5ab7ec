//! Guides, one for each question. Every example in them is run against the stand-ins of `switchboard-sandbox`.
//!
//! These are pages, not code: the module is there in the documentation alone.

#[doc = include_str!("../guides/add_an_api.md")]
pub mod add_an_api {}

#[doc = include_str!("../guides/authenticate.md")]
pub mod authenticate {}

#[doc = include_str!("../guides/handle_errors.md")]
pub mod handle_errors {}

#[doc = include_str!("../guides/page.md")]
pub mod page {}

#[doc = include_str!("../guides/retry.md")]
pub mod retry {}

#[doc = include_str!("../guides/send_and_receive.md")]
pub mod send_and_receive {}

#[doc = include_str!("../guides/several_accounts.md")]
pub mod several_accounts {}

#[doc = include_str!("../guides/test.md")]
pub mod test {}
