//! A request's way to its answer.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use http::StatusCode;

use crate::joinself::application::Application;
use crate::joinself::authentication::Refused;
use crate::joinself::body::{self, Malformed};
use crate::joinself::login;
use crate::joinself::messages;
use crate::joinself::routes::{self, Missing, Operation};
use crate::joinself::{answer, target};

/// Everything the server answers. axum's own routes would decode paths otherwise, so that they are not used.
pub(crate) fn routes(application: Arc<Application>) -> Router {
    Router::new().fallback(handle).with_state(application)
}

async fn handle(State(application): State<Arc<Application>>, request: Request) -> Response {
    let operation = match routes::find(request.method(), &target::segments(request.uri().path())) {
        Ok(operation) => operation,
        Err(Missing::Path) => return answer::middleware(StatusCode::NOT_FOUND, "Not Found"),
        Err(Missing::Method(methods)) => return answer::method_not_allowed(methods),
    };
    if operation.is_protected()
        && let Err(refused) = application.authentication().admit(request.headers())
    {
        let message = match refused {
            Refused::Missing => "missing or malformed jwt",
            Refused::Invalid => "invalid or expired jwt",
        };
        return answer::middleware(StatusCode::UNAUTHORIZED, message);
    }
    // A body that cannot be read is an error without words.
    carry_out(&application, operation, request)
        .await
        .unwrap_or_else(|Malformed| answer::json(StatusCode::BAD_REQUEST, &""))
}

async fn carry_out(application: &Application, operation: Operation, request: Request) -> Result<Response, Malformed> {
    Ok(match operation {
        Operation::CheckHealth => answer::json(StatusCode::OK, &"OK"),
        Operation::LogIn => login::log_in(application, &body::read(request).await?),
        Operation::List(conversation) => messages::list(&application.database(), &conversation, request.uri().query()),
        Operation::Send(conversation) => {
            let text = body::read(request).await?;
            messages::send(&mut application.database(), &conversation, text)
        }
        Operation::Get { jti } => messages::get(&application.database(), &jti),
        Operation::Edit { jti } => {
            let text = body::read(request).await?;
            messages::edit(&mut application.database(), &jti, text)
        }
        Operation::Delete { jti } => messages::delete(&mut application.database(), &jti),
    })
}
