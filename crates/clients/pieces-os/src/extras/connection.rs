//! Registering an application.

use switchboard_core::generated::{Credential, SecretString};

use crate::types::{ApplicationNameEnum, Context, PlatformEnum, SeededConnectorConnection, SeededTrackedApplication};
use crate::{CallError, Client, Error};

impl Client {
    /// Registers an application of this name and version with Pieces OS, and gives a client that carries its id in both
    /// headers that the server knows it by. It shares connections with this one, which stays as it is, so that several
    /// applications can work side by side.
    ///
    /// [`ApplicationNameEnum::OpenSource`] is for applications that have no name of their own there. The platform is
    /// [the one this was compiled for](this_platform) unless it is set.
    ///
    /// ```no_run
    /// # async fn example(client: switchboard_pieces_os::Client) -> Result<(), switchboard_pieces_os::Error> {
    /// use switchboard_pieces_os::types::ApplicationNameEnum;
    ///
    /// let application = client.connect(ApplicationNameEnum::OpenSource, env!("CARGO_PKG_VERSION")).send().await?;
    /// let messages = application.client().list_messages().send().await?;
    /// # let _ = messages;
    /// # Ok(())
    /// # }
    /// ```
    pub fn connect(&self, name: ApplicationNameEnum, version: impl Into<String>) -> Connect {
        Connect { client: self.clone(), application: SeededTrackedApplication::new(name, version, this_platform()) }
    }
}

/// The registration of an application, before it is sent. Made by [`Client::connect`].
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send` is awaited"]
pub struct Connect {
    client: Client,
    application: SeededTrackedApplication,
}

impl Connect {
    /// The platform that the application runs on.
    pub fn platform(mut self, platform: PlatformEnum) -> Self {
        self.application.platform = platform;
        self
    }

    /// Registers the application.
    ///
    /// # Errors
    /// Those of [`Client::register_application`]. Where Pieces OS gives an id that no header can carry, too.
    pub async fn send(self) -> Result<ConnectedApplication, CallError<String>> {
        let connection = SeededConnectorConnection::new(self.application);
        let context = self.client.register_application(&connection).send().await?.into_inner();
        let client = carrying(&self.client, &context.application.id)?;
        Ok(ConnectedApplication { client, context })
    }
}

/// A client whose calls say which application makes them.
fn carrying(client: &Client, id: &str) -> Result<Client, Error> {
    let mut core = client.core.clone();
    for scheme in ["application", "applicationContext"] {
        core = core.with_credential(scheme, Credential::Token(SecretString::from(id)))?;
    }
    Ok(Client { core })
}

/// An application that is registered with Pieces OS.
#[derive(Clone)]
pub struct ConnectedApplication {
    client: Client,
    context: Context,
}

impl ConnectedApplication {
    /// The client that carries the application's id.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The client alone.
    #[must_use]
    pub fn into_client(self) -> Client {
        self.client
    }

    /// Id of the application. Kept and given to [`ClientBuilder::application`](crate::ClientBuilder::application), it
    /// saves registering again.
    #[must_use]
    pub fn application_id(&self) -> &str {
        &self.context.application.id
    }

    /// Id of this installation of Pieces OS.
    #[must_use]
    pub fn os_id(&self) -> &str {
        &self.context.os
    }

    /// All that Pieces OS told, such as who is signed in.
    #[must_use]
    pub fn context(&self) -> &Context {
        &self.context
    }
}

impl std::fmt::Debug for ConnectedApplication {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The application's id is a credential.
        formatter.debug_struct("ConnectedApplication").field("client", &self.client).finish_non_exhaustive()
    }
}

/// The platform that this was compiled for, as Pieces OS calls it: `WEB` for WebAssembly, `UNKNOWN` for what it has no name
/// for.
#[must_use]
pub fn this_platform() -> PlatformEnum {
    if cfg!(target_family = "wasm") {
        return PlatformEnum::Web;
    }
    match std::env::consts::OS {
        "macos" => PlatformEnum::Macos,
        "linux" => PlatformEnum::Linux,
        "windows" => PlatformEnum::Windows,
        "fuchsia" => PlatformEnum::Fuchsia,
        "ios" => PlatformEnum::Ios,
        "android" => PlatformEnum::Android,
        _ => PlatformEnum::Unknown,
    }
}
