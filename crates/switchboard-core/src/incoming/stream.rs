/// Writes what every stream of incoming messages has onto a struct with the field `polling`, a
/// [`Polling`](crate::Polling) of the source that is named.
#[macro_export]
macro_rules! incoming_stream {
    ($stream:ident polls $source:ty) => {
        /// What every stream of incoming messages has.
        impl $stream {
            /// How long to wait before the server is asked again: `shortest` while messages come, and twice as long
            /// each time that nothing or an error comes, up to `longest`. 1 to 30 seconds by default, at least a
            /// millisecond.
            #[must_use]
            pub fn poll_every(mut self, shortest: std::time::Duration, longest: std::time::Duration) -> Self {
                self.polling = self.polling.poll_every(shortest, longest);
                self
            }

            /// Waits for the next message; `None` after the end. The same as `next` of the stream, without a trait in
            /// scope. Dropping the future before it is done loses nothing.
            ///
            /// An error does not end the stream, which asks again, ever more slowly while errors last. One that would
            /// come again however often it asks does: a 4xx other than 408 and 429, and a call that cannot be sent.
            pub async fn next_message(
                &mut self,
            ) -> Option<Result<<$source as $crate::Source>::Message, $crate::Error>> {
                self.polling.next_message().await
            }

            /// Ends the stream: waits for a fetch under way, and gives what was fetched and not yet read, which then
            /// counts as read. An error that such a fetch ends with is dropped. Dropping the future before it is done
            /// leaves the stream as it was.
            pub async fn stop(&mut self) -> Vec<<$source as $crate::Source>::Message> {
                self.polling.stop().await
            }
        }

        impl $crate::generated::Stream for $stream {
            type Item = Result<<$source as $crate::Source>::Message, $crate::Error>;

            fn poll_next(
                mut self: std::pin::Pin<&mut Self>,
                context: &mut std::task::Context<'_>,
            ) -> std::task::Poll<Option<Self::Item>> {
                std::pin::Pin::new(&mut self.polling).poll_next(context)
            }
        }

        impl std::fmt::Debug for $stream {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.debug_struct(stringify!($stream)).field("polling", &self.polling).finish()
            }
        }
    };
}
