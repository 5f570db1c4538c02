//! Providing: whom it reaches, who is told, what a second time does.

use bytes::Bytes;
use chrono::Duration;
use domain::audit::Action;
use domain::document::{DocumentKind, DocumentRefusal, Target, TargetKind};
use domain::{Refusal, Role};
use service::Error;
use service::documents::{NewDocument, Provided, Upload, keep, pdf as papers};
use service::jobs::{Order, ProvideDocument, TellOfDocument};
use service::testing::{World, pdf};
use store::audit;

use super::{contract, house, letter, new, provided, titles};

service::stories!(
    a_house_of_three_is_told_once_though_the_jobs_run_twice,
    several_documents_of_one_day_are_one_mail,
    a_revision_is_taken_once,
    of_two_revisions_at_once_the_later_one_stays,
    staff_upload_for_whom_they_chose,
    a_file_that_is_no_good_pdf_is_refused,
    what_lies_unopened_is_found_after_ten_working_days,
);

async fn a_house_of_three_is_told_once_though_the_jobs_run_twice(world: World) {
    // Vera, Jan, Olga and the owner Ada are named in O-1; three of them have accounts.
    for reference in ["P-VERA", "P-OLGA", "P-ADA"] {
        world.resident(reference).await.unwrap();
    }
    let id = letter(
        &world,
        "Wartung bei Lindt",
        Target::Property(house(&world, "O-1").await),
    )
    .await;
    let mails = world.mails().await.unwrap();
    let mut to: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(
        to,
        ["ada@haus.example", "olga@haus.example", "vera@haus.example"]
    );
    for mail in &mails {
        assert_eq!(mail.subject, "Ein neues Dokument im Portal Mein Testhaus");
        assert!(!mail.text.contains("Wartung"), "{}", mail.text);
        assert!(mail.text.contains("/dokumente"), "{}", mail.text);
    }
    let order = ProvideDocument {
        document: id,
        after: None,
    };
    order
        .run(&world.services, world.services.chance().id(world.now()))
        .await
        .unwrap();
    let order = TellOfDocument { document: id };
    order
        .run(&world.services, world.services.chance().id(world.now()))
        .await
        .unwrap();
    assert!(world.mails().await.unwrap().is_empty(), "once");

    let clerk = world.staff(Role::Clerk).await.unwrap();
    let page = clerk.documents().show(id, 1).await.unwrap();
    assert_eq!(
        (page.row.persons, page.row.notified, page.row.opened),
        (4, 3, 0)
    );
    let jan = page
        .ledger
        .iter()
        .find(|line| line.name == "Jan Lindt")
        .unwrap();
    assert_eq!((jan.registered, jan.notified_at), (false, None));
    let vera = page
        .ledger
        .iter()
        .find(|line| line.name == "Vera Lindt")
        .unwrap();
    assert_eq!(vera.notified_by.as_deref(), Some("email"));
}

async fn several_documents_of_one_day_are_one_mail(world: World) {
    world.resident("P-VERA").await.unwrap();
    let lease = Target::Contract(contract(&world, "V-1").await);
    letter(&world, "Eins", lease).await;
    letter(&world, "Zwei", lease).await;
    let mails = world.mails().await.unwrap();
    assert_eq!(mails.len(), 1);
    assert!(
        mails[0].text.contains("2 neue Dokumente"),
        "{}",
        mails[0].text
    );
    assert!(
        mails[0].subject.starts_with("Neue Dokumente"),
        "{}",
        mails[0].subject
    );
    letter(&world, "Drei", lease).await;
    assert_eq!(
        world.mails().await.unwrap().len(),
        1,
        "what comes later is told later"
    );
}

async fn a_revision_is_taken_once(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let lease = Target::Contract(contract(&world, "V-1").await);
    let first = NewDocument {
        reference: Some("D-1".to_owned()),
        revision: Some(1),
        ..new(&world, DocumentKind::Statement, "Abrechnung", lease).await
    };
    let Provided::Created(id) = provided(&world, first.clone()).await else {
        panic!("it is new")
    };
    assert_eq!(
        provided(&world, first.clone()).await,
        Provided::Unchanged(id)
    );
    vera.documents().open(id).await.unwrap();
    let renamed = NewDocument {
        title: "Betriebskosten".to_owned(),
        revision: Some(2),
        ..first.clone()
    };
    assert_eq!(provided(&world, renamed).await, Provided::Updated(id));
    assert_eq!(provided(&world, first.clone()).await, Provided::Stale(id));
    assert_eq!(titles(&vera).await, ["Betriebskosten"]);
    let said_again = NewDocument {
        title: "Betriebskosten".to_owned(),
        revision: Some(4),
        ..first.clone()
    };
    assert_eq!(provided(&world, said_again).await, Provided::Unchanged(id));
    let older = NewDocument {
        revision: Some(3),
        ..first.clone()
    };
    assert_eq!(provided(&world, older).await, Provided::Stale(id));
    assert_eq!(titles(&vera).await, ["Betriebskosten"]);
    let other = NewDocument {
        revision: Some(5),
        file: keep(&world.services, Bytes::from(pdf("Neu", "Neu").unwrap()))
            .await
            .unwrap(),
        ..first
    };
    let Provided::Updated(second) = provided(&world, other).await else {
        panic!("another file")
    };
    assert_ne!(second, id, "another file is another document");
    assert!(matches!(
        vera.documents().open(id).await,
        Err(Error::NotFound)
    ));
    let page = vera.documents().list(None, "").await.unwrap();
    assert_eq!(page.rows[0].id, second, "it is new again");
}

async fn of_two_revisions_at_once_the_later_one_stays(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let lease = Target::Contract(contract(&world, "V-1").await);
    let first = NewDocument {
        reference: Some("D-1".to_owned()),
        revision: Some(1),
        ..new(&world, DocumentKind::Statement, "Eins", lease).await
    };
    provided(&world, first.clone()).await;
    let revised = |title: &str, revision| NewDocument {
        title: title.to_owned(),
        revision: Some(revision),
        ..first.clone()
    };
    tokio::join!(
        provided(&world, revised("Drei", 3)),
        provided(&world, revised("Zwei", 2)),
    );
    assert_eq!(titles(&vera).await, ["Drei"]);
}

async fn staff_upload_for_whom_they_chose(world: World) {
    let clerk = world.staff(Role::Clerk).await.unwrap();
    let documents = clerk.documents();
    let found = documents
        .targets(TargetKind::Property, "lindenhof")
        .await
        .unwrap();
    let id = found[0].id.unwrap().to_string();
    let aim = (TargetKind::Property, id.as_str());
    world.resident("P-VERA").await.unwrap();
    let all = documents.audience(DocumentKind::Letter, aim).await.unwrap();
    assert_eq!((all.persons, all.registered), (4, 1));
    let owners = documents
        .audience(DocumentKind::Minutes, aim)
        .await
        .unwrap();
    assert_eq!(owners.persons, 1);
    let lease = documents.audience(DocumentKind::Lease, aim).await;
    assert!(matches!(
        lease,
        Err(Error::Refused(Refusal::Document(
            DocumentRefusal::LeaseForMany
        )))
    ));
    let form = Upload {
        kind: "schreiben".to_owned(),
        title: "Aufzug".to_owned(),
        dated_on: "2026-10-30".to_owned(),
        target: "objekt".to_owned(),
        target_id: id,
        file: Bytes::from(pdf("Aufzug", "Der Aufzug fährt wieder.").unwrap()),
    };
    let id = documents.upload(form.clone()).await.unwrap();
    world.work().await.unwrap();
    let page = documents.show(id, 1).await.unwrap();
    assert_eq!(page.uploaded_by.as_deref(), Some("clerk Verwaltung"));
    assert_eq!(page.row.persons, 4);
    let empty = documents.upload(Upload::default()).await;
    let Err(Error::Refused(Refusal::Several(all))) = empty else {
        panic!("{empty:?}")
    };
    assert_eq!(all.len(), 4, "each missing thing is named");
    let nobody = Upload {
        target_id: String::new(),
        ..form
    };
    assert!(documents.upload(nobody).await.is_err());
    let vera = world.resident("P-VERA").await.unwrap();
    let refused = vera.documents().upload(Upload::default()).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
    let mut tx = world.services.db().read().await.unwrap();
    assert_eq!(
        audit::count(&mut tx, Action::DocumentProvided)
            .await
            .unwrap(),
        1
    );
}

async fn a_file_that_is_no_good_pdf_is_refused(world: World) {
    let good = pdf("Blatt", "Ein Blatt.").unwrap();
    let half = good[..good.len() / 2].to_vec();
    let locked = String::from_utf8_lossy(b"%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj\ntrailer <</Root 1 0 R /Encrypt 9 0 R>>\nstartxref\n0\n%%EOF").into_owned();
    for (file, why) in [
        (b"<html>".to_vec(), DocumentRefusal::NotAPdf),
        (b"%PDF-1.7\nkaputt".to_vec(), DocumentRefusal::Broken),
        (half, DocumentRefusal::Broken),
        (locked.into_bytes(), DocumentRefusal::Encrypted),
        (
            vec![b'x'; 13 * 1024 * 1024],
            DocumentRefusal::TooLarge { mib: 12 },
        ),
    ] {
        let kept = keep(&world.services, Bytes::from(file)).await;
        let Err(Error::Refused(Refusal::Document(said))) = kept else {
            panic!("{why:?}: {kept:?}")
        };
        assert_eq!(said, why);
    }
    assert_eq!(papers::check(&good), Ok(1));
    let two = papers::join(&[&good, &good]).unwrap();
    assert_eq!(papers::check(&two), Ok(2));
}

async fn what_lies_unopened_is_found_after_ten_working_days(world: World) {
    let lease = Target::Contract(contract(&world, "V-1").await);
    let id = letter(&world, "Frist", lease).await;
    let found = async |world: &World| {
        let clerk = world.staff(Role::Clerk).await.unwrap();
        let desk = clerk.documents().desk("", None, true, 1).await.unwrap();
        desk.rows.len()
    };
    // Monday, 2 November; ten working days later it is Monday, 16 November.
    world.pass(Duration::days(13));
    assert_eq!(found(&world).await, 0);
    world.pass(Duration::days(1));
    assert_eq!(found(&world).await, 1);
    for reference in ["P-VERA", "P-JAN"] {
        let one = world.resident(reference).await.unwrap();
        one.documents().open(id).await.unwrap();
    }
    assert_eq!(found(&world).await, 0, "all have opened it");
}
