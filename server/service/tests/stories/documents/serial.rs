//! One file for many persons, from the upload to their documents.

use bytes::Bytes;
use domain::document::{DocumentRefusal, PartProblem, SetId, SetState};
use domain::{Refusal, Role};
use service::documents::Upload;
use service::documents::pdf::{check, join};
use service::testing::{World, pdf};
use service::{Caller, Error};

use super::{all, titles};

service::stories!(
    three_letters_reach_their_people_and_the_unknown_one_nobody,
    what_is_left_out_or_thrown_away_is_seen_by_nobody,
);

/// Uploads pages with these texts.
async fn uploaded(clerk: &Caller, texts: &[&str]) -> SetId {
    let pages: Vec<Vec<u8>> = texts
        .iter()
        .map(|text| pdf("Abrechnung", text).unwrap())
        .collect();
    let pages: Vec<&[u8]> = pages.iter().map(Vec::as_slice).collect();
    let form = Upload {
        kind: "abrechnung".to_owned(),
        title: "Betriebskosten 2025".to_owned(),
        dated_on: "2026-10-30".to_owned(),
        file: Bytes::from(join(&pages).unwrap()),
        ..Upload::default()
    };
    clerk.documents().upload_set(form).await.unwrap()
}

async fn three_letters_reach_their_people_and_the_unknown_one_nobody(world: World) {
    let (vera, olga) = (
        world.resident("P-VERA").await.unwrap(),
        world.resident("P-OLGA").await.unwrap(),
    );
    let clerk = world.staff(Role::Clerk).await.unwrap();
    let id = uploaded(
        &clerk,
        &[
            "An Olga Brandt. Vertrag: V-1",
            "Seite zwei, ohne Nummer, für Olga Brandt",
            "Vertragsnummer V-99",
            "Personennummer P-OLGA2",
            "Vertrag: V-2",
        ],
    )
    .await;
    let page = clerk.documents().set(id).await.unwrap();
    assert_eq!(page.row.state, SetState::Splitting);
    let early = clerk.documents().publish_set(id, vec![]).await;
    assert!(early.is_err(), "not read yet");
    world.mails().await.unwrap();
    let page = clerk.documents().set(id).await.unwrap();
    assert_eq!(page.row.state, SetState::Ready);
    let parts: Vec<_> = page
        .parts
        .iter()
        .map(|part| {
            (
                part.first_page,
                part.last_page,
                part.problem,
                part.names.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        parts,
        [
            (3, 3, Some(PartProblem::Unknown), None),
            (4, 4, Some(PartProblem::Unknown), None),
            (1, 2, None, Some("Jan Lindt, Vera Lindt")),
            (5, 5, None, Some("Olga Brandt")),
        ],
        "numbers decide, never names"
    );
    let part = clerk.documents().set_part(id, page.parts[2].position).await;
    assert_eq!(check(&part.unwrap().pdf), Ok(2));
    assert!(titles(&vera).await.is_empty(), "nothing before");

    clerk.documents().publish_set(id, vec![]).await.unwrap();
    let mails = world.mails().await.unwrap();
    assert_eq!(mails.len(), 2);
    let [hers] = all(&vera).await.try_into().unwrap();
    assert_eq!(
        (hers.title.as_str(), hers.pages),
        ("Betriebskosten 2025", 2)
    );
    let file = vera.documents().open(hers.id).await.unwrap();
    assert_eq!(check(&file.pdf), Ok(2));
    assert_eq!(all(&olga).await.len(), 1);
    let page = clerk.documents().set(id).await.unwrap();
    assert_eq!(page.row.state, SetState::Published);
    let again = clerk.documents().publish_set(id, vec![]).await;
    assert!(matches!(
        again,
        Err(Error::Refused(Refusal::Document(
            DocumentRefusal::SetClosed
        )))
    ));
    let shown = clerk.documents().show(hers.id, 1).await.unwrap();
    assert_eq!(shown.uploaded_by.as_deref(), Some("clerk Verwaltung"));
}

async fn what_is_left_out_or_thrown_away_is_seen_by_nobody(world: World) {
    let (vera, olga) = (
        world.resident("P-VERA").await.unwrap(),
        world.resident("P-OLGA").await.unwrap(),
    );
    let clerk = world.staff(Role::Clerk).await.unwrap();
    let id = uploaded(&clerk, &["V-1", "V-2"]).await;
    world.work().await.unwrap();
    let nothing = clerk.documents().publish_set(id, vec![1, 2]).await;
    assert!(matches!(
        nothing,
        Err(Error::Refused(Refusal::Document(
            DocumentRefusal::NothingLeft
        )))
    ));
    clerk.documents().publish_set(id, vec![1]).await.unwrap();
    world.work().await.unwrap();
    assert!(titles(&vera).await.is_empty(), "left out");
    assert_eq!(titles(&olga).await.len(), 1);

    let other = uploaded(&clerk, &["V-1"]).await;
    world.work().await.unwrap();
    clerk.documents().discard_set(other).await.unwrap();
    world.work().await.unwrap();
    assert!(titles(&vera).await.is_empty(), "thrown away");
    assert!(clerk.documents().publish_set(other, vec![]).await.is_err());
    assert!(matches!(
        vera.documents().sets().await,
        Err(Error::Forbidden)
    ));
}
