//! The forms that an answer is printed in.

use serde_json::{Value, json};
use switchboard_tests::scripted::answer;

use crate::{answered, switchboard, typed};

const LIST: [&str; 2] = ["slskd", "list-conversations"];

/// Whatever JSON can say, in an order of its own.
const EVERYTHING: &str = r#" {"z":[1,-2,18446744073709551615,0.1,1.0,1e300,51.248178375505404],"a":{"b":null,"t":true},"s":"é😀\u0000\"\\/\u2028","":[],"list":[{}]}"#;

#[tokio::test]
async fn what_is_piped_is_the_json_that_the_server_sent_in_its_order() {
    let run = answered(typed("application/json", EVERYTHING), &LIST).await;
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(run.json(), serde_json::from_str::<Value>(EVERYTHING).unwrap());
    for number in ["18446744073709551615", "0.1", "1.0", "51.248178375505404"] {
        assert!(run.text().contains(&format!("{number},")) || run.text().contains(&format!("{number}\n")), "{number}");
    }
    let order = ["\"z\"", "\"a\"", "\"s\"", "\"list\""].map(|name| run.text().find(name).unwrap());
    assert!(order.is_sorted(), "{}", run.text());
    assert!(run.text().ends_with("}\n") && run.text().lines().count() > 5, "{}", run.text());
    assert_eq!(run.stderr, "");
}

#[tokio::test]
async fn a_table_is_for_people() {
    let body = json!([{ "username": "bob", "isActive": true }, { "username": "ann", "notes": { "a": 1 } }]);
    let run =
        answered(typed("application/json", body.to_string()), &[&LIST[..], &["--output", "table"]].concat()).await;
    let text = run.text();
    for word in ["username", "isActive", "notes", "bob", "ann", "true", r#"{"a":1}"#, "│"] {
        assert!(text.contains(word), "{word}: {text}");
    }
    assert!(text.find("bob") < text.find("ann"), "{text}");
}

#[tokio::test]
async fn a_table_of_nothing_and_an_answer_without_a_body_say_so_to_people_alone() {
    for (answer, table) in [
        (typed("application/json", "[]"), "nothing\n"),
        (answer("200 OK", &[], b""), "200 OK\n"),
        (b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n".to_vec(), "204 No Content\n"),
    ] {
        let run = answered(answer.clone(), &[&LIST[..], &["--output", "table"]].concat()).await;
        assert_eq!((run.code, run.text().as_str()), (Some(0), table));
        let run = answered(answer, &[&LIST[..], &["--output", "json"]].concat()).await;
        assert_eq!((run.code, run.text() == "[]\n" || run.text().is_empty()), (Some(0), true), "{}", run.text());
    }
}

#[tokio::test]
async fn raw_is_the_body_byte_for_byte() {
    for body in [&b"\xff\xfe\x00\x1b[2J no line end"[..], b"{\"a\" :1}\r\n\n", b"", EVERYTHING.as_bytes()] {
        let run = answered(typed("application/json", body), &[&LIST[..], &["--output", "raw"]].concat()).await;
        assert_eq!((run.code, run.stdout.as_slice()), (Some(0), body), "{}", run.stderr);
    }
}

#[tokio::test]
async fn text_is_printed_as_text() {
    let run = answered(typed("text/plain", "ok: é"), &["pieces-os", "health"]).await;
    assert_eq!((run.code, run.text().as_str()), (Some(0), "ok: é\n"));
}

#[tokio::test]
async fn verbose_tells_both_heads_beside_the_answer() {
    let run = answered(typed("application/json", "[]"), &[&LIST[..], &["-v"]].concat()).await;
    assert_eq!(run.json(), json!([]));
    for line in ["> GET /conversations HTTP/1.1", "> accept: ", "< 200 OK", "< content-type: application/json"] {
        assert!(run.stderr.contains(line), "{line}: {}", run.stderr);
    }
}

#[cfg(unix)]
#[tokio::test]
async fn who_reads_no_further_breaks_nothing() {
    let server = vec![typed("application/json", format!("[{}1]", "1234567,".repeat(200_000)))];
    let server = switchboard_tests::scripted::Server::start(server).await.unwrap();
    let switchboard = switchboard().set("SWITCHBOARD_SLSKD_BASE_URL", server.url());
    let switchboard = switchboard.set("PATH", std::env::var("PATH").unwrap_or_default());
    let pipe = format!(
        "'{}' slskd list-conversations | head -n 1; echo ${{PIPESTATUS[0]}}",
        env!("CARGO_BIN_EXE_switchboard")
    );
    let child = switchboard.beside("bash").args(["-c", &pipe]).spawn().unwrap();
    let run = switchboard.finish(child).await.unwrap();
    assert_eq!((run.text().as_str(), run.stderr.as_str()), ("[\n0\n", ""));
}
