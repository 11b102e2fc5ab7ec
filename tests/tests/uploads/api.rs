//! An API that takes files, as a whole body and in a form.

use std::convert::Infallible;
use std::io;

use futures_util::{Stream, stream};
use switchboard_core::generated::{Api, Call, Client, ClientBuilder, Method, Operation, decode};
use switchboard_core::{Error, Upload};

static API: Api =
    Api { name: "files", user_agent: "files/1", default_base_url: None, usual_prefix: "", security_schemes: &[] };

static PUT: Operation = Operation {
    api: &API,
    id: "put",
    method_name: "put",
    http_method: Method::PUT,
    path: "/file",
    idempotent: true,
    accept: "*/*",
    security: &[],
    answers_with_body: false,
    declared_redirects: &[],
};

static GET: Operation = Operation { id: "get", method_name: "get", http_method: Method::GET, ..PUT };

pub(crate) fn builder(url: &str) -> ClientBuilder {
    Client::builder(&API).base_url(url.to_owned())
}

/// Sends a file as a whole body.
pub(crate) async fn put(client: &Client, file: Upload) -> Result<(), Error> {
    send(Call::new(client, &PUT).upload("application/octet-stream", file)).await
}

/// Sends a file in a form, after a title.
pub(crate) async fn put_in_form(client: &Client, title: &str, file: Upload) -> Result<(), Error> {
    send(Call::new(client, &PUT).part("title", &title).file("file", None, file)).await
}

/// Sends nothing.
pub(crate) async fn get(client: &Client) -> Result<(), Error> {
    send(Call::new(client, &GET)).await
}

async fn send(call: Call) -> Result<(), Error> {
    call.send::<(), Infallible>(decode::nothing, decode::undeclared).await?;
    Ok(())
}

/// These pieces, one after the other.
pub(crate) fn pieces(
    pieces: impl IntoIterator<Item = &'static str, IntoIter: Send + 'static>,
) -> impl Stream<Item = io::Result<&'static str>> + Send + 'static {
    stream::iter(pieces.into_iter().map(Ok))
}

/// A piece, and then an error.
pub(crate) fn failing() -> impl Stream<Item = io::Result<&'static str>> + Send + 'static {
    stream::iter([Ok("a beginning"), Err(io::Error::other("canary"))])
}
