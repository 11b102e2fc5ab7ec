//! Extensions that say how lists are walked through, and how times are written.

use super::{found, operation};

/// What is found in an operation with such pages. The extension begins in line 9.
fn found_in_pages(pages: &str) -> Vec<String> {
    let parameters = "      parameters: [{name: page, in: query, schema: {type: integer}}, \
                      {name: cursor, in: query, schema: {type: string}}, {$ref: '#/components/parameters/size'}]\n";
    let components = "components: {parameters: {size: {name: size, in: query, schema: {type: integer}}}}\n";
    let pages: String = pages.lines().map(|line| format!("        {line}\n")).collect();
    let found = found(&operation(&format!("      x-pagination:\n{pages}{parameters}{components}")));
    found.into_iter().map(|found| found.replace("chat.yaml:", "")).collect()
}

#[test]
fn pages_that_say_all_that_is_needed_have_no_findings() {
    for pages in [
        "style: cursor\nrequest: {cursor: cursor, size: size}\nresponse: {items: /data, cursor: /meta/next}\n\
         endsAt: [noCursor, emptyPage]\ndescription: The order is unknown.",
        "style: page\nrequest: {page: page}\nresponse: {items: ''}\nfirstPage: 0\nendsAt: [emptyPage, repeatedPage]",
        "style: page\nrequest: {page: page, size: size}\nresponse: {items: /a, page: /b, size: /c, cursor: /d}\n\
         firstPage: 1\nendsAt: [shortPage, repeatedPage, emptyPage, noCursor]",
    ] {
        assert_eq!(found_in_pages(pages), Vec::<String>::new(), "{pages}");
    }
}

#[test]
fn pages_that_would_lose_items_or_never_end_are_told_with_their_place() {
    const CURSOR: &str = "style: cursor\nrequest: {cursor: cursor}\nresponse: {items: /data, cursor: /next}\n";
    const PAGE: &str = "style: page\nrequest: {page: page}\nresponse: {items: /data}\n";
    let cases: [(String, &[&str]); 14] = [
        ("style: offset".to_owned(), &["9:16 the style of pages is neither `cursor` nor `page`"]),
        (
            "style: cursor".to_owned(),
            &[
                "8:7 x-pagination has no object `request`",
                "8:7 x-pagination has no object `response`",
                "8:7 nothing says where the list ends",
            ],
        ),
        (
            CURSOR.replace("cursor: cursor", "cursor: after") + "endsAt: [noCursor]",
            &["10:27 the operation has no query parameter \"after\""],
        ),
        (
            PAGE.replace("page: page}", "page: cursor, size: limit}") + "firstPage: 1\nendsAt: [emptyPage]",
            &[
                "10:25 the parameter \"cursor\" is of type string, and not integer",
                "10:39 the operation has no query parameter \"limit\"",
            ],
        ),
        (
            CURSOR.replace("cursor: cursor}", "size: size}") + "endsAt: [noCursor]",
            &["10:9 `request` does not say which parameter takes the cursor"],
        ),
        (
            CURSOR.replace("items: /data", "size: 7") + "endsAt: [noCursor]",
            &[
                "11:9 `response` does not say where the items of a page stand",
                "11:26 \"size\" says nothing about pages of the style `cursor`",
                "11:26 size must be a JSON pointer into the answer, and is 7",
            ],
        ),
        (CURSOR.to_owned() + "endsAt: []", &["12:9 nothing says where the list ends"]),
        (
            CURSOR.to_owned() + "endsAt: [noCursor, shortPage]",
            &["12:28 \"shortPage\" does not end a list of the style `cursor`"],
        ),
        (
            CURSOR.to_owned() + "endsAt: [emptyPage]",
            &["12:9 without a next cursor there is no next page, so the list ends there too"],
        ),
        (
            CURSOR.replace(", cursor: /next", "") + "endsAt: [noCursor]",
            &["12:18 \"noCursor\" cannot be seen: `response` does not say where `cursor` stands"],
        ),
        (
            PAGE.to_owned() + "firstPage: 1\nendsAt: [shortPage, lastPage]",
            &[
                "13:18 \"shortPage\" cannot be seen: `response` does not say where `size` stands",
                "13:29 \"lastPage\" does not end a list of the style `page`",
            ],
        ),
        (PAGE.to_owned() + "endsAt: [emptyPage]", &["8:7 `firstPage` does not say the number of the first page"]),
        (
            CURSOR.to_owned() + "endsAt: [noCursor]\nfirstPage: 1\ndescription: 7",
            &[
                "13:20 \"firstPage\" says nothing about pages of the style `cursor`",
                "14:22 `description` must be a string",
            ],
        ),
        (
            CURSOR.to_owned() + "endsAt: [noCursor]\nends_at: x",
            &["13:18 \"ends_at\" says nothing about pages of the style `cursor`"],
        ),
    ];
    for (pages, expected) in cases {
        assert_eq!(found_in_pages(&pages), expected, "{pages}");
    }
}

#[test]
fn a_socket_has_no_pages() {
    let found =
        found(&operation("      x-websocket: {frames: {receive: text}}\n      x-pagination: {style: cursor}\n"));
    assert_eq!(found.first().map(String::as_str), Some("chat.yaml:9:7 a socket has no pages"));
}

#[test]
fn a_precision_stands_on_a_point_in_time_and_is_seconds() {
    let parameters = |extension: &str, schema: &str| {
        found(&operation(&format!("      parameters: [{{name: a, in: query, {extension}, schema: {{{schema}}}}}]\n")))
    };
    let time = "type: string, format: date-time";
    assert_eq!(parameters("x-precision: seconds", time), Vec::<String>::new());
    assert_eq!(parameters("x-precision: seconds", &format!("type: array, items: {{{time}}}")), Vec::<String>::new());
    let misplaced = "chat.yaml:8:54 x-precision does not stand on a parameter of format date-time";
    assert_eq!(parameters("x-precision: seconds", "type: string"), [misplaced]);
    assert_eq!(parameters("x-precision: 1", time), ["chat.yaml:8:54 x-precision must be `seconds`, and is 1"]);
    let on_schema = parameters("x-note: 1", &format!("{time}, x-precision: seconds"));
    assert!(on_schema.len() == 1 && on_schema[0].contains("does not stand on a parameter"), "{on_schema:?}");
}
