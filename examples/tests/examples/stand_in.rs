//! What does an example print where no server is named?

use crate::process::run;

/// The conversation that an example prints, without what the bot says of itself.
async fn conversation(name: &str) -> Vec<String> {
    let output = run(name, &[]).await;
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{errors}");
    assert_eq!(errors, "");
    let printed = String::from_utf8(output.stdout).unwrap();
    let (of_the_bot, others): (Vec<&str>, Vec<&str>) = printed.lines().partition(|line| line.starts_with("done with "));
    let [first, conversation @ .., last] = others.as_slice() else { panic!("it printed {printed}") };
    assert_eq!(*first, "no server is named: this is a stand-in on this machine");
    assert_eq!(*last, "the conversation is over, and the bot has stopped");
    assert!(of_the_bot.len() > 1, "{printed}");
    conversation.iter().map(|line| (*line).to_owned()).collect()
}

#[tokio::test]
async fn the_bot_of_convore_answers_in_html() {
    let expected = [
        "bob@example.com: are you there?",
        "bot: <p>you said: are you there?</p>",
        "bob@example.com: at noon, if 1 < 2",
        "bot: <p>you said: at noon, if 1 &lt; 2</p>",
    ];
    assert_eq!(conversation("echo-convore").await, expected);
}

#[tokio::test]
async fn the_bot_of_hopr_answers_to_the_address_in_the_text() {
    let address = "somebody: reply-to: 12D3KooWLYKsvDB4xEELYoHXxeStj2gzaDXjra2uGaFLpKCZkJHs";
    let expected = [
        address,
        "are you there?",
        "bot: you said: are you there?",
        address,
        "good night",
        "bot: you said: good night",
    ];
    assert_eq!(conversation("echo-hopr").await, expected);
}

#[tokio::test]
async fn the_bot_of_joinself_answers_its_connection() {
    let expected = [
        "1234567890: are you there?",
        "bot: you said: are you there?",
        "1234567890: good night",
        "bot: you said: good night",
    ];
    assert_eq!(conversation("echo-joinself").await, expected);
}

#[tokio::test]
async fn the_bot_of_pieces_os_answers_the_user() {
    let expected = [
        "the user: are you there?",
        "bot: you said: are you there?",
        "the user: good night",
        "bot: you said: good night",
    ];
    assert_eq!(conversation("echo-pieces-os").await, expected);
}

#[tokio::test]
async fn the_bot_of_slskd_answers_whoever_writes() {
    let expected =
        ["bob: are you there?", "bot: you said: are you there?", "bob: good night", "bot: you said: good night"];
    assert_eq!(conversation("echo-slskd").await, expected);
}

#[tokio::test]
async fn the_bridge_forwards_both_ways() {
    let expected = [
        "bob: is anybody there?",
        "to the mixnet: bob: is anybody there?",
        "somebody in the mixnet: yes, who is it?",
        "to bob: yes, who is it?",
        "bob: it is Bob",
        "to the mixnet: bob: it is Bob",
    ];
    assert_eq!(conversation("bridge-hopr-slskd").await, expected);
}
