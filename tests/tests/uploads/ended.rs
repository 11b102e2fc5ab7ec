use std::io;
use std::time::Duration;

use futures_util::{StreamExt as _, stream};
use switchboard_core::{Delivery, RetryPolicy, Upload};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use crate::api::{builder, get, pieces, put};

/// Longer than anything here takes; what reaches it hangs.
const FOREVER: Duration = Duration::from_secs(30);

/// Reads up to the end of a head.
async fn read_head(stream: &mut TcpStream) {
    let mut bytes = Vec::new();
    while !bytes.windows(4).any(|window| window == b"\r\n\r\n") {
        assert_ne!(stream.read_buf(&mut bytes).await.unwrap(), 0, "hung up before it asked");
    }
}

#[tokio::test]
async fn a_stream_is_read_no_further_once_the_server_has_refused_it() {
    let endless = || {
        stream::repeat_with(|| io::Result::Ok("and so on")).then(|piece| async {
            tokio::task::yield_now().await;
            piece
        })
    };
    for (case, file) in [
        ("it has no end", Upload::stream(endless(), None)),
        ("nothing more comes", Upload::stream(pieces(["one "]).chain(stream::pending()), None)),
        ("nothing more comes of what was promised", Upload::stream(pieces(["one "]).chain(stream::pending()), Some(8))),
    ] {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        // It goes on taking what it has refused, as some servers do to keep the connection.
        let server = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            read_head(&mut stream).await;
            stream.write_all(b"HTTP/1.1 413 Content Too Large\r\ncontent-length: 0\r\n\r\n").await.unwrap();
            while stream.read(&mut [0; 1024]).await.is_ok_and(|read| read > 0) {}
        });
        let client = builder(&url).build().unwrap();

        let error = put(&client, file).await.unwrap_err();
        let status = error.status().map(|status| status.as_u16());
        assert_eq!((status, error.delivery()), (Some(413), Delivery::Rejected), "{case}: {error:?}");
        let ended = tokio::time::timeout(FOREVER, server).await;
        ended.unwrap_or_else(|_| panic!("{case}: the connection stays open")).unwrap();
    }
}

#[test]
fn a_call_without_a_stream_never_fails_for_one() {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (first, second) = (runtime(), runtime());
    let listener = second.block_on(TcpListener::bind(("127.0.0.1", 0))).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let client = builder(&url).retry(RetryPolicy::never()).build().unwrap();
    let (stop, stopped) = oneshot::channel();
    let (arrived, has_arrived) = oneshot::channel();
    let (connected, has_connected) = oneshot::channel();
    let server = async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        read_head(&mut stream).await;
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await.unwrap();
        read_head(&mut stream).await;
        arrived.send(()).unwrap();
        std::future::pending::<()>().await;
    };

    // The connection belongs to the runtime on which it was made, and ends with it.
    let owner = client.clone();
    let thread = std::thread::spawn(move || {
        first.block_on(async {
            get(&owner).await.unwrap();
            // Until the connection has come back for the next call.
            for _ in 0..100 {
                tokio::task::yield_now().await;
            }
            connected.send(()).unwrap();
            stopped.await.unwrap();
        });
    });
    let error = second.block_on(async {
        tokio::spawn(server);
        has_connected.await.unwrap();
        let stopping = async {
            has_arrived.await.unwrap();
            stop.send(()).unwrap();
        };
        tokio::join!(get(&client), stopping).0.unwrap_err()
    });
    thread.join().unwrap();
    assert!(error.is_interrupted() && !error.is_upload(), "{error:?}");
    assert_eq!(error.delivery(), Delivery::MaybeSent);
}
