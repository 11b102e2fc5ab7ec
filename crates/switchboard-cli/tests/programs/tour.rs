use crate::switchboard;

#[tokio::test]
async fn the_tour_calls_every_operation_and_each_works() {
    let run = switchboard().run(&["tour"]).await.unwrap();
    assert_eq!(run.code, Some(0), "{}", run.everything());
    assert_eq!(run.text().lines().last(), Some("36 of 36 operations"));
    for table in switchboard::operation_tables() {
        for (operation, _) in table.operations() {
            let request = format!("{} {}", operation.http_method, operation.path);
            assert!(run.text().contains(&request), "{request}: {}", run.text());
        }
    }
}
