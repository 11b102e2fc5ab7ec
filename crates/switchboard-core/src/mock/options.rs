//! What every mock can be told, whatever its operation, documented once, where users meet it.

/// Writes what every server of mocks has onto a generated one, a struct with the field `core`, by the description of its
/// API, what gives its operations, its client and the builder of that.
#[macro_export]
macro_rules! mock_server {
    ($server:ident, $api:ident, $operations:path, $client:ident, $builder:ident) => {
        /// What every server has.
        impl $server {
            /// Starts a server on a free port of this machine, under the path that base URLs of this API usually end in. It
            /// stops answering when it is dropped, and needs no runtime. As many as 25 run at the same time, or as
            /// `HTTPMOCK_MAX_SERVERS` says; whoever wants one more waits for one to be dropped.
            #[must_use]
            pub fn start() -> Self {
                Self { core: $crate::mock::Server::start(&$api, $operations()) }
            }

            /// The same as [`start`](Self::start), where a free server is awaited, and the thread meanwhile goes on.
            pub async fn start_async() -> Self {
                Self { core: $crate::mock::Server::start_async(&$api, $operations()).await }
            }

            /// Starts a server under another path than the usual one, such as that of a proxy: `/gate/api`.
            ///
            /// # Panics
            /// Where no base URL can end in it.
            #[must_use]
            pub fn start_under(path: &str) -> Self {
                Self { core: $crate::mock::Server::start_under(&$api, $operations(), path) }
            }

            /// Where it is, path included: what a client takes as its `base_url`.
            #[must_use]
            pub fn base_url(&self) -> &str {
                self.core.base_url()
            }

            /// Begins to build a client of it. Operations that need a credential need one here too, whichever: the server
            /// looks at none unless a mock is told to.
            pub fn client_builder(&self) -> $builder {
                $client::builder().base_url(self.core.base_url())
            }
        }
    };
}

/// Writes what every mock can expect onto a generated type, a struct with the field `expected`.
#[macro_export]
macro_rules! mock_when {
    ($when:ident) => {
        /// What every mock can expect.
        impl $when {
            /// Only requests with this header, such as one that carries a credential.
            ///
            /// # Panics
            /// Where HTTP forbids it.
            #[track_caller]
            pub fn header(&mut self, name: &str, value: &str) -> &mut Self {
                self.expected.header(name, value);
                self
            }

            /// Only requests of which this holds too. It sees the request as it came, path prefix and body included. Where it
            /// panics, it does not hold.
            pub fn matches(
                &mut self,
                holds: impl Fn(&$crate::http::Request<$crate::generated::Bytes>) -> bool + Send + Sync + 'static,
            ) -> &mut Self {
                self.expected.matches(holds);
                self
            }
        }
    };
}

/// Writes what every mock can answer onto a generated type, a struct with the field `answer`.
#[macro_export]
macro_rules! mock_then {
    ($then:ident) => {
        /// What every mock can answer.
        impl $then {
            /// A plausible success, made from the schema that the API's document gives for it. So does a mock that is told
            /// nothing.
            pub fn example(&mut self) -> &mut Self {
                self.answer.example();
                self
            }

            /// A status without a body, be it declared or not.
            ///
            /// # Panics
            /// Where no final answer can have it, as with those below 200.
            #[track_caller]
            pub fn status(&mut self, status: u16) -> &mut Self {
                self.answer.status(status);
                self
            }

            /// This body, whatever the API declares, under the status that was set before.
            ///
            /// # Panics
            /// Where no header can carry the media type.
            #[track_caller]
            pub fn body(&mut self, media_type: &str, body: impl AsRef<[u8]>) -> &mut Self {
                self.answer.body(media_type, body);
                self
            }

            /// One more header.
            ///
            /// # Panics
            /// Where HTTP forbids it.
            #[track_caller]
            pub fn header(&mut self, name: &str, value: &str) -> &mut Self {
                self.answer.header(name, value);
                self
            }

            /// The answer comes this late.
            pub fn after(&mut self, delay: std::time::Duration) -> &mut Self {
                self.answer.after(delay);
                self
            }

            /// As many requests are answered; those that follow are left to mocks that were made later.
            ///
            /// # Panics
            /// Where that is none at all.
            #[track_caller]
            pub fn at_most(&mut self, calls: usize) -> &mut Self {
                self.answer.at_most(calls);
                self
            }
        }
    };
}
