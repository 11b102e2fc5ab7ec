//! The example in the help of each operation.

#![cfg(unix)]

use crate::switchboard;

/// How wide the terminal is; none is so wide that every example fits.
const WIDTH: &str = "80";

#[tokio::test]
async fn makes_a_request_when_it_is_pasted() {
    let folder = std::path::Path::new(crate::PROGRAM).parent().unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    let mut switchboard = switchboard().set("PATH", path).set("COLUMNS", WIDTH);
    for table in switchboard::operation_tables() {
        let api = table.api.name.replace('-', "_").to_uppercase();
        switchboard = switchboard.set(&format!("SWITCHBOARD_{api}_BASE_URL"), "http://127.0.0.1:1");
    }
    for table in switchboard::operation_tables() {
        for (operation, entry) in table.operations() {
            let command = entry.method.replace('_', "-");
            let help = switchboard.run(&[table.api.name, &command, "--help"]).await.unwrap().text();
            let (_, example) = help.split_once("Example:\n").unwrap();
            let pasted = format!("{} --dry-run", example.trim());
            let child = switchboard.beside("bash").args(["-c", &pasted]).spawn().unwrap();
            let run = switchboard.finish(child).await.unwrap();
            assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{pasted}\n{}", run.stderr);
            assert!(run.text().starts_with(&operation.http_method.to_string()), "{pasted}\n{}", run.text());
        }
    }
}
