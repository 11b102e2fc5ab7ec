use std::path::PathBuf;
use std::time::Duration;

use clap::ArgMatches;
use switchboard_core::generated::{Api, Client, Operation};
use switchboard_core::operation_table::OperationTable;

use super::{Credentials, Source, credential, secrets};
use crate::arguments;
use crate::failure::Failure;

const BASE_URL: &str = "base-url";
const ROOT_CERTIFICATE: &str = "root-certificate";

/// How an API is reached.
#[derive(Debug)]
pub(crate) struct Connection<'a> {
    table: &'a OperationTable,
    /// Where the API is; nothing where its client knows.
    pub(crate) base_url: Option<String>,
    pub(crate) timeout: Option<Duration>,
    /// PEM.
    pub(crate) root_certificate: Option<Vec<u8>>,
    pub(crate) accept_self_signed: bool,
    pub(crate) credentials: Credentials,
    source: Source,
}

/// Whose credentials a client carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Identity {
    /// The caller's.
    Caller,
    /// Names of environment variables in their place, for requests that are shown.
    Shown,
}

impl<'a> Connection<'a> {
    /// Collects what the command line, the environment and the profile say, and asks for a credential that this
    /// operation needs.
    pub(crate) fn find(
        table: &'a OperationTable,
        operation: Option<&Operation>,
        matches: &ArgMatches,
    ) -> Result<Self, Failure> {
        let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
        let file = matches.get_one::<PathBuf>(arguments::CONFIG).map(PathBuf::as_path);
        let source = Source::open(table.api, file, text(arguments::PROFILE))?;
        let own = [BASE_URL, ROOT_CERTIFICATE, arguments::ACCEPT_SELF_SIGNED].map(str::to_owned);
        source.profile().check(&[own.to_vec(), credential::settings(table), secrets::settings(table)].concat())?;
        let mut credentials = Credentials::find(table, &source)?;
        if let Some(operation) = operation.filter(|_| !matches.get_flag(arguments::NO_PROMPT)) {
            credentials.ask_for(table, operation)?;
        }
        let base_url = match text(arguments::BASE_URL) {
            Some(url) => Some(url.to_owned()),
            None => source.text(BASE_URL)?,
        };
        let root_certificate = match matches.get_one::<PathBuf>(arguments::ROOT_CERTIFICATE) {
            Some(path) => Some(path.clone()),
            None => source.profile().path(ROOT_CERTIFICATE)?,
        };
        let read = |path: PathBuf| {
            std::fs::read(&path).map_err(|error| {
                Failure::configuration(format!("the certificate in {} cannot be read: {error}", path.display()))
            })
        };
        Ok(Self {
            table,
            base_url,
            timeout: matches.get_one::<u32>(arguments::TIMEOUT).map(|seconds| Duration::from_secs((*seconds).into())),
            root_certificate: root_certificate.map(read).transpose()?,
            accept_self_signed: matches.get_flag(arguments::ACCEPT_SELF_SIGNED)
                || source.profile().flag(arguments::ACCEPT_SELF_SIGNED)?,
            credentials,
            source,
        })
    }

    /// What is reached.
    pub(crate) fn api(&self) -> &'static Api {
        self.table.api
    }

    /// What the vendor calls it.
    pub(super) fn title(&self) -> &'static str {
        self.table.title
    }

    /// Where more settings come from.
    pub(super) fn source(&self) -> &Source {
        &self.source
    }

    /// A client of the API, for calls that are known only now.
    pub(crate) fn client(&self, identity: Identity) -> Result<Client, Failure> {
        let mut builder = Client::builder(self.table.api);
        if let Some(url) = &self.base_url {
            builder = builder.base_url(url.clone());
        }
        if let Some(limit) = self.timeout {
            builder = builder.timeout(limit);
        }
        if let Some(pem) = &self.root_certificate {
            builder = builder.add_root_certificate(pem);
        }
        if self.accept_self_signed {
            builder = builder.accept_self_signed_on_loopback();
        }
        builder = match identity {
            Identity::Caller => self.credentials.give_to(builder.proxy_from_environment()),
            Identity::Shown => self.credentials.shown(self.table.api).give_to(builder),
        };
        builder.build().map_err(Failure::from)
    }
}
