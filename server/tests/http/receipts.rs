//! The receipt of a report, as a file and as a link.

use super::{
    house::House,
    pages::{SCRIPT, borrowed, get, picture, post, report, world},
};

/// Sends Vera's report with a photo: her cookie and the ticket's page.
async fn reported(world: &service::testing::World, house: &House) -> (String, String) {
    let (vera, fields) = report(world).await;
    let fields = borrowed(&fields);
    let sent = post(house, "/melden", &vera, SCRIPT, &fields, Some(&picture())).await;
    let url = sent.body.split('"').nth(3).expect("url");
    (vera, url.trim_end_matches("?neu=1").to_owned())
}

#[tokio::test]
async fn a_receipt_is_a_pdf_to_be_kept_and_not_for_the_neighbour() {
    let (world, house) = world().await;
    let (vera, page) = reported(&world, &house).await;
    let path = format!("{page}/eingangsbestaetigung.pdf");
    let receipt = get(&house, &path, &vera).await;
    assert_eq!(receipt.status, 200, "{}", receipt.body);
    assert_eq!(receipt.header("content-type"), "application/pdf");
    assert_eq!(
        receipt.header("content-disposition"),
        "attachment; filename=\"Eingangsbestaetigung-2026-000001.pdf\""
    );
    assert_eq!(receipt.header("cache-control"), "private, no-store");
    assert!(receipt.body.starts_with("%PDF-"));

    let olga = world.resident_token("P-OLGA").await.expect("Olga");
    assert_eq!(get(&house, &path, &olga).await.status, 404, "a neighbour");
    assert_eq!(get(&house, &path, "").await.status, 401, "nobody");
    let nonsense = "/vorgaenge/1/eingangsbestaetigung.pdf";
    assert_eq!(get(&house, nonsense, &vera).await.status, 404);
}

#[tokio::test]
async fn ticket_and_confirmation_lead_to_the_receipt() {
    let (world, house) = world().await;
    let (vera, page) = reported(&world, &house).await;
    let link = format!("href=\"{page}/eingangsbestaetigung.pdf\"");
    let links = async |path: &str| {
        let page = get(&house, path, &vera).await;
        page.body.matches(&link).count()
    };
    assert_eq!(links(&page).await, 1);
    assert_eq!(links(&format!("{page}?neu=1")).await, 2);
}

#[tokio::test]
async fn many_receipts_at_once_have_to_wait() {
    let (world, house) = world().await;
    let (vera, page) = reported(&world, &house).await;
    let path = format!("{page}/eingangsbestaetigung.pdf");
    let mut answer = get(&house, &path, &vera).await;
    for _ in 0..15 {
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer = get(&house, &path, &vera).await;
    }
    assert_eq!(answer.status, 429);
    assert_eq!(answer.header("retry-after"), "601");
    assert!(answer.body.contains("Bitte warten Sie 11 Minuten"));
}
