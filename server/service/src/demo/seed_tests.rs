//! The demo moves in once, whole, and its people find their things.

use delivery::{LetterBox, Mailer, MemoryLetterBox, MemoryMailbox};
use domain::Role;
use domain::ticket::InboxView;
use store::blobs::{Blobs, BlobsConfig};

use super::*;
use crate::import;
use crate::services::Parts;
use crate::testing::{Engine, database, settings};
use crate::{Chance, Clock, SignedIn};

async fn empty(engine: Engine, folder: &std::path::Path, letters: &MemoryLetterBox) -> Services {
    let sunday = "2026-11-22T10:00:00Z".parse().expect("date");
    Services::new(Parts {
        db: database(engine, folder).await.expect("database"),
        blobs: Blobs::open(&BlobsConfig::Memory).expect("blobs"),
        clock: Clock::fixed(sunday),
        chance: Chance::seeded(1),
        mailer: Mailer::Memory(MemoryMailbox::default()),
        letter_box: LetterBox::Memory(letters.clone()),
        courier: delivery::Courier::Memory(delivery::MemoryCourier::default()),
        settings: settings(),
    })
}

async fn moves_in_once(engine: Engine) {
    let folder = tempfile::tempdir().expect("folder");
    let letters = MemoryLetterBox::default();
    let services = empty(engine, folder.path(), &letters).await;
    let Demo::Furnished(logins) = furnish(&services).await.expect("furnished") else {
        panic!("it was empty")
    };
    assert_eq!(logins.people.len(), 8);
    let post = letters.take();
    assert!(
        post.len() == 1 && post[0].0.starts_with(NEWCOMER),
        "one unused letter"
    );

    let again = furnish(&services).await.expect("again");
    assert_eq!(
        again,
        Demo::Furnished(logins.clone()),
        "a second start tells the same"
    );
    assert_eq!(letters.take().len(), 0, "and writes no second letter");

    let master = master(services.clock().today()).expect("files");
    let rehearsed = erp::rehearse(&services, &master).await;
    let diff = rehearsed.expect("rehearsed").diff;
    assert_eq!(diff.writes(), 0, "{diff}");
    finds_its_things(&services, &logins).await;
}

async fn finds_its_things(services: &Services, logins: &Logins) {
    let guest = services.operator("test");
    let mut total = 0;
    for login in &logins.people {
        let SignedIn::Done(session) = guest
            .access()
            .sign_in(&login.email, logins.password, true)
            .await
            .expect("signed in")
        else {
            panic!("{} is asked for a code", login.name);
        };
        let facts = crate::RequestFacts {
            session: Some(session.token),
            ..guest.facts.clone()
        };
        let caller = services.caller(facts).await.expect("recognised");
        let me = caller.me().expect("signed in");
        if me.role == Role::Resident {
            let list = caller.tickets().list(false, 1).await.expect("list");
            assert!(list.all_count >= 2, "{} has {}", login.name, list.all_count);
            let page = caller.tickets().show(list.rows[0].id).await.expect("page");
            assert!(!page.entries.is_empty());
        } else {
            let changes = caller
                .changes()
                .desk(false, 1, None)
                .await
                .expect("changes");
            assert_eq!((changes.open_count, changes.done_count), (2, 1));
            let inbox = caller
                .staff()
                .inbox(InboxView::Done, 1, "")
                .await
                .expect("inbox");
            let count = |view| {
                let found = inbox.counts.iter().find(|count| count.view == view);
                found.and_then(|count| count.count).unwrap_or_default()
            };
            assert!(
                count(InboxView::New) >= 5 && count(InboxView::Overdue) >= 5,
                "{:?}",
                inbox.counts
            );
            total = total.max(count(InboxView::Done));
        }
    }
    assert!(total >= 100, "most tickets are done");
    let mut tx = services.db().read().await.expect("tx");
    let data = rows::load(&mut tx).await.expect("loaded");
    assert_eq!(
        (data.properties.len(), data.units.len(), data.persons.len()),
        (3, 60, 90)
    );
    drop(tx);
}

#[tokio::test]
async fn sqlite_moves_in_once() {
    moves_in_once(Engine::Sqlite).await;
}

#[tokio::test]
async fn postgres_moves_in_once() {
    if std::env::var_os("TEST_POSTGRES_URL").is_some() {
        moves_in_once(Engine::Postgres).await;
    }
}

#[tokio::test]
async fn somebodys_own_data_is_left_alone() {
    let folder = tempfile::tempdir().expect("folder");
    let services = empty(Engine::Sqlite, folder.path(), &MemoryLetterBox::default()).await;
    let mut own = master(services.clock().today()).expect("files");
    own.contracts.clear();
    own.rent_parts.clear();
    own.bank_mandates.clear();
    own.units.retain(|unit| unit.property == "101");
    own.whole.clear();
    import::carry_out(&services.operator("test"), own, |_, _| {})
        .await
        .expect("imported");
    assert_eq!(furnish(&services).await.expect("looked"), Demo::Occupied);
}
