//! A house on a fresh database, and the stories of its master data.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::contract::{Contract, ContractKind};
use domain::person::{Person, Salutation};
use domain::property::{Property, Unit, UnitKind};
use domain::ticket::{Place, TicketKind};
use domain::workday::FederalState;
use domain::{
    AccountId, Cents, ContractId, PersonId, PropertyId, Role, State, TicketId, Topic, UnitId,
};
use store::account::Account;
use store::ticket::Ticket;
use store::{Db, Tx, account, contract, master, ticket};
use uuid::Uuid;

/// A database with one house, one flat, one lease and the two who live there.
pub struct House {
    pub db: Db,
    pub lease: ContractId,
    pub property: PropertyId,
    pub vera: PersonId,
    pub jan: PersonId,
    _folder: tempfile::TempDir,
}

impl House {
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&format!(
            "sqlite://{}",
            folder.path().join("test.db").display()
        ))
        .await
        .unwrap();
        Self::furnish(db, folder).await
    }

    pub async fn postgres() -> Option<Self> {
        let base = std::env::var("TEST_POSTGRES_URL").ok()?;
        let schema = format!(
            "s{}",
            Uuid::from_u64_pair(u64::from(std::process::id()), nonce()).simple()
        );
        let admin = Db::open(&base).await.unwrap();
        store::dialect::create_schema(&admin, &schema)
            .await
            .unwrap();
        admin.close().await;
        let db = Db::open(&format!("{base}?options=-c%20search_path%3D{schema}"))
            .await
            .unwrap();
        Some(Self::furnish(db, tempfile::tempdir().unwrap()).await)
    }

    async fn furnish(db: Db, folder: tempfile::TempDir) -> Self {
        db.migrate().await.unwrap();
        db.migrate().await.unwrap();
        let mut tx = db.begin().await.unwrap();
        let (property, unit, lease) = (PropertyId(id()), UnitId(id()), ContractId(id()));
        master::put_properties(&mut tx, &[a_property(property).into()])
            .await
            .unwrap();
        let flat = Unit {
            id: unit,
            reference: "E-1".into(),
            property_id: property,
            kind: UnitKind::Flat,
            label: "2. OG".into(),
            area: Some(6350),
        };
        master::put_units(&mut tx, &[flat.into()]).await.unwrap();
        let (vera, jan) = (PersonId(id()), PersonId(id()));
        master::put_contracts(&mut tx, &[a_lease(lease, unit).into()])
            .await
            .unwrap();
        for (person, first) in [(vera, "Vera"), (jan, "Jan")] {
            master::put_persons(&mut tx, &[a_person(person, first).into()])
                .await
                .unwrap();
            name(&mut tx, lease, person).await;
        }
        tx.commit().await.unwrap();
        Self {
            db,
            lease,
            property,
            vera,
            jan,
            _folder: folder,
        }
    }

    pub async fn write(&self) -> Tx {
        self.db.begin().await.unwrap()
    }

    /// An account of a person, or of a clerk.
    pub async fn account(&self, person: Option<PersonId>, email: &str) -> AccountId {
        let mut tx = self.write().await;
        let role = if person.is_some() {
            Role::Resident
        } else {
            Role::Clerk
        };
        let new = Account {
            id: AccountId(id()),
            person_id: person,
            role,
            name: email.to_owned(),
            email: email.to_owned(),
            password_hash: Some("phc".to_owned()),
            auth_epoch: 0,
            disabled_at: None,
        };
        account::add(&mut tx, &new, now()).await.unwrap();
        tx.commit().await.unwrap();
        new.id
    }

    /// A stored ticket of Vera's.
    pub async fn ticket(&self, state: State) -> Ticket {
        self.ticket_with(|new| new.state = state).await
    }

    /// A stored ticket of Vera's, received but for what is said otherwise.
    pub async fn ticket_with(&self, otherwise: impl FnOnce(&mut Ticket)) -> Ticket {
        let mut tx = self.write().await;
        let count = ticket::next_number(&mut tx, 2026).await.unwrap();
        let mut new = Ticket {
            id: TicketId(id()),
            number: domain::ticket::number(2026, count),
            contract_id: self.lease,
            reporter_id: self.vera,
            client_ref: id(),
            kind: TicketKind::Damage,
            topic: Topic::Heating,
            place: Some(Place::Flat),
            title: "Heizung kalt".to_owned(),
            access: String::new(),
            urgent: false,
            shared: true,
            state: State::Received,
            answer_by: Some(day("2026-11-05")),
            appointment_at: None,
            assignee_id: None,
            created_at: now(),
            updated_at: now(),
            news_for_resident_at: None,
            news_for_staff_at: Some(now()),
            closed_at: None,
            reopened: 0,
        };
        otherwise(&mut new);
        assert!(ticket::add(&mut tx, &new).await.unwrap());
        tx.commit().await.unwrap();
        new
    }
}

pub fn now() -> DateTime<Utc> {
    "2026-11-02T09:00:00.123456Z".parse().unwrap()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Names a person in a contract.
pub async fn name(tx: &mut Tx, contract_id: ContractId, person_id: PersonId) {
    let pair = master::Pair {
        contract_id,
        person_id,
    };
    master::link(tx, &[pair]).await.unwrap();
}

/// A new id in each call.
pub fn id() -> Uuid {
    Uuid::from_u64_pair(0x0193_0000_0000_7000, 0x8000_0000_0000_0000 | nonce())
}

fn nonce() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    static COUNT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
    RandomState::new().hash_one(COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) >> 2
}

fn a_property(id: PropertyId) -> Property {
    Property {
        id,
        reference: "O-1".into(),
        name: "Lindenhof".into(),
        street: "Lindenhof 3".into(),
        postal_code: "10115".into(),
        town: "Berlin".into(),
        federal_state: FederalState::Berlin,
        caretaker_name: Some("Bernd Wart".into()),
        caretaker_phone: None,
        caretaker_hours: None,
        enabled_on: Some(day("2026-01-01")),
    }
}

/// A tenant of the house.
pub fn a_person(id: PersonId, first: &str) -> Person {
    Person {
        id,
        reference: format!("P-{first}"),
        salutation: Salutation::Ms,
        first_name: first.into(),
        last_name: "Lindt".into(),
        street: "Lindenhof 3".into(),
        postal_code: "10115".into(),
        town: "Berlin".into(),
        email: None,
        phone: None,
    }
}

/// The house's lease.
pub fn a_lease(id: ContractId, unit_id: UnitId) -> Contract {
    Contract {
        id,
        reference: "V-1".into(),
        unit_id,
        kind: ContractKind::Lease,
        starts_on: day("2024-07-01"),
        ends_on: None,
        signed_on: Some(day("2024-06-15")),
        rent: Cents(68_000),
        operating_costs: Cents(14_000),
        heating_costs: Cents(9_000),
        deposit: Cents(204_000),
    }
}

pub async fn master_data_is_written_by_reference(house: &House) {
    let mut tx = house.write().await;
    let mut again = a_property(PropertyId(id()));
    again.name = "Lindenhof neu".into();
    again.enabled_on = None;
    master::put_properties(&mut tx, &[again.into()])
        .await
        .unwrap();
    master::enable(&mut tx, house.property, day("2026-12-01"))
        .await
        .unwrap();
    let mut moved = a_person(PersonId(id()), "Jan");
    moved.phone = Some("030 23125 104".into());
    master::put_persons(&mut tx, &[moved.into()]).await.unwrap();
    let all = master::load(&mut tx).await.unwrap();
    assert_eq!(
        (
            all.properties.len(),
            all.units.len(),
            all.persons.len(),
            all.contracts.len(),
            all.contract_persons.len()
        ),
        (1, 1, 2, 1, 2)
    );
    assert_eq!(
        (
            all.properties[0].id,
            all.properties[0].name.as_str(),
            all.properties[0].enabled_on
        ),
        (house.property, "Lindenhof neu", Some(day("2026-12-01")))
    );
    assert_eq!(
        master::person(&mut tx, house.jan)
            .await
            .unwrap()
            .unwrap()
            .phone
            .as_deref(),
        Some("030 23125 104")
    );
    master::unlink(&mut tx, house.lease, house.jan, day("2026-11-01"))
        .await
        .unwrap();
    assert_eq!(
        contract::persons(&mut tx, house.lease).await.unwrap().len(),
        1
    );
}

pub async fn contracts_show_house_terms_and_persons(house: &House) {
    house.account(Some(house.vera), "vera@haus.example").await;
    let mut tx = house.db.read().await.unwrap();
    let rows = contract::of_person(&mut tx, house.jan, day("2026-11-02"))
        .await
        .unwrap();
    assert_eq!(
        (
            rows.len(),
            rows[0].unit_label.as_str(),
            rows[0].street.as_str()
        ),
        (1, "2. OG", "Lindenhof 3")
    );
    let terms = contract::terms(&mut tx, house.lease, house.vera)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (terms.rent, terms.area, terms.signed_on),
        (Cents(68_000), Some(6350), Some(day("2024-06-15")))
    );
    assert_eq!(
        contract::property(&mut tx, house.lease)
            .await
            .unwrap()
            .unwrap()
            .federal_state,
        FederalState::Berlin
    );
    assert_eq!(
        contract::reference(&mut tx, house.lease)
            .await
            .unwrap()
            .as_deref(),
        Some("V-1")
    );
    let persons = contract::persons(&mut tx, house.lease).await.unwrap();
    assert_eq!(
        persons
            .iter()
            .map(|person| (person.name.as_str(), person.registered))
            .collect::<Vec<_>>(),
        [("Jan Lindt", false), ("Vera Lindt", true)]
    );
    for (reference, name, found) in [
        ("V-1", "LINDT", 2),
        ("v 1", "Lindt", 2),
        ("v1", "Lindt", 2),
        ("", "Lindt", 0),
        ("V-1", "Linde", 0),
        ("V-2", "Lindt", 0),
    ] {
        assert_eq!(
            contract::find_persons(&mut tx, reference, name, day("2024-07-01"))
                .await
                .unwrap()
                .len(),
            found,
            "{reference} {name}"
        );
    }
}

pub async fn a_lost_letter_is_asked_for_in_any_case(house: &House) {
    let mut tx = house.write().await;
    let mut person = a_person(house.jan, "Jan");
    person.last_name = "Österle-Groß".into();
    master::put_persons(&mut tx, &[person.into()])
        .await
        .unwrap();
    for (typed, found) in [
        ("ÖSTERLE-GROSS", Some(house.jan)),
        ("österle-groß", Some(house.jan)),
        ("Oesterle-Gross", Some(house.jan)),
        ("Osterle-Gross", None),
        ("LINDT", Some(house.vera)),
    ] {
        let asked = contract::find_persons(&mut tx, "V-1", typed, day("2024-07-01"));
        let known: Vec<_> = asked.await.unwrap().iter().map(|one| one.id).collect();
        assert_eq!(known, Vec::from_iter(found), "{typed}");
    }
}

pub async fn instants_keep_their_order(house: &House) {
    let mut tx = house.write().await;
    let whole: DateTime<Utc> = "2026-11-02T09:00:00Z".parse().unwrap();
    for (name, at) in [
        ("b", whole + Duration::microseconds(1)),
        ("a", whole),
        ("d", whole + Duration::seconds(1)),
        ("c", whole + Duration::milliseconds(500)),
    ] {
        account::count_failure(&mut tx, name.as_bytes(), at)
            .await
            .unwrap();
    }
    account::forget_failures(&mut tx, whole + Duration::milliseconds(500), 100, 9)
        .await
        .unwrap();
    for (name, kept) in [("a", false), ("b", false), ("c", true), ("d", true)] {
        let held = account::hold_failures(&mut tx, name.as_bytes(), whole).await;
        assert_eq!(held.unwrap().failures, i64::from(kept), "{name}");
    }
}
