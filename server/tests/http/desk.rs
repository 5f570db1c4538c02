//! What staff read on their pages.

use domain::Role;
use service::testing::{PASSWORD, World};

use super::pages::{get, world};

/// Vera's person.
async fn vera(world: &World) -> String {
    let mut tx = world.services.db().read().await.expect("tx");
    let all = store::master::load(&mut tx).await.expect("master data");
    let vera = all.persons.iter().find(|one| one.reference == "P-VERA");
    vera.expect("Vera").id.to_string()
}

#[tokio::test]
async fn a_change_leads_to_its_person_by_name() {
    let (world, house) = world().await;
    let tenant = world.resident("P-VERA").await.expect("Vera");
    let asked = tenant.changes().ask_phone("030 23125 356", PASSWORD);
    asked.await.expect("asked");
    let clerk = world.staff_token(Role::Clerk).await.expect("clerk");
    let page = get(&house, "/team/aenderungen", &clerk).await.body;
    let link = format!(
        "<a href=\"/team/personen/{}\">Vera Lindt",
        vera(&world).await
    );
    assert!(page.contains(&link), "{page}");
}

#[tokio::test]
async fn an_account_is_known_by_its_day() {
    let (world, house) = world().await;
    world.resident_token("P-VERA").await.expect("Vera");
    let clerk = world.staff_token(Role::Clerk).await.expect("clerk");
    let path = format!("/team/personen/{}", vera(&world).await);
    let page = get(&house, &path, &clerk).await.body;
    assert!(page.contains("seit Mo, 2.\u{a0}November"), "{page}");
    assert!(!page.contains("10:00 Uhr"), "{page}");
}
