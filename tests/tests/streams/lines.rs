use crate::api::{Tick, builder, lines};
use crate::server::Server;

#[tokio::test]
async fn each_line_is_an_item_and_so_is_each_of_a_list() {
    let (server, url) = Server::start().await;
    let (mut connection, mut stream) = tokio::join!(server.begin("200 OK", ""), lines(builder(url)));
    connection.send("{\"number\":1}\n\n  \r\n{\"num").await;
    assert_eq!(stream.next_item().await.unwrap().unwrap(), Tick { number: 1 });
    connection.send("ber\":2}\r\n[{\"number\":3},{\"number\":4}]\n[]\nnonsense\n{\"number\":5}").await;
    connection.end().await;
    for number in [2, 3, 4] {
        assert_eq!(stream.next_item().await.unwrap().unwrap().number, number);
    }
    let error = stream.next_item().await.unwrap().unwrap_err();
    assert!(error.is_decode(), "{error:?}");
    assert_eq!(error.body(), b"nonsense");
    assert_eq!(stream.next_item().await.unwrap().unwrap().number, 5, "the last line needs no end");
    assert!(stream.next_item().await.is_none());
}

#[tokio::test]
async fn a_line_without_end_is_too_large() {
    let (server, url) = Server::start().await;
    let limited = lines(builder(url).response_limit(10));
    let (mut connection, mut stream) = tokio::join!(server.begin("200 OK", ""), limited);
    connection.send("{\"number\":1}").await;
    assert!(stream.next_item().await.unwrap().unwrap_err().is_too_large());
    assert!(stream.next_item().await.is_none());
}
