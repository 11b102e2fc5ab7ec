//! Values that must appear nowhere, and how to find them even where they are encoded.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

// Each begins with letters that no encoding but base64 changes; what follows is changed by percent-encoding.
pub(crate) const HEADER_KEY: &str = "canaryheaderkey/+=%";
pub(crate) const BEARER: &str = "canarybearer/+=%";
pub(crate) const USER: &str = "canaryuser/+=%";
pub(crate) const PASSWORD: &str = "canarypassword/+=%:";
pub(crate) const QUERY_KEY: &str = "canaryquerykey/+=%&";
pub(crate) const COOKIE: &str = "canarycookie/+=%;";
pub(crate) const MESSAGE: &str = "canarymessage \"quoted\"\nsecond line, é";
pub(crate) const CALL_HEADER: &str = "canarycallheader/+=%";
pub(crate) const ROOM: &str = "canaryroom/é";
pub(crate) const SESSION_TOKEN: &str = "canarysessiontoken/+=%";
pub(crate) const REFRESH_TOKEN: &str = "canaryrefreshtoken/+=%";
pub(crate) const SEARCH: &str = "canarysearch/é";

const ALL: [&str; 12] = [
    HEADER_KEY,
    BEARER,
    USER,
    PASSWORD,
    QUERY_KEY,
    COOKIE,
    MESSAGE,
    CALL_HEADER,
    SESSION_TOKEN,
    REFRESH_TOKEN,
    ROOM,
    SEARCH,
];

/// All of them, as a server may repeat them in a header or a line of text.
pub(crate) fn echo() -> String {
    ALL.map(letters).join(" ")
}

/// All of them, whole, as a JSON string.
pub(crate) fn echo_as_json() -> String {
    serde_json::to_string(&ALL.join(" ")).unwrap()
}

/// Fails if a text holds one of them, as it is, percent-encoded, in base64, in hexadecimal or as a list of bytes.
pub(crate) fn assert_absent(what: &str, text: &str) {
    let lower = text.to_lowercase();
    let dense: String = lower.split_whitespace().collect();
    for canary in ALL.map(letters) {
        let list: Vec<String> = canary.bytes().map(|byte| byte.to_string()).collect();
        let hexadecimal: String = canary.bytes().map(|byte| format!("{byte:02x}")).collect();
        let found = lower.contains(canary)
            || dense.contains(&list.join(","))
            || lower.contains(&hexadecimal)
            || in_base64(canary).iter().any(|encoded| text.contains(encoded));
        assert!(!found, "{what} holds {canary}: {text}");
    }
}

fn letters(canary: &'static str) -> &'static str {
    let end = canary.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap();
    &canary[..end]
}

/// What the letters become in base64, at each of the three places where they may stand in a group of bytes. Characters
/// that neighbours have a part in are left out.
fn in_base64(canary: &str) -> [String; 3] {
    [0, 1, 2].map(|before| {
        let encoded = BASE64_STANDARD.encode([&b"??"[..before], canary.as_bytes()].concat());
        let whole = encoded.trim_end_matches('=');
        // Six bits a character: with one byte before, two characters are shared; with two, three.
        let start = [0, 2, 3][before];
        let shared_at_end = usize::from(!(before + canary.len()).is_multiple_of(3));
        whole[start..whole.len() - shared_at_end].to_owned()
    })
}

#[test]
fn a_canary_is_found_in_any_disguise() {
    let disguises = [
        format!("x {} y", HEADER_KEY.to_uppercase()),
        "canaryroom%2F%C3%A9".to_owned(),
        BASE64_STANDARD.encode(format!("{USER}:{PASSWORD}")),
        BASE64_STANDARD.encode(format!("a:{PASSWORD}")),
        BASE64_STANDARD.encode(format!("ab:{PASSWORD}")),
        format!("{:?}", MESSAGE.as_bytes()),
        format!("{:#?}", MESSAGE.as_bytes()),
        "63616E617279636F6F6B6965".to_owned(),
    ];
    for disguise in disguises {
        let found = std::panic::catch_unwind(|| assert_absent("", &disguise)).is_err();
        assert!(found, "not found in {disguise}");
    }
    assert_absent("an innocent text", "canary header key, Y2FuYXJ5, 99, 97, 110");
}
