use switchboard_core::{Delivery, Upload};

use crate::api::{builder, failing, pieces, put, put_in_form};
use crate::server::start;

fn body(request: &str) -> &str {
    request.split_once("\r\n\r\n").unwrap().1
}

#[tokio::test]
async fn a_stream_of_unknown_length_is_sent_in_chunks() {
    let (url, received) = start("0\r\n\r\n", "200 OK", 1).await;
    let client = builder(&url).build().unwrap();

    put(&client, Upload::stream(pieces(["one ", "", "two"]), None).media_type("text/plain")).await.unwrap();
    let received = received.await.unwrap().remove(0);
    assert!(received.contains("transfer-encoding: chunked\r\n"), "{received}");
    assert!(received.contains("content-type: text/plain\r\n"), "{received}");
    assert_eq!(body(&received), "4\r\none \r\n3\r\ntwo\r\n0\r\n\r\n");
}

#[tokio::test]
async fn a_stream_of_known_length_is_sent_as_it_is() {
    let (url, received) = start("one two", "200 OK", 1).await;
    let client = builder(&url).build().unwrap();

    put(&client, Upload::stream(pieces(["one ", "two"]), Some(7))).await.unwrap();
    let received = received.await.unwrap().remove(0);
    assert!(received.contains("content-length: 7\r\n"), "{received}");
    assert!(received.contains("content-type: application/octet-stream\r\n"), "{received}");
    assert_eq!(body(&received), "one two");
}

#[tokio::test]
async fn an_empty_stream_is_an_empty_body() {
    let (url, received) = start("\r\n\r\n", "200 OK", 1).await;
    let client = builder(&url).build().unwrap();

    put(&client, Upload::stream(pieces([]), Some(0))).await.unwrap();
    assert!(received.await.unwrap()[0].contains("content-length: 0\r\n"));
}

#[tokio::test]
async fn a_stream_in_a_form_is_sent_between_its_boundaries() {
    for length in [Some(7), None] {
        let end = if length.is_some() { "--\r\n" } else { "0\r\n\r\n" };
        let (url, received) = start(end, "200 OK", 1).await;
        let client = builder(&url).build().unwrap();

        let file = Upload::stream(pieces(["one ", "two"]), length).file_name("file.txt").media_type("text/plain");
        put_in_form(&client, "a title", file).await.unwrap();
        let received = received.await.unwrap().remove(0);
        let (head, body) = received.split_once("\r\n\r\n").unwrap();
        let boundary = head.split_once("boundary=").unwrap().1.lines().next().unwrap();
        let expected = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\na title\r\n--{boundary}\r\n\
             Content-Disposition: form-data; name=\"file\"; filename=\"file.txt\"\r\nContent-Type: text/plain\r\n\r\n\
             one two\r\n--{boundary}--\r\n"
        );
        match length {
            Some(_) => {
                assert!(head.contains(&format!("content-length: {}", expected.len())), "{head}");
                assert_eq!(body, expected);
            }
            None => assert!(head.contains("transfer-encoding: chunked"), "{head}"),
        }
    }
}

#[tokio::test]
async fn a_stream_that_fails_or_breaks_its_promise_is_never_taken_for_a_whole_one() {
    for (case, file) in [
        ("fails", Upload::stream(failing(), Some(20))),
        ("fails, in chunks", Upload::stream(failing(), None)),
        ("is too short", Upload::stream(pieces(["one ", "two"]), Some(8))),
        ("is too long", Upload::stream(pieces(["one ", "two"]), Some(6))),
        ("is too long by a piece", Upload::stream(pieces(["one ", "two"]), Some(4))),
    ] {
        let (url, received) = start("nothing ends like this", "200 OK", 1).await;
        let client = builder(&url).build().unwrap();

        let error = put(&client, file).await.unwrap_err();
        assert!(error.is_upload(), "{case}: {error:?}");
        assert_eq!(error.delivery(), Delivery::MaybeSent, "{case}");
        assert!(!format!("{error} {error:?}").contains("canary"), "{case}: {error:?}");
        let received = received.await.unwrap().remove(0);
        let promised = received.split_once("content-length: ").map(|(_, rest)| rest.lines().next().unwrap());
        match promised {
            Some(length) => assert!(body(&received).len() < length.parse().unwrap(), "{case}: {received}"),
            None => assert!(!received.ends_with("0\r\n\r\n"), "{case}: {received}"),
        }
    }
}
