//! The letter to whoever has not opened a document.

use domain::Role;
use domain::audit::Action;
use domain::document::Target;
use service::Error;
use service::documents::pdf::check;
use service::testing::World;
use store::audit;

use super::{contract, letter};
use crate::person;

service::stories!(a_letter_brings_the_document_on_paper);

async fn a_letter_brings_the_document_on_paper(world: World) {
    let lease = Target::Contract(contract(&world, "V-1").await);
    let id = letter(&world, "Abrechnung 2025", lease).await;
    let (jan, olga) = (
        person(&world, "P-JAN").await,
        person(&world, "P-OLGA").await,
    );
    let clerk = world.staff(Role::Clerk).await.unwrap();
    let early = clerk.documents().letter(id, jan).await;
    assert!(matches!(early, Err(Error::NotFound)), "not ordered yet");
    clerk.documents().post(id, jan).await.unwrap();
    let foreign = clerk.documents().post(id, olga).await;
    assert!(matches!(foreign, Err(Error::NotFound)), "not hers");
    let page = clerk.documents().show(id, 1).await.unwrap();
    let line = page
        .ledger
        .iter()
        .find(|line| line.person_id == jan)
        .unwrap();
    assert_eq!(line.letter_at, Some(world.now()));
    assert_eq!(line.letter_name.as_deref(), Some("clerk Verwaltung"));
    let pdf = clerk.documents().letter(id, jan).await.unwrap();
    assert_eq!(check(&pdf), Ok(2), "a cover and the document");
    let vera = world.resident("P-VERA").await.unwrap();
    let refused = vera.documents().post(id, jan).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
    let mut tx = world.services.db().read().await.unwrap();
    let lines = audit::about(&mut tx, jan.0).await.unwrap();
    let mut done: Vec<Action> = lines.iter().map(|line| line.action).collect();
    // All of one instant.
    done.sort();
    assert_eq!(done, [Action::DocumentPosted, Action::DocumentSeen]);
    drop(tx);
    clerk.documents().take_back(id, "Fehler").await.unwrap();
    let late = clerk.documents().post(id, jan).await;
    assert!(matches!(late, Err(Error::NotFound)), "taken back");
    let printed = clerk.documents().letter(id, jan).await;
    assert!(matches!(printed, Err(Error::NotFound)), "for nobody");
}
