//! Stand-ins for other processes.

use switchboard_tests::command::{Run, Switchboard};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Child;

use crate::{PROGRAM, switchboard};

/// A sandbox that runs as long as this exists, and what it has printed.
struct Sandbox {
    switchboard: Switchboard,
    printed: String,
    _running: Child,
}

impl Sandbox {
    async fn start(arguments: &[&str]) -> Self {
        let switchboard = switchboard().set("PATH", std::env::var("PATH").unwrap_or_default());
        let mut running = switchboard.start(&[&["sandbox"], arguments].concat()).unwrap();
        // It says so once everything is printed.
        let mut said = BufReader::new(running.stderr.take().unwrap()).lines();
        while !said.next_line().await.unwrap().unwrap().contains("running until interrupted") {}
        let mut lines = BufReader::new(running.stdout.take().unwrap()).lines();
        let mut printed = String::new();
        let apis = if arguments.contains(&"--api") { 1 } else { 5 };
        // Of each API a line for people, one for where it is, and at least one for who calls.
        while count(&printed, "# ") < apis || printed.lines().last().is_none_or(|line| !is_credential(line)) {
            printed += &format!("{}\n", lines.next_line().await.unwrap().unwrap());
        }
        switchboard.write("sandbox.env", &printed).unwrap();
        Self { switchboard, printed, _running: running }
    }

    /// Runs a line of bash that knows the sandbox.
    async fn shell(&self, line: &str) -> Run {
        let script = format!("source sandbox.env; switchboard() {{ '{PROGRAM}' \"$@\"; }}; {line}");
        let child = self.switchboard.beside("bash").args(["-c", &script]).spawn().unwrap();
        self.switchboard.finish(child).await.unwrap()
    }
}

fn count(text: &str, beginning: &str) -> usize {
    text.lines().filter(|line| line.starts_with(beginning)).count()
}

fn is_credential(line: &str) -> bool {
    ["_TOKEN=", "_PASSWORD=", "_APPLICATION=", "_API_KEY="].iter().any(|name| line.contains(name))
}

#[tokio::test]
async fn what_it_prints_is_all_that_a_shell_needs() {
    let sandbox = Sandbox::start(&[]).await;
    for line in [
        "switchboard convore list-messages",
        "switchboard hopr pop-message --tag 5",
        "switchboard joinself list-messages --app-id app --connection-id 1234567890",
        "switchboard pieces-os list-messages --transferables",
        "switchboard slskd list-messages --username bob",
    ] {
        let run = sandbox.shell(line).await;
        assert_eq!(run.code, Some(0), "{line}: {}", run.stderr);
        assert!(run.text().contains("hello from the sandbox"), "{line}: {}", run.text());
        // The arguments are those that it names.
        let arguments = line.split_once(" --").map_or("", |(_, arguments)| arguments);
        assert!(arguments == "transferables" || sandbox.printed.contains(arguments), "{}", sandbox.printed);
    }
}

#[tokio::test]
async fn it_runs_those_alone_that_are_asked_for() {
    let sandbox = Sandbox::start(&["--api", "slskd"]).await;
    assert!(!sandbox.printed.contains("HOPR"), "{}", sandbox.printed);
    assert_eq!(sandbox.shell("switchboard slskd check-session").await.code, Some(0));
    let run = switchboard().run(&["sandbox", "--api", "nonsense"]).await.unwrap();
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("slskd"), "{}", run.stderr);
}

#[tokio::test]
async fn somebody_writes_again_and_again_when_asked_to() {
    let sandbox = Sandbox::start(&["--api", "slskd", "--write-every", "1"]).await;
    let run = sandbox.shell("switchboard slskd listen --acknowledge --count 2").await;
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(run.text().lines().count(), 2, "{}", run.text());
    assert!(run.text().contains("\"message 1\""), "{}", run.text());
}
