//! A server that answers what it was told last, to whatever it is asked.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::Response;
use axum::http::header::CONTENT_TYPE;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

type Told = Arc<Mutex<(u16, String, Bytes)>>;

/// Dropping it stops it.
pub(crate) struct Server {
    pub(crate) url: String,
    told: Told,
    task: JoinHandle<()>,
}

impl Server {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let told = Told::default();
        let application = Router::new().fallback(answer).with_state(Arc::clone(&told));
        let task = tokio::spawn(async { axum::serve(listener, application).await.unwrap() });
        Self { url, told, task }
    }

    /// Says what it is to answer from now on.
    pub(crate) fn answer(&self, status: u16, media_type: &str, body: impl Into<Bytes>) {
        *self.told.lock().unwrap() = (status, media_type.to_owned(), body.into());
    }
}

async fn answer(State(told): State<Told>) -> Response<Body> {
    let (status, media_type, body) = told.lock().unwrap().clone();
    Response::builder().status(status).header(CONTENT_TYPE, media_type).body(Body::from(body)).unwrap()
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}
