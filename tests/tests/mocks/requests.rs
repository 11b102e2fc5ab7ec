//! Does a mock answer the requests of its own operation, with the values it was told, and no others?

use switchboard_core::generated;
use switchboard_tests::operations::{self, Arguments, Operation};

use crate::table::{Servers, Told};

/// Values that naive writing takes for something else.
const ODD: [&str; 10] = ["a b/c", "bøb😀", "%2F", "?x=1#y", "{username}", "a+b&c=d", "...", "*", "a\\..\\b", "a,b;c"];

fn with_segments() -> impl Iterator<Item = Operation> {
    operations::all().into_iter().filter(|operation| !operation.segments().is_empty())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_operation_is_answered_by_its_own_mock_where_all_are_mocked() {
    let servers = Servers::start();
    let all = operations::all();
    let mocks: Vec<_> = all.iter().map(|operation| servers.mock(operation, &Told::default())).collect();
    for operation in &all {
        operation.call(&servers.clients(operation), &Arguments::default()).await.unwrap();
    }
    for (operation, mock) in all.iter().zip(&mocks) {
        assert_eq!(mock.calls(), 1, "{}", operation.name());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_value_in_the_path_matches_itself_however_odd_it_is() {
    let servers = Servers::start();
    for operation in with_segments() {
        let clients = servers.clients(&operation);
        for segment in ODD {
            let mock = servers.mock(&operation, &Told { segment: Some(segment), ..Told::default() });
            let arguments = Arguments { segment: segment.to_owned(), ..Arguments::default() };
            let outcome = operation.call(&clients, &arguments).await;
            assert!(outcome.is_ok(), "{} with {segment:?}: {outcome:?}", operation.name());
            mock.assert();
            mock.delete();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_value_in_the_path_is_not_answered() {
    let servers = Servers::start();
    for operation in with_segments() {
        let clients = servers.clients(&operation);
        for (told, sent) in
            [("bob", "eve"), ("a%20b", "a b"), ("a b", "a+b"), ("bob", "bobby"), ("b", "bob"), ("*", "b")]
        {
            let mock = servers.mock(&operation, &Told { segment: Some(told), ..Told::default() });
            let arguments = Arguments { segment: sent.to_owned(), ..Arguments::default() };
            let error = operation.call(&clients, &arguments).await.unwrap_err();
            assert_eq!(error.status().map(|status| status.as_u16()), Some(404), "{} with {sent:?}", operation.name());
            assert_eq!(mock.calls(), 0, "{} with {sent:?}", operation.name());
            mock.delete();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_prefix_of_the_api_stands_before_every_path() {
    let servers = Servers::start();
    for operation in operations::all() {
        let told = Told::default();
        let mock = servers.mock(&operation, &told);
        operation.call(&servers.clients(&operation), &Arguments::default()).await.unwrap();
        let path = told.seen.lock().unwrap().as_ref().unwrap().uri().path().to_owned();
        let generated::Operation { api, path: template, .. } = operation.description;
        let start = template.split('{').next().unwrap();
        assert!(path.starts_with(&format!("{}{start}", api.usual_prefix)), "{}: {path}", operation.name());
        mock.delete();
    }
}
