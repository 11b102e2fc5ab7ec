//! Is a list of cursors followed to its end, and no further?

use switchboard::convore::types::MessageFormat;
use switchboard::{Delivery, Error};
use switchboard_tests::scripted::{answer, json};

use crate::End;
use crate::convore::{Case, next, page, run};

#[tokio::test]
async fn a_list_of_cursors_is_followed_to_its_end() {
    let cases = vec![
        Case {
            about: "nothing is sent that was not set",
            begin: |client| client.list_messages().items(),
            answers: vec![page(&["1", "2"], &next("b")), page(&["3"], "")],
            queries: &["", "cursor=b"],
            items: &["1", "2", "3"],
            end: End::OfList,
        },
        Case {
            about: "what was set is sent with each page",
            begin: |client| {
                client.list_messages().limit(1).conversation_id("conv_1").format(MessageFormat::Full).items()
            },
            answers: vec![page(&["1"], &next("b")), page(&["2"], &next("a+b/c==&d")), page(&["3"], "")],
            queries: &[
                "limit=1&conversation_id=conv_1&format=full",
                "limit=1&conversation_id=conv_1&format=full&cursor=b",
                "limit=1&conversation_id=conv_1&format=full&cursor=a%2Bb%2Fc%3D%3D%26d",
            ],
            items: &["1", "2", "3"],
            end: End::OfList,
        },
        Case {
            about: "a walk begins at the cursor that was set",
            begin: |client| client.list_messages().cursor("b").limit(2).items(),
            answers: vec![page(&["3", "4"], &next("c")), page(&["5"], "")],
            queries: &["cursor=b&limit=2", "cursor=c&limit=2"],
            items: &["3", "4", "5"],
            end: End::OfList,
        },
        Case {
            about: "null ends the list",
            begin: |client| client.list_messages().items(),
            answers: vec![page(&["1"], r#""next_cursor":null,"#)],
            queries: &[""],
            items: &["1"],
            end: End::OfList,
        },
        Case {
            about: "an empty cursor ends the list",
            begin: |client| client.list_messages().items(),
            answers: vec![page(&["1"], &next(""))],
            queries: &[""],
            items: &["1"],
            end: End::OfList,
        },
        Case {
            about: "a page without items is no end where it names a next one",
            begin: |client| client.list_messages().items(),
            answers: vec![page(&[], &next("b")), page(&["1"], "")],
            queries: &["", "cursor=b"],
            items: &["1"],
            end: End::OfList,
        },
    ];
    run(cases).await;
}

#[tokio::test]
async fn a_cursor_that_comes_again_is_an_error_after_all_that_was_listed() {
    fn is_repeated(error: &Error) -> bool {
        let text = format!("{error} {error:?}");
        error.is_repeated_cursor()
            && error.delivery() == Delivery::Accepted
            && error.status().is_some_and(|status| status == 200)
            && text.contains("never end")
            && !text.contains("canary")
    }
    let cases = vec![
        Case {
            about: "from A to B to A",
            begin: |client| client.list_messages().items(),
            answers: vec![
                page(&["1"], &next("canary-a")),
                page(&["2"], &next("canary-b")),
                page(&["3"], &next("canary-a")),
            ],
            queries: &["", "cursor=canary-a", "cursor=canary-b"],
            items: &["1", "2", "3"],
            end: End::With(is_repeated),
        },
        Case {
            about: "from A to A",
            begin: |client| client.list_messages().items(),
            answers: vec![page(&["1"], &next("canary-a"))],
            queries: &["", "cursor=canary-a"],
            items: &["1", "1"],
            end: End::With(is_repeated),
        },
        Case {
            about: "back to where the caller began",
            begin: |client| client.list_messages().cursor("canary-a").items(),
            answers: vec![page(&["1"], &next("canary-b")), page(&["2"], &next("canary-a"))],
            queries: &["cursor=canary-a", "cursor=canary-b"],
            items: &["1", "2"],
            end: End::With(is_repeated),
        },
    ];
    run(cases).await;
}

#[tokio::test]
async fn an_error_in_the_middle_keeps_what_it_says_and_ends_the_walk() {
    let cases = vec![
        Case {
            about: "a refusal",
            begin: |client| client.list_messages().items(),
            answers: vec![page(&["1"], &next("b")), answer("403 Forbidden", &[], b"<html>no</html>")],
            queries: &["", "cursor=b"],
            items: &["1"],
            end: End::With(|error| {
                error.status().is_some_and(|status| status == 403)
                    && error.delivery() == Delivery::Rejected
                    && error.body() == b"<html>no</html>"
            }),
        },
        Case {
            about: "a page that does not decode",
            begin: |client| client.list_messages().items(),
            answers: vec![page(&["1"], &next("b")), json(r#"{"data":[{"id":7}]}"#)],
            queries: &["", "cursor=b"],
            items: &["1"],
            end: End::With(|error| {
                error.is_decode() && error.delivery() == Delivery::Accepted && error.decode_path() == Some("data[0].id")
            }),
        },
        Case {
            about: "a header that cannot be sent",
            begin: |client| client.list_messages().header("x-a", "line\nbreak").items(),
            answers: vec![page(&["1"], "")],
            queries: &[],
            items: &[],
            end: End::With(|error| error.is_refused() && error.delivery() == Delivery::NotSent),
        },
    ];
    run(cases).await;
}
