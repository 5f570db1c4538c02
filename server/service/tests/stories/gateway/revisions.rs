//! What is older than what the portal has changes nothing, in whatever order it comes.

use chrono::Duration;
use domain::Cents;
use domain::erp::{Entity, Source};
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use service::erp::{Batch, RowResult, Standing};
use service::import::{ContractPersonRecord, PersonRecord};
use service::testing::World;
use store::master;

use super::{applied, end, ends, lease, named, person, say, say_as, unit};

service::stories!(
    lower_and_equal_revisions_are_ignored_and_said_so,
    the_same_content_notes_its_revision,
    an_end_counts_among_the_revisions,
    deliveries_in_any_order_end_in_the_same_state,
    an_export_keeps_revisions_and_undoes_nothing_later,
    one_faulty_row_refuses_all_and_each_is_named,
    a_document_does_not_end_with_a_delivery,
);

fn persons(persons: Vec<PersonRecord>) -> Batch {
    Batch {
        persons,
        ..Batch::default()
    }
}

fn with_phone(revision: Option<i64>, phone: &str) -> PersonRecord {
    PersonRecord {
        phone: Some(phone.to_owned()),
        ..person("P-NORA", revision)
    }
}

async fn phone(world: &World, reference: &str) -> (Option<String>, Option<i64>) {
    let mut tx = world.services.db().read().await.unwrap();
    let found = master::persons(&mut tx, &[reference])
        .await
        .unwrap()
        .remove(0);
    (found.row.phone, found.said.revision)
}

async fn lower_and_equal_revisions_are_ignored_and_said_so(world: World) {
    for (revision, number, result, kept) in [
        (5, "030 23125 105", RowResult::Created, "030 23125 105"),
        (5, "030 23125 106", RowResult::StaleIgnored, "030 23125 105"),
        (4, "030 23125 107", RowResult::StaleIgnored, "030 23125 105"),
        (6, "030 23125 108", RowResult::Updated, "030 23125 108"),
    ] {
        let batch = persons(vec![with_phone(Some(revision), number)]);
        assert_eq!(applied(&world, batch).await, [result], "{revision}");
        let (found, _) = phone(&world, "P-NORA").await;
        assert_eq!(found.as_deref(), Some(kept));
    }
}

async fn the_same_content_notes_its_revision(world: World) {
    applied(&world, persons(vec![person("P-NORA", Some(5))])).await;
    let again = persons(vec![person("P-NORA", Some(7))]);
    assert_eq!(applied(&world, again).await, [RowResult::Unchanged]);
    assert_eq!(phone(&world, "P-NORA").await, (None, Some(7)));
    let late = persons(vec![with_phone(Some(6), "030 23125 106")]);
    assert_eq!(applied(&world, late).await, [RowResult::StaleIgnored]);
}

async fn an_end_counts_among_the_revisions(world: World) {
    let contract = |revision| Batch {
        contracts: vec![lease("V-2", "E-2", &["P-OLGA"], Some(revision))],
        ..Batch::default()
    };
    let over = |revision, day| ends(vec![end(Entity::Contract, "V-2", day, revision)]);
    assert_eq!(applied(&world, contract(1)).await, [RowResult::Updated]);
    let ended = applied(&world, over(5, "2026-12-31")).await;
    assert_eq!(ended, [RowResult::Ended]);
    for (batch, result, last) in [
        (
            over(5, "2027-12-31"),
            RowResult::StaleIgnored,
            Some("2026-12-31"),
        ),
        (contract(3), RowResult::Unchanged, Some("2026-12-31")),
        (contract(6), RowResult::Updated, None),
        (over(6, "2026-12-31"), RowResult::StaleIgnored, None),
    ] {
        assert_eq!(applied(&world, batch).await, [result]);
        let mut tx = world.services.db().read().await.unwrap();
        let found = master::contracts(&mut tx, &["V-2"]).await.unwrap();
        let ends_on = found[0].kept.row.contract.ends_on;
        assert_eq!(ends_on, last.map(|day| day.parse().unwrap()), "{result:?}");
    }
}

/// All that the ERP says of a flat's tenants, each with its revision; told apart by a sign.
fn history(sign: usize) -> Vec<Batch> {
    let [flat, lind, moll] = ["E", "PL", "PM"].map(|kind| format!("{kind}-{sign}"));
    let contract = format!("V-S{sign}");
    let mut told = Vec::new();
    for revision in 2..6 {
        let mut one = person(&lind, Some(revision));
        one.phone = Some(format!("030 23125 10{revision}"));
        told.push(persons(vec![one]));
    }
    for (revision, rent) in [(2, 70_000), (4, 71_000), (6, 72_000)] {
        let mut one = lease(&contract, &flat, &[&lind, &moll], Some(revision));
        one.rent = Cents(rent);
        told.push(Batch {
            contracts: vec![one],
            ..Batch::default()
        });
    }
    for (revision, from, to) in [
        (1, None, Some("2026-10-01")),
        (2, Some("2026-10-02"), None),
        (3, Some("2026-10-02"), Some("2026-10-31")),
    ] {
        let day = |day: Option<&str>| day.map(|day| day.parse().unwrap());
        told.push(Batch {
            contract_persons: vec![ContractPersonRecord {
                reference: format!("VP-{sign}"),
                contract: contract.clone(),
                person: moll.clone(),
                valid_from: day(from),
                valid_to: day(to),
                revision: Some(revision),
            }],
            ..Batch::default()
        });
    }
    told.push(ends(vec![end(
        Entity::Contract,
        &contract,
        "2027-05-31",
        5,
    )]));
    told.push(ends(vec![end(
        Entity::Contract,
        &contract,
        "2027-06-30",
        7,
    )]));
    told.push(ends(vec![end(Entity::Unit, &flat, "2027-06-30", 2)]));
    told
}

/// What the portal knows of a flat's tenants in the end.
async fn state(world: &World, sign: usize) -> String {
    let (contract, person) = (format!("V-S{sign}"), format!("PL-{sign}"));
    let names = named(world, &contract).await.join(" ");
    let known = phone(world, &person).await;
    let mut tx = world.services.db().read().await.unwrap();
    let found = master::contracts(&mut tx, &[&contract])
        .await
        .unwrap()
        .remove(0);
    let row = found.kept.row.contract;
    let unit = master::units(&mut tx, &[&format!("E-{sign}")])
        .await
        .unwrap()
        .remove(0);
    let facts = (
        row.rent,
        row.ends_on,
        found.kept.said.revision,
        unit.kept.said.valid_to,
    );
    format!("{names} {known:?} {facts:?}").replace(&person, "PL")
}

async fn deliveries_in_any_order_end_in_the_same_state(world: World) {
    const SHUFFLES: usize = 24;
    let mut first = Batch::default();
    for sign in 0..SHUFFLES {
        let [flat, lind, moll] = ["E", "PL", "PM"].map(|kind| format!("{kind}-{sign}"));
        first.units.push(unit(&flat));
        first.persons.push(person(&lind, Some(1)));
        first.persons.push(person(&moll, Some(1)));
        let contract = format!("V-S{sign}");
        let lease = lease(&contract, &flat, &[&lind, &moll], Some(1));
        first.contracts.push(lease);
    }
    applied(&world, first).await;
    let mut dice = StdRng::seed_from_u64(4711);
    let mut wanted = String::new();
    for sign in 0..SHUFFLES {
        let mut told = history(sign);
        if sign > 0 {
            told.extend(history(sign));
            told.shuffle(&mut dice);
        }
        for batch in told {
            // An end of a name that the portal does not know yet is refused, and comes again.
            let standing = say(&world, batch).await.standing;
            assert_eq!(standing, Standing::Applied);
        }
        let found = state(&world, sign).await;
        if sign == 0 {
            wanted = found;
            assert!(wanted.starts_with("PL (Some"), "{wanted}");
            continue;
        }
        assert_eq!(found, wanted, "{sign}");
    }
}

async fn an_export_keeps_revisions_and_undoes_nothing_later(world: World) {
    applied(&world, persons(vec![with_phone(Some(5), "030 23125 105")])).await;
    world.pass(Duration::seconds(1));
    let operator = world.services.operator("test");
    let export = persons(vec![with_phone(None, "030 23125 106")]);
    let outcome = say_as(&operator, Source::Command, export.clone()).await;
    assert_eq!(outcome.rows[0].result, RowResult::Updated);
    let known = phone(&world, "P-NORA").await;
    assert_eq!(known, (Some("030 23125 106".to_owned()), Some(5)));
    let late = persons(vec![with_phone(Some(5), "030 23125 105")]);
    assert_eq!(applied(&world, late).await, [RowResult::StaleIgnored]);
}

async fn one_faulty_row_refuses_all_and_each_is_named(world: World) {
    let batch = Batch {
        persons: vec![
            person("P-NORA", Some(1)),
            PersonRecord {
                email: Some("keine Adresse".to_owned()),
                first_name: String::new(),
                ..person("P-ILSE", Some(1))
            },
            person("P-NORA", Some(2)),
        ],
        contracts: vec![
            lease("V-9", "E-9", &["P-NORA", "P-NIE"], Some(1)),
            lease("V-8", "E-1", &[], Some(1)),
        ],
        ends: vec![end(Entity::Contract, "V-7", "2026-12-31", 1)],
        ..Batch::default()
    };
    let outcome = say(&world, batch).await;
    assert_eq!(outcome.standing, Standing::Refused);
    let mut said = Vec::new();
    for row in &outcome.rows {
        for fault in &row.faults {
            let field = fault.field.as_deref().unwrap_or("-");
            said.push(format!(
                "{} {} {field}: {}",
                row.entity, row.index, fault.reason
            ));
        }
    }
    said.sort();
    assert_eq!(
        said,
        [
            "contract 0 persons: „P-NIE“ steht weder im Portal noch in dieser Lieferung.",
            "contract 0 reference: „V-7“ steht weder im Portal noch in dieser Lieferung.",
            "contract 0 unit: „E-9“ steht weder im Portal noch in dieser Lieferung.",
            "contract 1 persons: Der Vertrag nennt keine Person.",
            "person 1 email: „keine Adresse“ ist keine E-Mail-Adresse.",
            "person 1 first_name: Das Feld darf nicht leer sein.",
            "person 2 reference: Dieser Schlüssel steht in der Lieferung schon einmal.",
        ]
    );
    let mut tx = world.services.db().read().await.unwrap();
    let found = master::persons(&mut tx, &["P-NORA", "P-ILSE"])
        .await
        .unwrap();
    assert!(found.is_empty());
}

async fn a_document_does_not_end_with_a_delivery(world: World) {
    let over = ends(vec![end(Entity::Document, "D-1", "2026-11-01", 9)]);
    let outcome = say(&world, over).await;
    assert_eq!(outcome.standing, Standing::Refused);
    let faults = &outcome.rows[0].faults;
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].field.as_deref(), Some("entity"));
}
