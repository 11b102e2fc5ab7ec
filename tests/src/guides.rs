//! The examples of the facade's guides, run as tests.

#[doc = include_str!("../../crates/switchboard/guides/add_an_api.md")]
pub struct AddAnApi;

#[doc = include_str!("../../crates/switchboard/guides/authenticate.md")]
pub struct Authenticate;

#[doc = include_str!("../../crates/switchboard/guides/handle_errors.md")]
pub struct HandleErrors;

#[doc = include_str!("../../crates/switchboard/guides/page.md")]
pub struct Page;

#[doc = include_str!("../../crates/switchboard/guides/retry.md")]
pub struct Retry;

#[doc = include_str!("../../crates/switchboard/guides/send_and_receive.md")]
pub struct SendAndReceive;

#[doc = include_str!("../../crates/switchboard/guides/several_accounts.md")]
pub struct SeveralAccounts;

#[doc = include_str!("../../crates/switchboard/guides/test.md")]
pub struct Test;
