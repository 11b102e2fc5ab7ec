//! `POST /v1/login`: what is asked and what is answered.

use axum::response::Response;
use http::StatusCode;
use serde::{Deserialize, Serialize};

use crate::joinself::answer;
use crate::joinself::application::Application;
use crate::joinself::authentication::Invalid;

/// A log-in, by name and password or by a refresh token.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct LoginRequest {
    username: String,
    password: String,
    refresh_token: String,
}

#[derive(Serialize)]
struct LoginResponse {
    token: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
}

/// Logs in. A refresh token wins over name and password, and is not answered with another.
pub(crate) fn log_in(application: &Application, request: &LoginRequest) -> Response {
    let authentication = application.authentication();
    let refresh_token = if request.refresh_token.is_empty() {
        application.count_login();
        if !authentication.is_user(&request.username, &request.password) {
            return answer::login_refused("You are not authenticated to perform the requested action.");
        }
        authentication.issue_refresh_token()
    } else {
        application.count_refresh();
        if let Err(invalid) = authentication.check(&request.refresh_token) {
            return answer::login_refused(complaint(&invalid));
        }
        None
    };
    answer::json(StatusCode::OK, &LoginResponse { token: authentication.issue(), refresh_token })
}

/// What the parser of tokens says of a bad one.
fn complaint(invalid: &Invalid) -> &'static str {
    match invalid {
        Invalid::NoToken => "token contains an invalid number of segments",
        Invalid::Foreign => "signature is invalid",
        Invalid::Expired => "Token is expired",
    }
}
