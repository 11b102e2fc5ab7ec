use super::{arguments, arguments_of, credential, is_plain};
use crate::model::Api;

/// How to mock the first operation of which an example can make everything.
pub(in crate::emit) fn of_mocks(api: &Api) -> String {
    let module = api.package().replace('-', "_");
    let mut lines = vec![
        "```no_run".to_owned(),
        format!("use {module}::mock::Server;"),
        String::new(),
        format!("# async fn example() -> Result<(), {module}::Error> {{"),
        "let server = Server::start();".to_owned(),
    ];
    let credential = api.security_schemes.iter().find(|scheme| scheme.credential_of.is_none()).map(credential);
    let client = format!("let client = server.client_builder(){}.build()?;", credential.unwrap_or_default());
    // One that shows most of what there is.
    let plain = api.operations.iter().filter(|operation| is_plain(operation) && operation.socket.is_none());
    match plain.max_by_key(|operation| (arguments_of(operation).len().min(2), std::cmp::Reverse(operation.at.as_str())))
    {
        None => lines.push(client),
        Some(operation) => {
            lines.push(format!("let mock = server.{}(|when, then| {{", operation.method));
            lines
                .extend(arguments_of(operation).iter().map(|each| format!("    when.{}({});", each.name, each.passed)));
            lines.extend(["    then.example();".to_owned(), "});".to_owned(), client]);
            lines.push(format!("client.{}({}).send().await?;", operation.method, arguments(operation)));
            lines.push("mock.assert();".to_owned());
        }
    }
    lines.extend(["# Ok(())", "# }", "```", ""].map(str::to_owned));
    lines.join("\n")
}
