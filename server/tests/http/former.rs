//! What a former tenant gets, of whose contracts none runs.

use super::pages::{get, world};

#[tokio::test]
async fn who_has_left_is_told_first_that_nothing_can_be_reported() {
    let (world, house) = world().await;
    let emil = world.resident_token("P-EMIL").await.expect("Emil");
    let page = get(&house, "/melden", &emil).await.body;
    let told = page
        .find("Neue Meldungen sind nicht mehr möglich")
        .expect("told");
    let numbers = page.find("Gefahr? Erst anrufen.").expect("numbers");
    assert!(told < numbers, "{page}");
}

#[tokio::test]
async fn who_has_left_is_not_sent_to_report() {
    let (world, house) = world().await;
    let vera = world.resident_token("P-VERA").await.expect("Vera");
    let emil = world.resident_token("P-EMIL").await.expect("Emil");
    for (cookie, offered) in [(vera, true), (emil, false)] {
        let list = get(&house, "/vorgaenge", &cookie).await;
        assert_eq!(list.status, 200);
        assert_eq!(
            list.body.contains("href=\"/melden\""),
            offered,
            "{}",
            list.body
        );
    }
}
