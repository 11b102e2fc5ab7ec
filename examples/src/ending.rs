use std::pin::Pin;
use std::process::ExitCode;

use tokio::sync::oneshot;

use crate::Failure;

/// What a bot runs until.
pub type Stop = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Ends when somebody presses Ctrl-C.
#[must_use]
pub fn ctrl_c() -> Stop {
    Box::pin(async {
        println!("running until Ctrl-C");
        if let Err(error) = tokio::signal::ctrl_c().await {
            eprintln!("nothing tells here of Ctrl-C ({error}): end the process instead");
            std::future::pending::<()>().await;
        }
        println!("stopping");
    })
}

/// Runs a bot against a stand-in until a conversation with it is over. It is an error that the bot stops before that.
///
/// # Errors
/// Those of either.
pub async fn rehearse<B>(
    bot: impl FnOnce(Stop) -> B,
    conversation: impl Future<Output = Result<(), Failure>>,
) -> Result<(), Failure>
where
    B: Future<Output = Result<(), Failure>>,
{
    println!("no server is named: this is a stand-in on this machine");
    let (over, stop) = oneshot::channel();
    let stop = Box::pin(async {
        // A conversation that is dropped is over too.
        let _ = stop.await;
    });
    let conversation = async {
        conversation.await?;
        over.send(()).map_err(|()| "the bot stopped before the conversation was over")?;
        Ok(())
    };
    tokio::try_join!(bot(stop), conversation)?;
    println!("the conversation is over, and the bot has stopped");
    Ok(())
}

/// How the process ends. What went wrong is printed.
#[must_use]
pub fn exit_code(result: Result<(), Failure>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}
