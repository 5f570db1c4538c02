//! Every file and every form with photos as seven people.

use domain::TicketId;
use domain::change::NewBank;
use service::testing::{PASSWORD, World, photo};

use super::matrix::ACCOUNT;
use super::stage::{Expected, PEOPLE, stage};

/// Files of a ticket, of a batch of letters and of bank details; what is named `{nothing}` is nobody's.
const FILES: [(&str, Expected); 17] = [
    ("/einstellungen/zugang/protokoll.csv", ACCOUNT),
    ("/einstellungen/daten/{nothing}/meine-daten.zip", NO_PHOTO),
    ("/vorgaenge/{ticket}/eingangsbestaetigung.pdf", SHARED),
    (
        "/einstellungen/kontaktdaten/bank/{nothing}/lastschriftmandat.pdf",
        NO_PHOTO,
    ),
    (
        "/team/aenderungen/{nothing}/lastschriftmandat.pdf",
        NO_PHOTO,
    ),
    ("/team/aenderungen/{nothing}/brief.pdf", NO_PHOTO),
    ("/vorgaenge/{ticket}/fotos/{nothing}", NO_PHOTO),
    ("/vorgaenge/{ticket}/fotos/{nothing}/klein", NO_PHOTO),
    ("/vorgaenge/{ticket}/fotos/{photo}", SHARED),
    ("/vorgaenge/{ticket}/fotos/{photo}/klein", SHARED),
    ("/einstellungen/daten/{archive}/meine-daten.zip", OWN),
    (
        "/einstellungen/kontaktdaten/bank/{change}/lastschriftmandat.pdf",
        OWN_AND_OFFICE,
    ),
    (
        "/team/aenderungen/{change}/lastschriftmandat.pdf",
        OWN_AND_OFFICE,
    ),
    ("/team/aenderungen/{change}/brief.pdf", PAPERS),
    ("/team/freischaltung/{batch}/druck/1", PAPERS),
    ("/team/freischaltung/{batch}/briefe/{person}", PAPERS),
    ("/team/freischaltung/{batch}/adressen.csv", PAPERS),
];
/// The reporter's, and shared with the household.
const SHARED: Expected = [401, 200, 200, 404, 404, 200, 200];
const OWN: Expected = [401, 200, 404, 404, 404, 404, 404];
const OWN_AND_OFFICE: Expected = [401, 200, 404, 404, 404, 200, 200];
const PAPERS: Expected = [401, 404, 404, 404, 404, 200, 200];
const NO_PHOTO: Expected = [401, 404, 404, 404, 404, 404, 404];

/// A photo of Vera's ticket, her bank details under way and the archive of her data.
async fn papers_of_vera(world: &World, ticket: &str) -> [(&'static str, String); 3] {
    let vera = world.resident("P-VERA").await.expect("Vera");
    let id: TicketId = ticket.parse().expect("a ticket");
    let client_ref = world.services.chance().id(world.now());
    let photos = vec![photo("a")];
    let sent = vera.tickets().reply(id, client_ref, "Ein Foto", photos);
    sent.await.expect("a reply");
    let shown = vera.tickets().show(id).await.expect("a page");
    let mut shown = shown.entries.iter().flat_map(|entry| &entry.photos);
    let photo = shown.next().expect("a photo").id.to_string();
    let new = NewBank {
        contract: vera.me().expect("signed in").contracts[0].id,
        holder: "Vera Lindt".to_owned(),
        iban: "DE89 3704 0044 0532 0130 00".to_owned(),
        debit: true,
    };
    let asked = vera.changes().ask_bank(new, PASSWORD).await;
    asked.expect("asked");
    let details = vera.changes().own().await.expect("own");
    let change = details.open[0].id.to_string();
    vera.privacy().collect(PASSWORD).await.expect("asked");
    world.work().await.expect("work");
    let archive = vera.privacy().archive().await.expect("archive");
    let archive = archive.expect("there").id.to_string();
    [
        ("{photo}", photo),
        ("{change}", change),
        ("{archive}", archive),
    ]
}

/// The routes that are neither page nor server function: files and the forms that carry photos.
#[tokio::test]
async fn files_and_forms_answer_each_person_as_the_table_says() {
    let (world, mut stage) = stage().await;
    let papers = papers_of_vera(&world, &stage.fill("{ticket}")).await;
    stage.words.extend(papers);
    let reply =
        "--g\r\ncontent-disposition: form-data; name=\"text\"\r\n\r\nNoch etwas\r\n--g--\r\n";
    for (person, wanted) in [401, 201, 201, 404, 404, 201, 201].into_iter().enumerate() {
        let cookie = &stage.cookies[person];
        let head = format!(
            "POST {} HTTP/1.1\naccept: application/json\ncontent-type: multipart/form-data; boundary=g\norigin: http://127.0.0.1:3000\ncookie: sid={cookie}",
            stage.fill("/vorgaenge/{ticket}/antwort")
        );
        assert_eq!(
            stage.house.ask(&head, reply.as_bytes()).await.status,
            wanted,
            "reply as {}",
            PEOPLE[person]
        );
    }
    for (path, expected) in FILES {
        for (person, wanted) in expected.into_iter().enumerate() {
            let status = stage.get(path, person).await;
            assert_eq!(status, wanted, "{path} as {}", PEOPLE[person]);
        }
    }
}
