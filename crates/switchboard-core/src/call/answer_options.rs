/// Writes the options of every call that is answered, which opening a socket is not, onto a generated request type, a struct
/// with the field `call`.
#[macro_export]
macro_rules! answer_options {
    ($request:ident) => {
        /// Options of every call that is answered, and other ways to send it.
        impl $request {
            /// For how long the body of the answer may give nothing while it is read. By default what the client says,
            /// which is 20 seconds by default. Until the answer begins, `timeout` alone holds.
            #[must_use]
            pub fn stall_limit(mut self, limit: std::time::Duration) -> Self {
                self.call = self.call.stall_limit(limit);
                self
            }

            /// How many bytes of the answer's body are read, counted after decompression. By default what the client says,
            /// which is 16 MiB by default.
            #[must_use]
            pub fn response_limit(mut self, bytes: usize) -> Self {
                self.call = self.call.response_limit(bytes);
                self
            }

            /// When this call is tried again. By default what the client says.
            #[must_use]
            pub fn retry(mut self, policy: $crate::RetryPolicy) -> Self {
                self.call = self.call.retry(policy);
                self
            }

            /// Whether this call may be repeated when nobody knows whether it arrived. By default what the API's document
            /// says; GET and HEAD may, where it says nothing. A server that knows a repeated message by a header or an id of
            /// yours makes sending idempotent.
            #[must_use]
            pub fn idempotent(mut self, is_idempotent: bool) -> Self {
                self.call = self.call.idempotent(is_idempotent);
                self
            }

            /// Sends the call and gives the body of a success as it came, after decompression and up to `response_limit`,
            /// whatever the API declares.
            ///
            /// # Errors
            /// Those of `send`, but for declared error bodies, which [`body`](switchboard_core::Error::body) has.
            pub fn send_raw(self) -> $crate::generated::Sending<$crate::generated::Bytes> {
                self.call.send_raw()
            }

            /// Sends the call and gives the body of a success while it arrives, whatever the API declares. It may be of any
            /// size, but may not stall.
            ///
            /// # Errors
            /// Those of `send_raw`.
            pub fn send_streamed(self) -> $crate::generated::Sending<$crate::ByteStream> {
                self.call.send_streamed()
            }
        }
    };
}
