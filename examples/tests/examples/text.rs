//! Do texts fit into a message without losing a character?

use switchboard_examples::{beginning, parts};

#[test]
fn a_beginning_is_as_long_as_it_can_be() {
    assert_eq!(beginning("hello", 5), "hello");
    assert_eq!(beginning("hello", 4), "hell");
    assert_eq!(beginning("née", 2), "n");
    assert_eq!(beginning("", 2), "");
}

#[test]
fn parts_are_the_text_when_put_together() {
    let text = "naïve 🦀 café".repeat(7);
    let split: Vec<&str> = parts(&text, 5).collect();
    assert_eq!(split.concat(), text);
    assert!(split.iter().all(|part| !part.is_empty() && part.len() <= 5));
    assert_eq!(parts("", 5).count(), 0);
}
