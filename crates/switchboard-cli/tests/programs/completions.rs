//! Completion in a shell.

use crate::switchboard;

/// What bash proposes for the last of these words.
async fn proposed(words: &[&str]) -> Vec<String> {
    let switchboard = switchboard().set("PATH", std::env::var("PATH").unwrap_or_default());
    let script = switchboard.run(&["completions", "bash"]).await.unwrap();
    assert_eq!((script.code, script.stderr.as_str()), (Some(0), ""));
    switchboard.write("switchboard.bash", &script.stdout).unwrap();
    // As bash calls a completion: the command, the word, and the one before it.
    let ask = r#"
        set -u
        source switchboard.bash
        complete -p switchboard > /dev/null || exit 1
        COMP_WORDS=("$@")
        COMP_CWORD=$(($# - 1))
        _switchboard "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\n' "${COMPREPLY[@]}"
    "#;
    let mut bash = switchboard.beside("bash");
    let child = bash.args(["--norc", "-c", ask, "bash", "switchboard"]).args(words).spawn().unwrap();
    let run = switchboard.finish(child).await.unwrap();
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{words:?}: {}", run.text());
    run.text().lines().map(str::to_owned).filter(|word| !word.is_empty()).collect()
}

#[tokio::test]
async fn bash_completes_apis_and_operations() {
    assert_eq!(proposed(&["sl"]).await, ["slskd"]);
    for table in switchboard::operation_tables() {
        let commands = proposed(&[table.api.name, ""]).await;
        for (_, entry) in table.operations() {
            assert!(commands.contains(&entry.method.replace('_', "-")), "{}: {commands:?}", entry.method);
        }
        assert!(commands.contains(&"listen".to_owned()), "{commands:?}");
    }
    assert_eq!(proposed(&["slskd", "send"]).await, ["send-message"]);
}

#[tokio::test]
async fn bash_completes_flags_and_values() {
    assert_eq!(proposed(&["slskd", "send-message", "--user"]).await, ["--username"]);
    let flags = proposed(&["hopr", "send-message", "--"]).await;
    for flag in ["--tag", "--field-body", "--body", "--peer-address", "--dry-run", "--output"] {
        assert!(flags.contains(&flag.to_owned()), "{flag}: {flags:?}");
    }
    assert_eq!(proposed(&["slskd", "--output", ""]).await, ["table", "json", "raw"]);
    assert_eq!(proposed(&["convore", "list-messages", "--format", "mi"]).await, ["minimal"]);
    assert_eq!(proposed(&["completions", "z"]).await, ["zsh"]);
}

#[tokio::test]
async fn an_operation_is_completed_after_options_too() {
    assert_eq!(proposed(&["--output", "json", "slskd", "send"]).await, ["send-message"]);
}

#[tokio::test]
async fn every_shell_has_a_script_with_every_operation() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = switchboard().run(&["completions", shell]).await.unwrap();
        assert_eq!(run.code, Some(0), "{shell}");
        for table in switchboard::operation_tables() {
            for (_, entry) in table.operations() {
                assert!(run.text().contains(&entry.method.replace('_', "-")), "{shell}: {}", entry.method);
            }
        }
    }
    assert_eq!(switchboard().run(&["completions", "csh"]).await.unwrap().code, Some(2));
}
