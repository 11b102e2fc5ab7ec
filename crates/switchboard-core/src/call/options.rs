/// Writes the options that every call has onto a generated request type, a struct with the field `call`.
#[macro_export]
macro_rules! call_options {
    ($request:ident) => {
        /// Options that every call has.
        impl $request {
            /// How long this call may take, from connecting to the last byte of the body, further attempts and the pauses
            /// before them included. By default what the client says, which is 30 seconds by default. For an answer that is
            /// streamed it is the limit until the stream begins; for a socket it is that of the handshake, 10 seconds by
            /// default.
            #[must_use]
            pub fn timeout(mut self, limit: std::time::Duration) -> Self {
                self.call = self.call.timeout(limit);
                self
            }

            /// How long making a connection for this call, TLS included, may take. By default, and at most, what the client
            /// says, which is 5 seconds by default.
            #[must_use]
            pub fn connect_timeout(mut self, limit: std::time::Duration) -> Self {
                self.call = self.call.connect_timeout(limit);
                self
            }

            /// Sends one more header with this call, in place of one of the same name set before. Headers that carry
            /// credentials are written last and cannot be replaced. A header that HTTP forbids fails the call before
            /// anything is sent.
            #[must_use]
            pub fn header(mut self, name: &str, value: &str) -> Self {
                self.call = self.call.header(name, value);
                self
            }
        }
    };
}
