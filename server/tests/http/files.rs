//! Every file and every form with photos as seven people: a route that is not in the tables fails the test.

use std::{fs, path::Path};

use domain::TicketId;
use domain::change::NewBank;
use service::testing::{PASSWORD, World, photo};

use super::erp_examples::CALLS;
use super::matrix::ACCOUNT;
use super::pages::{SCRIPT, post};
use super::stage::{Expected, PEOPLE, stage};

/// Files of a ticket, of a batch of letters and of bank details; what is named `{nothing}` is nobody's.
const FILES: [(&str, Expected); 21] = [
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
    ("/dokumente/{nothing}.pdf", NO_PHOTO),
    ("/dokumente/{document}.pdf", SHARED),
    ("/team/dokumente/{document}/{jan}/brief.pdf", PAPERS),
    ("/team/dokumente/serie/{nothing}/teile/1", NO_PHOTO),
    ("/team/freischaltung/{batch}/druck/1", PAPERS),
    ("/team/freischaltung/{batch}/briefe/{person}", PAPERS),
    ("/team/freischaltung/{batch}/adressen.csv", PAPERS),
];

/// Forms with photos, and a topic that fits.
const FORMS: [(&str, &str, Expected); 5] = [
    ("/melden", "heizung", OPENED),
    ("/anliegen", "schluessel", OPENED),
    (
        "/vorgaenge/{ticket}/antwort",
        "heizung",
        [401, 201, 201, 404, 404, 201, 201],
    ),
    ("/team/dokumente/neu", "heizung", DESK),
    ("/team/dokumente/serie", "heizung", DESK),
];
/// Staff are told what is missing.
const DESK: Expected = [401, 403, 403, 403, 403, 422, 422];
/// Tickets are opened by those who are named in the running contract; others are told so, staff have no such form.
const OPENED: Expected = [401, 201, 201, 422, 422, 403, 403];

/// The same for everybody: these tell nothing about anybody.
const PUBLIC: [&str; 4] = [
    "/healthz",
    "/readyz",
    "/csp-report",
    "/manifest.webmanifest",
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

/// A document for Vera's contract, with a letter that brings it to Jan.
async fn document_of_vera(world: &World) -> [(&'static str, String); 2] {
    let id = super::documents::provided(world, "V-1", "Wartung").await;
    let mut tx = world.services.db().read().await.expect("tx");
    let all = store::master::load(&mut tx).await.expect("master data");
    let jan = all.persons.iter().find(|one| one.reference == "P-JAN");
    let jan = jan.expect("Jan").id;
    drop(tx);
    let clerk = world.staff(domain::Role::Clerk).await.expect("clerk");
    clerk.documents().post(id, jan).await.expect("posted");
    [("{document}", id.to_string()), ("{jan}", jan.to_string())]
}

/// The routes that are neither page nor server function: files and the forms that carry photos.
#[tokio::test]
async fn files_and_forms_answer_each_person_as_the_table_says() {
    let (world, mut stage) = stage().await;
    let papers = papers_of_vera(&world, &stage.fill("{ticket}")).await;
    stage.words.extend(papers);
    stage.words.extend(document_of_vera(&world).await);
    let contract = stage.fill("{contract}");
    for (path, topic, expected) in FORMS {
        let fields = [
            ("contract", contract.as_str()),
            ("topic", topic),
            ("place", "wohnung"),
            ("title", "Noch etwas"),
            ("text", "Seit gestern."),
        ];
        let path = stage.fill(path);
        for (person, wanted) in expected.into_iter().enumerate() {
            let cookie = &stage.cookies[person];
            let answer = post(&stage.house, &path, cookie, SCRIPT, &fields, None).await;
            assert_eq!(answer.status, wanted, "{path} as {}", PEOPLE[person]);
        }
    }
    for (path, expected) in FILES {
        for (person, wanted) in expected.into_iter().enumerate() {
            let status = stage.get(path, person).await;
            assert_eq!(status, wanted, "{path} as {}", PEOPLE[person]);
        }
    }
}

/// All sources below a folder.
fn sources(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            text.push_str(&sources(&path));
        } else {
            text.push_str(&fs::read_to_string(&path).expect("source"));
        }
    }
    text
}

/// Whether a line of a table is an address of a route.
fn is_of(line: &str, route: &str) -> bool {
    let (line, route): (Vec<_>, Vec<_>) = (line.split('/').collect(), route.split('/').collect());
    let same = |(told, asked): (&&str, &&str)| asked.starts_with('{') || told == asked;
    line.len() == route.len() && line.iter().zip(&route).all(same)
}

#[test]
fn every_route_beside_the_pages_has_a_line_in_a_table() {
    let text = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/http"));
    let routes: Vec<&str> = text
        .split(".route(")
        .skip(1)
        .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
        .collect();
    assert!(routes.len() > PUBLIC.len() + FORMS.len(), "{routes:?}");
    let files = FILES.iter().map(|(path, _)| *path);
    let forms = FORMS.iter().map(|(path, ..)| *path);
    let calls = CALLS
        .iter()
        .map(|(_, path, _)| *path)
        .chain(["/erp/v1/{*nothing}"]);
    let lines: Vec<&str> = files.chain(forms).chain(PUBLIC).chain(calls).collect();
    for route in routes {
        let known = lines.iter().any(|line| is_of(line, route));
        assert!(known, "{route} has no line in a table");
    }
}
