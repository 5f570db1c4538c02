//! A report is filed once, under a number of its own.

use chrono::Duration;
use domain::Refusal;
use service::Error;
use service::photo::Checked;
use service::testing::World;

use super::report;

service::stories!(
    the_same_report_sent_twice_is_one_ticket,
    numbers_run_through_the_year,
    reports_slow_down,
    what_is_too_much_is_refused_before_photos_are_decoded_or_stored,
    a_reply_sent_again_has_arrived_whatever_was_sent_since,
);

async fn the_same_report_sent_twice_is_one_ticket(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let new = world.report(&vera, "Heizung kalt").unwrap();
    let tickets = vera.tickets();
    let (first, second) = tokio::join!(
        tickets.report(new.clone(), vec![]),
        tickets.report(new.clone(), vec![])
    );
    let third = vera.tickets().report(new, vec![]).await.unwrap();
    assert_eq!(first.unwrap().id, third.id);
    assert_eq!(second.unwrap().id, third.id);
    assert_eq!(vera.tickets().list(false, 1).await.unwrap().all_count, 1);
    assert_eq!(world.mails().await.unwrap().len(), 1);
}

async fn numbers_run_through_the_year(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    report(&world, &vera, "Eins").await;
    let second = report(&world, &vera, "Zwei").await;
    assert_eq!(
        vera.tickets().show(second).await.unwrap().row.number,
        "2026-000002"
    );
    world.pass(Duration::days(60));
    let vera = world.resident("P-VERA").await.unwrap();
    let third = report(&world, &vera, "Drei").await;
    assert_eq!(
        vera.tickets().show(third).await.unwrap().row.number,
        "2027-000001"
    );
}

async fn reports_slow_down(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    for n in 0..10 {
        report(&world, &vera, &format!("Schaden {n}")).await;
    }
    let one_more = world.report(&vera, "Noch einer").unwrap();
    assert!(matches!(
        vera.tickets().report(one_more.clone(), vec![]).await,
        Err(Error::Refused(Refusal::TooMany))
    ));
    world.pass(Duration::minutes(61));
    let vera = world.resident("P-VERA").await.unwrap();
    assert!(vera.tickets().report(one_more, vec![]).await.is_ok());
}

fn photo(number: usize) -> Checked {
    Checked {
        photo: number.to_string().into_bytes(),
        photo_sha256: format!("{number:064}"),
        thumb: number.to_string().into_bytes(),
        thumb_sha256: format!("{number:064}"),
        width: 4,
        height: 3,
    }
}

async fn what_is_too_much_is_refused_before_photos_are_decoded_or_stored(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let id = report(&world, &vera, "Heizung kalt").await;
    for n in 0..10 {
        let photos = (n * 6..n * 6 + 6).map(photo).collect();
        let client_ref = world.services.chance().id(world.now());
        let sent = vera.tickets().reply(id, client_ref, "Fotos", photos).await;
        sent.unwrap();
    }
    let new = world.report(&vera, "Noch eines").unwrap();
    let client_ref = new.client_ref;
    for refused in [
        vera.tickets().announce(&new, 1).await.map(drop),
        vera.tickets().report(new, vec![photo(99)]).await.map(drop),
        vera.tickets()
            .announce_reply(id, client_ref, "Noch eines", 1)
            .await
            .map(drop),
        vera.tickets()
            .reply(id, client_ref, "Noch eines", vec![photo(99)])
            .await,
    ] {
        assert!(matches!(refused, Err(Error::Refused(Refusal::TooMany))));
    }
    let stored = world.services.blobs().get(&photo(99).photo_sha256).await;
    assert!(stored.unwrap().is_none());
}

async fn a_reply_sent_again_has_arrived_whatever_was_sent_since(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let id = report(&world, &vera, "Heizung kalt").await;
    let mut first = None;
    for n in 0..10 {
        let photos = (n * 6..n * 6 + 6).map(photo).collect();
        let client_ref = world.services.chance().id(world.now());
        first = first.or(Some(client_ref));
        let sent = vera.tickets().reply(id, client_ref, "Fotos", photos).await;
        sent.unwrap();
    }
    let again = vera
        .tickets()
        .reply(id, first.unwrap(), "Fotos", vec![photo(0)])
        .await;
    assert!(again.is_ok());
    let page = vera.tickets().show(id).await.unwrap();
    let photos = page.entries.iter().map(|entry| entry.photos.len());
    assert_eq!(photos.sum::<usize>(), 60);
}
