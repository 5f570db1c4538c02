//! Documents as files, and what staff upload that is none.

use bytes::Bytes;
use domain::Role;
use domain::audit::Action;
use domain::document::{DocumentId, DocumentKind, Target};
use service::documents::{NewDocument, keep, provide};
use service::testing::{World, pdf};

use super::{
    house::{Answer, House},
    pages::{ORIGIN, PLAIN, SCRIPT, get, world},
};

/// A document for those named in a contract.
pub async fn provided(world: &World, contract: &str, title: &str) -> DocumentId {
    let services = &world.services;
    let file = Bytes::from(pdf(title, "Ein Blatt.").expect("a PDF"));
    let file = keep(services, file).await.expect("kept");
    let mut tx = services.db().begin().await.expect("tx");
    let all = store::master::load(&mut tx).await.expect("master data");
    let found = all.contracts.iter().find(|one| one.reference == contract);
    let new = NewDocument {
        reference: None,
        kind: DocumentKind::Letter,
        title: title.to_owned(),
        dated_on: "2026-10-30".parse().expect("a day"),
        file,
        target: Target::Contract(found.expect("the contract").id),
        valid_from: None,
        valid_to: None,
        revision: None,
    };
    let made = provide(&services.operator("test"), &mut tx, new).await;
    tx.commit().await.expect("committed");
    made.expect("provided").id()
}

/// Posts a form with one file.
async fn upload(house: &House, cookie: &str, accept: &str, file: &[u8]) -> Answer {
    let mut body = Vec::new();
    for (name, text) in [
        ("kind", "schreiben"),
        ("title", "Aufzug"),
        ("dated_on", "2026-10-30"),
        ("target", "alle"),
        ("target_id", ""),
    ] {
        let part =
            format!("--g\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    body.extend_from_slice(
        b"--g\r\ncontent-disposition: form-data; name=\"file\"; filename=\"aufzug.pdf\"\r\n\r\n",
    );
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--g--\r\n");
    let head = format!(
        "POST /team/dokumente/neu?art=schreiben&fuer=alle HTTP/1.1\ncontent-type: multipart/form-data; boundary=g\n{accept}\n{ORIGIN}\ncookie: sid={cookie}"
    );
    house.ask(&head, &body).await
}

#[tokio::test]
async fn a_document_is_shown_or_kept_and_not_there_for_the_neighbour() {
    let (world, house) = world().await;
    let id = provided(&world, "V-1", "Wartung der Heizung").await;
    let vera = world.resident_token("P-VERA").await.expect("Vera");
    let path = format!("/dokumente/{id}.pdf");
    let shown = get(&house, &path, &vera).await;
    assert_eq!(shown.status, 200, "{}", shown.body);
    assert_eq!(shown.header("content-type"), "application/pdf");
    assert_eq!(shown.header("cache-control"), "private, no-store");
    assert_eq!(shown.header("x-content-type-options"), "nosniff");
    let name = "filename=\"Wartung-der-Heizung-2026-10-30.pdf\"";
    assert_eq!(
        shown.header("content-disposition"),
        format!("inline; {name}")
    );
    let policy = shown.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'") && !policy.contains("script-src"),
        "{policy}"
    );
    let kept = get(&house, &format!("{path}?laden=1"), &vera).await;
    assert_eq!(
        kept.header("content-disposition"),
        format!("attachment; {name}")
    );
    assert!(kept.header("content-security-policy").contains("sandbox"));

    let olga = world.resident_token("P-OLGA").await.expect("Olga");
    let foreign = get(&house, &path, &olga).await;
    let nothing = world.services.chance().id(world.now());
    let unknown = get(&house, &format!("/dokumente/{nothing}.pdf"), &olga).await;
    assert_eq!((foreign.status, unknown.status), (404, 404));
    assert_eq!(
        foreign.body, unknown.body,
        "a foreign one is as if it were not there"
    );
    assert_eq!(get(&house, "/dokumente/quatsch", &vera).await.status, 404);

    let clerk = world.staff_token(Role::Clerk).await.expect("clerk");
    assert_eq!(get(&house, &path, &clerk).await.status, 200);
    let mut tx = world.services.db().read().await.expect("tx");
    for (action, lines) in [(Action::DocumentOpened, 2), (Action::DocumentSeen, 1)] {
        let count = store::audit::count(&mut tx, action).await.expect("a count");
        assert_eq!(count, lines, "{action}");
    }
}

#[tokio::test]
async fn what_is_no_good_pdf_is_refused_with_a_sentence() {
    let (world, house) = world().await;
    let clerk = world.staff_token(Role::Clerk).await.expect("clerk");
    let good = pdf("Aufzug", "Er fährt.").expect("a PDF");
    let locked = b"%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj\ntrailer <</Root 1 0 R /Encrypt 9 0 R>>\nstartxref\n0\n%%EOF";
    for (file, said) in [
        (&b"<html>"[..], "kein PDF"),
        (&good[..good.len() / 2], "besch\u{e4}digt"),
        (&locked[..], "verschl\u{fc}sselt"),
        (&b""[..], "w\u{e4}hlen Sie eine PDF-Datei"),
    ] {
        let answer = upload(&house, &clerk, SCRIPT, file).await;
        assert_eq!(answer.status, 422, "{said}");
        assert!(answer.body.contains(said), "{said}: {}", answer.body);
    }
    let page = upload(&house, &clerk, PLAIN, b"<html>").await;
    assert_eq!(page.status, 422);
    assert!(
        page.body.contains("kein PDF") && page.body.contains("Aufzug"),
        "what was typed comes back"
    );
    let done = upload(&house, &clerk, PLAIN, &good).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let vera = world.resident_token("P-VERA").await.expect("Vera");
    assert_eq!(upload(&house, &vera, SCRIPT, &good).await.status, 403);
    world.work().await.expect("work");
    let list = get(&house, "/dokumente", &vera).await;
    assert!(list.body.contains("Aufzug"), "it is there");
    let home = get(&house, "/", &vera).await;
    assert!(home.body.contains("Neue Dokumente") && home.body.contains("Aufzug"));
}
