//! A report is filed once, under a number of its own.

use chrono::Duration;
use domain::{Refusal, TicketId};
use service::Error;
use service::testing::World;

use super::report;

service::stories!(
    the_same_report_sent_twice_is_one_ticket,
    numbers_run_through_the_year,
    reports_slow_down,
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
    let ids: Vec<TicketId> = [first, second]
        .into_iter()
        .filter_map(Result::ok)
        .map(|row| row.id)
        .chain([third.id])
        .collect();
    assert!(ids.iter().all(|id| *id == third.id));
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
