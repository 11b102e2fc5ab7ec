use std::pin::pin;

use bytes::Bytes;
use futures_util::StreamExt as _;
use serde_json::Value;
use switchboard_core::Response;
use switchboard_core::generated::Call;
use switchboard_core::http::header::CONTENT_TYPE;

use crate::arguments::OutputFormat;
use crate::failure::Failure;
use crate::{console, output};

/// Sends the call and prints the answer.
pub(super) async fn print(call: Call, format: OutputFormat, is_verbose: bool) -> Result<(), Failure> {
    let answer = call.send_raw().await?;
    tell_head(&answer, is_verbose);
    if answer.is_empty() {
        // A program goes by the exit code.
        return match format {
            OutputFormat::Table => output::line(&answer.status().to_string()),
            OutputFormat::Json | OutputFormat::Raw => Ok(()),
        };
    }
    match serde_json::from_slice::<Value>(&answer) {
        Ok(value) => output::value(&value, format),
        Err(error) => otherwise(&answer, &error),
    }
}

/// A body that is no JSON is printed as the text that it is, unless it claims to be JSON.
fn otherwise(answer: &Response<Bytes>, error: &serde_json::Error) -> Result<(), Failure> {
    let media_type = answer.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match std::str::from_utf8(answer) {
        Ok(text) if !media_type.contains("json") => output::line(&output::visible(text)),
        _ => Err(Failure::Answer(format!(
            "the server answered {}, but its body is no JSON: {error}; --output raw gives it as it came",
            answer.status()
        ))),
    }
}

/// Sends the call and copies the body while it arrives.
pub(super) async fn copy(call: Call, format: OutputFormat, is_verbose: bool) -> Result<(), Failure> {
    let answer = call.send_streamed().await?;
    tell_head(&answer, is_verbose);
    let is_for_people = format == OutputFormat::Table;
    let mut chunks = pin!(answer.into_inner());
    let mut text = output::VisibleText::default();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk?;
        match is_for_people {
            true => output::write(text.next(&chunk).as_bytes())?,
            false => output::write(&chunk)?,
        }
    }
    Ok(())
}

/// Says status and headers on the standard error. What sets a cookie is a secret.
fn tell_head<T>(answer: &Response<T>, is_verbose: bool) {
    if !is_verbose {
        return;
    }
    console::say(&format!("< {}", answer.status()));
    for (name, value) in answer.headers() {
        let value = if name == "set-cookie" { "[secret]".into() } else { String::from_utf8_lossy(value.as_bytes()) };
        console::say(&format!("< {name}: {value}"));
    }
}
