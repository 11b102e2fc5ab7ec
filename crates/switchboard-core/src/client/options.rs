/// Writes the options that every client has onto a generated builder, a struct with the field `core`.
///
/// ```
/// use switchboard_core::generated::{Api, Client, ClientBuilder};
///
/// static API: Api = Api {
///     name: "example",
///     user_agent: "example/1.0",
///     default_base_url: Some("http://localhost:5030/api"),
///     usual_prefix: "/api",
///     security_schemes: &[],
/// };
///
/// struct Builder {
///     core: ClientBuilder,
/// }
/// switchboard_core::client_options!(Builder);
///
/// let builder = Builder { core: Client::builder(&API) };
/// let builder = builder.base_url("http://localhost:8080/api").response_limit(1024);
/// # let _ = builder;
/// ```
#[macro_export]
macro_rules! client_options {
    ($builder:ident) => {
        /// Options that every client has.
        impl $builder {
            /// Where the API is: scheme, host, port and the path all operations share, with or without a slash at the
            /// end. It must be http or https, without credentials, query and fragment. Checked by `build`.
            #[must_use]
            pub fn base_url(mut self, url: impl Into<String>) -> Self {
                self.core = self.core.base_url(url.into());
                self
            }

            /// Trusts the certificates in this PEM text beside the system's roots and webpki's. Checked by `build`.
            #[must_use]
            pub fn add_root_certificate(mut self, pem: impl AsRef<[u8]>) -> Self {
                self.core = self.core.add_root_certificate(pem.as_ref());
                self
            }

            /// Accepts a certificate that is signed by itself, whatever host it names, from a server on this machine:
            /// at a loopback address, or `localhost`, which is resolved to one without asking the system. Off by
            /// default; has no effect on other hosts.
            #[must_use]
            pub fn accept_self_signed_on_loopback(mut self) -> Self {
                self.core = self.core.accept_self_signed_on_loopback();
                self
            }

            /// How long making a connection, TLS included, may take. 5 seconds by default; a call can ask for less.
            #[must_use]
            pub fn connect_timeout(mut self, limit: std::time::Duration) -> Self {
                self.core = self.core.connect_timeout(limit);
                self
            }

            /// How long a whole call may take, from connecting to the last byte of the body, or to the head of an
            /// answer that is streamed; all attempts and the pauses between them included. 30 seconds by default; a call
            /// can say otherwise.
            #[must_use]
            pub fn timeout(mut self, limit: std::time::Duration) -> Self {
                self.core = self.core.timeout(limit);
                self
            }

            /// For how long the body of an answer may give nothing while somebody waits for it. 20 seconds by default; a
            /// call and a stream can say otherwise.
            #[must_use]
            pub fn stall_limit(mut self, limit: std::time::Duration) -> Self {
                self.core = self.core.stall_limit(limit);
                self
            }

            /// How many bytes of a body are read, counted after decompression. 16 MiB by default; a call can say otherwise.
            #[must_use]
            pub fn response_limit(mut self, bytes: usize) -> Self {
                self.core = self.core.response_limit(bytes);
                self
            }

            /// Uses the proxy that the environment names (`HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`). Off by
            /// default; a server on this machine is never reached through one.
            #[must_use]
            pub fn proxy_from_environment(mut self) -> Self {
                self.core = self.core.proxy_from_environment();
                self
            }

            /// When a call that failed is tried again. Up to three attempts by default, and only where that can do no harm; a
            /// call can say otherwise.
            #[must_use]
            pub fn retry(mut self, policy: $crate::RetryPolicy) -> Self {
                self.core = self.core.retry(policy);
                self
            }

            /// How connections are made and kept: an explicit proxy, a client certificate, addresses of hosts, keepalive.
            #[must_use]
            pub fn connector(mut self, connector: $crate::Connector) -> Self {
                self.core = self.core.connector(connector);
                self
            }

            /// Adds what sees each request before it is sent and each call after it was answered. None by default.
            #[must_use]
            pub fn interceptor(mut self, interceptor: impl $crate::Interceptor) -> Self {
                self.core = self.core.interceptor(interceptor);
                self
            }
        }
    };
}
