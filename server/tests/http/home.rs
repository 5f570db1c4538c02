//! What a resident finds at home.

use chrono::TimeDelta;
use domain::Role;
use domain::ticket::Step;

use super::pages::{get, world};

#[tokio::test]
async fn an_appointment_of_today_is_past_once_its_hour_is() {
    let (world, house) = world().await;
    let token = world.resident_token("P-VERA").await.expect("token");
    let vera = world.resident("P-VERA").await.expect("Vera");
    let new = world.report(&vera, "Heizung kalt").expect("report");
    let row = vera.tickets().report(new, vec![]).await.expect("ticket");
    let clerk = world.staff(Role::Clerk).await.expect("clerk");
    let at = world.now() + TimeDelta::hours(1);
    let appointed = clerk.tickets().step(row.id, Step::Appoint { at }).await;
    appointed.expect("appointed");
    for (minutes, past) in [(0, false), (119, false), (1, true)] {
        world.pass(TimeDelta::minutes(minutes));
        for path in ["/".to_owned(), format!("/vorgaenge/{}", row.id)] {
            let page = get(&house, &path, &token).await.body;
            let told = page.contains("Ist etwas offen geblieben?");
            assert_eq!(told, past, "{path}: {page}");
        }
    }
}
