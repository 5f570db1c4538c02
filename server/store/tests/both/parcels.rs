//! Parcels of the ERP: noted, held, let pass by two.

use chrono::Duration;
use domain::erp::{ParcelId, ParcelState, Source};
use serde_json::Map;
use store::erp::batch::{self, NewParcel};
use store::erp::desk;

use crate::house::{House, id, now};

fn a_parcel(state: ParcelState) -> NewParcel {
    NewParcel {
        id: ParcelId(id()),
        source: Source::Folder,
        label: "export".into(),
        received_at: now(),
        state,
        blob_sha256: "ab".repeat(32),
        facts: Map::new(),
        diff: "1 Änderung".into(),
        total: 1_500,
        worked_until: None,
    }
}

pub async fn a_parcel_is_found_by_its_name(house: &House) {
    let mut tx = house.write().await;
    let new = NewParcel {
        label: "Öffentliche Kasse".into(),
        ..a_parcel(ParcelState::Parked)
    };
    batch::add(&mut tx, &new).await.unwrap();
    for (wanted, found) in [("öffent kasse", 1), ("ÖFFENT", 1), ("export", 0)] {
        let count = desk::count_parcels(&mut tx, wanted).await.unwrap();
        assert_eq!(count, found, "{wanted}");
        let rows = desk::parcels(&mut tx, wanted, 0, 9).await.unwrap();
        assert_eq!(rows.is_empty(), found == 0, "{wanted}");
    }
}

pub async fn one_worker_writes_a_parcel(house: &House) {
    let mut tx = house.write().await;
    let new = a_parcel(ParcelState::Applying);
    batch::add(&mut tx, &new).await.unwrap();
    assert_eq!(batch::applying(&mut tx).await.unwrap(), [new.id]);
    let until = now() + Duration::minutes(1);
    let mine = batch::work(&mut tx, new.id, now(), until).await.unwrap();
    assert_eq!(mine.unwrap().done, 0);
    assert!(
        batch::work(&mut tx, new.id, now(), until)
            .await
            .unwrap()
            .is_none()
    );
    assert!(batch::progress(&mut tx, new.id, 300, until).await.unwrap());
    let next = batch::work(&mut tx, new.id, until, until).await.unwrap();
    assert_eq!(next.unwrap().done, 300);
    let later = until + Duration::minutes(1);
    batch::work(&mut tx, new.id, until, later)
        .await
        .unwrap()
        .unwrap();
    batch::let_go_all(&mut tx).await.unwrap();
    assert!(
        batch::work(&mut tx, new.id, now(), later)
            .await
            .unwrap()
            .is_some()
    );
    assert_eq!(batch::blobs(&mut tx).await.unwrap(), ["ab".repeat(32)]);
    assert!(batch::finish(&mut tx, new.id, later).await.unwrap());
    assert!(!batch::finish(&mut tx, new.id, later).await.unwrap());
    assert!(!batch::progress(&mut tx, new.id, 600, later).await.unwrap());
    let done = batch::hold(&mut tx, new.id).await.unwrap().unwrap();
    assert_eq!((done.state, done.done), (ParcelState::Applied, 1_500));
    assert!(batch::blobs(&mut tx).await.unwrap().is_empty());
}

pub async fn a_parked_parcel_passes_by_two(house: &House) {
    let one = house.account(None, "eins@verwaltung.example").await;
    let two = house.account(None, "zwei@verwaltung.example").await;
    let mut tx = house.write().await;
    let (new, other) = (a_parcel(ParcelState::Parked), a_parcel(ParcelState::Parked));
    batch::add(&mut tx, &new).await.unwrap();
    batch::add(&mut tx, &other).await.unwrap();
    assert!(
        !batch::release_second(&mut tx, new.id, two, now())
            .await
            .unwrap()
    );
    assert!(
        batch::release_first(&mut tx, new.id, one, now())
            .await
            .unwrap()
    );
    assert!(
        !batch::release_first(&mut tx, new.id, two, now())
            .await
            .unwrap()
    );
    assert!(
        !batch::release_second(&mut tx, new.id, one, now())
            .await
            .unwrap()
    );
    assert!(
        batch::release_second(&mut tx, new.id, two, now())
            .await
            .unwrap()
    );
    assert!(!batch::discard(&mut tx, new.id, now()).await.unwrap());
    let held = batch::hold(&mut tx, new.id).await.unwrap().unwrap();
    assert_eq!(
        (held.state, held.first_by),
        (ParcelState::Applying, Some(one))
    );
    assert!(batch::discard(&mut tx, other.id, now()).await.unwrap());
    let gone = batch::hold(&mut tx, other.id).await.unwrap().unwrap();
    assert_eq!(
        (gone.state, gone.blob_sha256),
        (ParcelState::Discarded, None)
    );
}
