use switchboard_sandbox::{StartError, convore, hopr, joinself, pieces_os, slskd};

use super::Running;

/// The stand-ins that there are.
pub(super) const NAMES: [&str; 5] = ["convore", "hopr", "joinself", "pieces-os", "slskd"];

/// An app of the stand-in of joinself's client, and who is connected to it.
const APP: &str = "app";
const CONNECTION: &str = "1234567890";

/// Starts the stand-in of an API.
pub(super) async fn start(name: &str) -> Result<Running, StartError> {
    Ok(match name {
        "convore" => {
            let server = convore::Server::start().await?;
            Running {
                api: "convore",
                settings: vec![("base-url", server.base_url()), ("token", server.api_key().to_owned())],
                arguments: "",
                write: Box::new(move |text| {
                    server.receive("bob@example.com", "From the sandbox", text);
                }),
            }
        }
        "hopr" => {
            let server = hopr::Server::start().await?;
            Running {
                api: "hopr",
                settings: vec![("base-url", server.base_url()), ("token", server.superuser_token().to_owned())],
                arguments: "--tag 5",
                write: Box::new(move |text| server.receive(Some(5), text)),
            }
        }
        "joinself" => {
            let server = joinself::Server::start().await?;
            server.add_connection(APP, CONNECTION);
            Running {
                api: "joinself",
                settings: vec![
                    ("base-url", server.base_url()),
                    ("user", server.user_name().to_owned()),
                    ("password", server.password().to_owned()),
                ],
                arguments: "--app-id app --connection-id 1234567890",
                write: Box::new(move |text| {
                    server.receive(APP, CONNECTION, text);
                }),
            }
        }
        "pieces-os" => {
            let server = pieces_os::Server::start().await?;
            Running {
                api: "pieces-os",
                settings: vec![("base-url", server.base_url()), ("application", server.application_id().to_owned())],
                arguments: "",
                write: Box::new(move |text| {
                    server.receive("From the sandbox", text);
                }),
            }
        }
        _ => {
            let server = slskd::Server::start().await?;
            Running {
                api: "slskd",
                settings: vec![("base-url", server.http_url()), ("api-key", server.api_key().to_owned())],
                arguments: "--username bob",
                write: Box::new(move |text| {
                    server.receive("bob", text);
                }),
            }
        }
    })
}
