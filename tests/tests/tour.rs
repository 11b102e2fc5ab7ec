//! Does the tour call every operation there is?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use switchboard_cli::tour::Tour;

#[tokio::test]
async fn the_tour_calls_every_operation_and_all_of_them_succeed() {
    let tour = Tour::take().await.unwrap();
    let printed = tour.to_string();
    assert!(tour.operations() > 0);
    assert_eq!(tour.succeeded(), tour.operations(), "{printed}");
    assert_eq!(printed.lines().last(), Some(format!("{0} of {0} operations", tour.operations()).as_str()));
}
