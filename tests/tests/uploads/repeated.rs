use std::sync::Mutex;

use switchboard_core::{Delivery, Interceptor, OutgoingRequest, RetryPolicy, Upload};
use tokio::net::TcpSocket;
use tokio::sync::oneshot;

use crate::api::{builder, pieces, put};
use crate::server::{serve, start};

#[tokio::test]
async fn a_stream_that_was_sent_is_not_sent_again() {
    let (url, received) = start("one", "503 Service Unavailable", 1).await;
    let client = builder(&url).build().unwrap();
    let file = Upload::stream(pieces(["one"]), Some(3));

    let error = put(&client, file.clone()).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (503, 1), "{error:?}");
    assert_eq!(received.await.unwrap().len(), 1);

    let error = put(&client, file).await.unwrap_err();
    assert!(error.is_refused(), "{error:?}");
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert!(error.to_string().contains("can be read only once"), "{error}");
}

/// Lets a server listen when the second attempt begins.
struct ListensLater(Mutex<Option<(TcpSocket, oneshot::Sender<tokio::net::TcpListener>)>>);

impl Interceptor for ListensLater {
    fn before(&self, request: &mut OutgoingRequest<'_>) -> Result<(), String> {
        if request.attempt() == 2
            && let Some((socket, started)) = self.0.lock().unwrap().take()
        {
            started.send(socket.listen(1).unwrap()).unwrap();
        }
        Ok(())
    }
}

#[tokio::test]
async fn a_stream_of_which_nothing_was_read_is_tried_again() {
    // Bound but not listening: whoever connects is refused.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let url = format!("http://{}", socket.local_addr().unwrap());
    let (started, listener) = oneshot::channel();
    let received = tokio::spawn(async move { serve(listener.await.unwrap(), "one", "200 OK", 1).await });
    let client = builder(&url)
        .retry(RetryPolicy::new().backoff(std::time::Duration::ZERO, std::time::Duration::ZERO))
        .interceptor(ListensLater(Mutex::new(Some((socket, started)))))
        .build()
        .unwrap();

    put(&client, Upload::stream(pieces(["one"]), Some(3))).await.unwrap();
    assert!(received.await.unwrap()[0].ends_with("\r\n\r\none"));
}
