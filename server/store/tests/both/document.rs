//! Documents, their ledger, and files for many persons.

use chrono::Duration;
use domain::document::{
    DocumentId, DocumentKind, PartProblem, SetId, SetState, Target, TargetKind,
};
use domain::workday::FederalState;
use domain::{PersonId, PropertyId};
use store::document::desk::{self, Wanted};
use store::document::set::{self, Part, Set};
use store::document::{self, Document, ledger, target};
use store::{contract, master};

use crate::house::{House, day, id, now};

fn a_document(target: Target) -> Document {
    let new = Document {
        id: DocumentId(id()),
        reference: None,
        kind: DocumentKind::Letter,
        title: "Wartung der Heizung".to_owned(),
        dated_on: day("2026-10-30"),
        blob_sha256: "ab".repeat(32),
        bytes: 12_000,
        pages: 2,
        target: target.kind(),
        person_id: None,
        contract_id: None,
        unit_id: None,
        property_id: None,
        provided_at: now(),
        withdrawn_at: None,
        valid_from: None,
        valid_to: Some(day("2027-12-31")),
        revision: Some(3),
        uploaded_by: None,
        search_text: "wartung der heizung".to_owned(),
    };
    new.aimed(target)
}

pub async fn a_document_is_near_those_it_may_be_for(house: &House) {
    let mut tx = house.write().await;
    let unit = master::load(&mut tx).await.unwrap().units[0].id;
    let targets = [
        Target::Person(house.vera),
        Target::Contract(house.lease),
        Target::Unit(unit),
        Target::Property(house.property),
        Target::All,
    ];
    for target in targets {
        let new = a_document(target);
        document::add(&mut tx, &new).await.unwrap();
        let found = document::by_id(&mut tx, new.id).await.unwrap();
        assert_eq!(found, Some(new.clone()));
        assert_eq!(new.target(), target);
    }
    for (person, count) in [(house.vera, 5), (house.jan, 4), (PersonId(id()), 1)] {
        let near = document::near(&mut tx, person).await.unwrap();
        assert_eq!(near.len(), count, "{person}");
    }
    let mut both = vec![house.vera, house.jan];
    both.sort();
    for target in &targets[1..] {
        let people = document::people(&mut tx, *target, None, 10).await.unwrap();
        assert_eq!(people, both, "{target:?}");
        let rest = document::people(&mut tx, *target, Some(both[0]), 10).await;
        assert_eq!(rest.unwrap(), both[1..], "{target:?}");
        let today = day("2026-11-02");
        let audience = document::audience(&mut tx, *target, false, today).await;
        assert_eq!(audience.unwrap(), (2, 0), "{target:?}");
        let owners = document::audience(&mut tx, *target, true, today).await;
        assert_eq!(owners.unwrap(), (0, 0), "{target:?}");
    }
    let only = document::people(&mut tx, targets[0], None, 10)
        .await
        .unwrap();
    assert_eq!(only, [house.vera]);
    let theirs = document::tenancies(&mut tx, house.vera).await.unwrap();
    assert_eq!(theirs.len(), 1);
    assert_eq!(
        (theirs[0].contract_id, theirs[0].unit_id),
        (house.lease, unit)
    );
    assert_eq!(document::blobs(&mut tx).await.unwrap().len(), 1);
}

pub async fn a_document_keeps_its_reference_until_another_takes_it(house: &House) {
    let mut tx = house.write().await;
    let first = Document {
        reference: Some("D-1".to_owned()),
        ..a_document(Target::All)
    };
    document::add(&mut tx, &first).await.unwrap();
    let changed = Document {
        title: "Heizung".to_owned(),
        revision: Some(4),
        ..first.clone()
    };
    document::update(&mut tx, &changed).await.unwrap();
    let found = document::by_reference(&mut tx, "D-1").await.unwrap();
    assert_eq!(found, Some(changed));
    assert!(document::withdraw(&mut tx, first.id, now()).await.unwrap());
    assert!(!document::withdraw(&mut tx, first.id, now()).await.unwrap());
    assert!(
        document::near(&mut tx, house.vera)
            .await
            .unwrap()
            .is_empty()
    );
    document::free_reference(&mut tx, first.id).await.unwrap();
    let second = Document {
        reference: Some("D-1".to_owned()),
        ..a_document(Target::All)
    };
    document::add(&mut tx, &second).await.unwrap();
    let found = document::by_reference(&mut tx, "D-1").await.unwrap();
    assert_eq!(found.map(|found| found.id), Some(second.id));
}

pub async fn the_ledger_has_one_line_for_each_person(house: &House) {
    house.account(Some(house.vera), "vera@haus.example").await;
    let clerk = house.account(None, "clerk@haus.example").await;
    let mut tx = house.write().await;
    let new = a_document(Target::Contract(house.lease));
    document::add(&mut tx, &new).await.unwrap();
    for person in [house.vera, house.jan] {
        assert!(ledger::enter(&mut tx, new.id, person, now()).await.unwrap());
        assert!(!ledger::enter(&mut tx, new.id, person, now()).await.unwrap());
    }
    let untold = ledger::untold(&mut tx, new.id, 10).await.unwrap();
    assert_eq!(untold.len(), 1, "only who has an account can be told");
    assert_eq!(untold[0].email, "vera@haus.example");
    let later = now() + Duration::minutes(5);
    let told = ledger::tell(&mut tx, house.vera, now(), later).await;
    assert_eq!(told.unwrap(), 1);
    let told = ledger::tell(&mut tx, house.vera, now(), later).await;
    assert_eq!(told.unwrap(), 0, "once");
    assert!(
        ledger::untold(&mut tx, new.id, 10)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        ledger::open(&mut tx, new.id, house.vera, later)
            .await
            .unwrap()
    );
    let again = ledger::open(&mut tx, new.id, house.vera, later + Duration::days(1)).await;
    assert!(!again.unwrap(), "the first time counts");
    assert!(
        ledger::post(&mut tx, new.id, house.jan, clerk, later)
            .await
            .unwrap()
    );
    let nobody = ledger::post(&mut tx, new.id, PersonId(id()), clerk, later).await;
    assert!(!nobody.unwrap());

    let page = ledger::page(&mut tx, new.id, 0, 10).await.unwrap();
    let [jan, vera] = page.as_slice() else {
        panic!("{page:?}")
    };
    assert_eq!(
        (jan.person_id, jan.opened_at, jan.registered),
        (house.jan, None, false)
    );
    assert_eq!(jan.letter_name.as_deref(), Some("clerk@haus.example"));
    assert_eq!(
        (vera.opened_at, vera.notified_at),
        (Some(later), Some(later))
    );
    assert_eq!(vera.notified_by.as_deref(), Some("email"));
    let line = ledger::line(&mut tx, new.id, house.jan).await.unwrap();
    assert_eq!(line.as_ref(), Some(jan));
    let own = ledger::of_person(&mut tx, house.vera).await.unwrap();
    assert_eq!(own[0].opened_at, Some(later));
}

pub async fn staff_find_what_was_left_unopened(house: &House) {
    let mut tx = house.write().await;
    let old = a_document(Target::Property(house.property));
    let young = Document {
        title: "Aushang".to_owned(),
        search_text: "aushang".to_owned(),
        kind: DocumentKind::Other,
        provided_at: now() + Duration::days(20),
        ..a_document(Target::Person(house.vera))
    };
    for new in [&old, &young] {
        document::add(&mut tx, new).await.unwrap();
        let entered = ledger::enter(&mut tx, new.id, house.vera, new.provided_at).await;
        assert!(entered.unwrap());
    }
    let waited: Vec<_> = FederalState::ALL
        .iter()
        .map(|land| (*land, now() + Duration::days(1)))
        .collect();
    let all = Wanted {
        words: "",
        kind: None,
        unopened: None,
    };
    for (wanted, found) in [
        (all, vec![young.id, old.id]),
        (
            Wanted {
                words: "Heizung wartung",
                ..all
            },
            vec![old.id],
        ),
        (
            Wanted {
                words: "100%",
                ..all
            },
            vec![],
        ),
        (
            Wanted {
                kind: Some(DocumentKind::Other),
                ..all
            },
            vec![young.id],
        ),
        (
            Wanted {
                unopened: Some(&waited),
                ..all
            },
            vec![old.id],
        ),
    ] {
        let rows = desk::page(&mut tx, wanted, 0, 10).await.unwrap();
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        assert_eq!(ids, found, "{wanted:?}");
        let count = desk::count(&mut tx, wanted).await.unwrap();
        assert_eq!(usize::try_from(count).unwrap(), found.len(), "{wanted:?}");
    }
    let line = desk::line(&mut tx, old.id).await.unwrap().unwrap();
    assert_eq!((line.persons, line.notified, line.opened), (1, 0, 0));
    assert_eq!(line.target_name, "Lindenhof");
    let overdue = desk::overdue(&mut tx, old.id, &waited).await.unwrap();
    assert_eq!(overdue, [house.vera]);
    ledger::open(&mut tx, old.id, house.vera, now())
        .await
        .unwrap();
    let overdue = desk::overdue(&mut tx, old.id, &waited).await.unwrap();
    assert!(overdue.is_empty(), "opened");
}

pub async fn targets_are_found_by_number_or_name(house: &House) {
    let mut tx = house.write().await;
    let mut another = master::properties(&mut tx).await.unwrap().remove(0);
    another.id = PropertyId(id());
    another.reference = "O-9".to_owned();
    another.street = "Öhringer Straße 1".to_owned();
    master::put_properties(&mut tx, &[another.into()])
        .await
        .unwrap();
    for (kind, wanted, found) in [
        (TargetKind::Person, "vera", 1),
        (TargetKind::Person, "P-", 2),
        (TargetKind::Contract, "lindenhof", 1),
        (TargetKind::Unit, "E-1", 1),
        (TargetKind::Property, "O-1", 1),
        (TargetKind::Property, "O-2", 0),
        (TargetKind::Property, "öhringer", 1),
        (TargetKind::Property, "ÖHRINGER O-9", 1),
    ] {
        let rows = target::search(&mut tx, kind, wanted, 10).await.unwrap();
        assert_eq!(rows.len(), found, "{kind} {wanted}");
        if let Some(row) = rows.first() {
            let same = target::by_id(&mut tx, kind, row.id.unwrap()).await;
            assert_eq!(same.unwrap().as_ref(), Some(row), "{kind}");
        }
    }
}

pub async fn a_file_for_many_has_its_parts_and_states(house: &House) {
    let clerk = house.account(None, "clerk@haus.example").await;
    let mut tx = house.write().await;
    let new = Set {
        id: SetId(id()),
        kind: DocumentKind::Statement,
        title: "Abrechnung 2025".to_owned(),
        dated_on: day("2026-10-30"),
        blob_sha256: Some("cd".repeat(32)),
        pages: 4,
        state: SetState::Splitting,
        created_by: clerk,
        created_at: now(),
    };
    set::add(&mut tx, &new).await.unwrap();
    assert_eq!(
        set::by_id(&mut tx, new.id).await.unwrap(),
        Some(new.clone())
    );
    assert!(set::last_part(&mut tx, new.id).await.unwrap().is_none());
    let mut part = Part {
        position: 1,
        first_page: 1,
        last_page: 1,
        reference: Some("V-1".to_owned()),
        contract_id: Some(house.lease),
        person_id: None,
        problem: None,
    };
    set::put_part(&mut tx, new.id, &part).await.unwrap();
    part.last_page = 2;
    set::put_part(&mut tx, new.id, &part).await.unwrap();
    let bad = Part {
        position: 2,
        first_page: 3,
        last_page: 4,
        reference: Some("V-77".to_owned()),
        contract_id: None,
        person_id: None,
        problem: Some(PartProblem::Unknown),
    };
    set::put_part(&mut tx, new.id, &bad).await.unwrap();
    let parts = set::parts(&mut tx, new.id).await.unwrap();
    assert_eq!(parts, [part, bad.clone()]);
    assert_eq!(set::last_part(&mut tx, new.id).await.unwrap(), Some(bad));
    let list = set::check_list(&mut tx, new.id).await.unwrap();
    assert_eq!(
        list[0].problem,
        Some(PartProblem::Unknown),
        "problems first"
    );
    let names = list[1].names.clone().unwrap();
    assert!(names.contains("Vera") && names.contains("Jan"), "{names}");
    let line = set::line(&mut tx, new.id).await.unwrap().unwrap();
    assert_eq!((line.done, line.pages), (4, 4));
    assert_eq!(set::list(&mut tx, 5).await.unwrap(), [line]);
    let stepped = set::step(&mut tx, new.id, SetState::Splitting, SetState::Ready).await;
    assert!(stepped.unwrap());
    let stepped = set::step(&mut tx, new.id, SetState::Splitting, SetState::Ready).await;
    assert!(!stepped.unwrap(), "once");
    set::close(&mut tx, new.id, now()).await.unwrap();
    let closed = set::by_id(&mut tx, new.id).await.unwrap().unwrap();
    assert_eq!(closed.blob_sha256, None);
}

pub async fn words_are_references_only_if_they_are_the_same(house: &House) {
    let mut tx = house.write().await;
    let lease = contract::reference(&mut tx, house.lease)
        .await
        .unwrap()
        .unwrap();
    let words = [
        lease.clone(),
        format!("{lease}0"),
        "P-Vera".to_owned(),
        "p-vera".to_owned(),
    ];
    let known = set::known(&mut tx, &words, day("2026-11-02"))
        .await
        .unwrap();
    assert_eq!(known.contracts.len(), 1);
    assert_eq!(known.contracts[&lease].1.len(), 2);
    assert_eq!(known.persons.keys().collect::<Vec<_>>(), ["P-Vera"]);
    assert!(known.persons["P-Vera"].1);
    assert!(
        set::known(&mut tx, &[], day("2026-11-02"))
            .await
            .unwrap()
            .contracts
            .is_empty()
    );
}

pub async fn a_contract_page_reads_parts_mandates_and_clerk(house: &House) {
    let mut tx = house.write().await;
    let parts = contract::rent_parts(&mut tx, house.lease).await;
    assert!(parts.unwrap().is_empty());
    let mandates = contract::mandates(&mut tx, house.lease).await;
    assert!(mandates.unwrap().is_empty());
    let notice = contract::notice_period(&mut tx, house.lease).await;
    assert_eq!(notice.unwrap(), None);
    assert_eq!(contract::as_of(&mut tx).await.unwrap(), None);
    let clerk = contract::clerk(&mut tx, house.lease).await.unwrap();
    assert_eq!(clerk.unwrap().clerk_name, None);
}
