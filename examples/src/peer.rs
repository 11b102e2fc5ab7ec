use std::time::Duration;

use tokio::time::sleep;

use crate::Failure;

/// How soon a peer looks again whether there is an answer.
const MOMENT: Duration = Duration::from_millis(20);

/// Somebody who writes to a bot where the server is a stand-in, and waits for what comes of it.
#[derive(Debug)]
pub struct Peer {
    name: &'static str,
    answer: &'static str,
    /// How many answers there were so far.
    answered: usize,
}

impl Peer {
    /// Somebody of this name, and what is printed in front of the answers.
    #[must_use]
    pub fn new(name: &'static str, answer: &'static str) -> Self {
        Self { name, answer, answered: 0 }
    }

    /// Writes a text, waits until there is one answer more, and prints both.
    ///
    /// # Errors
    /// Those of asking the stand-in for the answers.
    pub async fn say(
        &mut self,
        text: &str,
        write: impl FnOnce(&str),
        answers: impl AsyncFn() -> Result<Vec<String>, Failure>,
    ) -> Result<(), Failure> {
        println!("{}: {text}", self.name);
        write(text);
        loop {
            if let Some(answer) = answers().await?.into_iter().nth(self.answered) {
                println!("{}: {answer}", self.answer);
                self.answered += 1;
                return Ok(());
            }
            sleep(MOMENT).await;
        }
    }
}
