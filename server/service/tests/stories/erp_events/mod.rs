//! Thin events: whatever becomes of them on their way, the portal ends up with what the ERP has.

mod muddle;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use chrono::Duration;
use delivery::{CourierError, Errand, Reply};
use domain::audit::Action;
use domain::erp::{Entity, EventAction};
use serde_json::{Value, json};
use service::erp::events::{self, ThinEvent};
use service::erp::{Batch, RowResult};
use service::testing::World;
use store::erp::{contact, event};

/// What the ERP has: by kind and key, with its revision.
type Records = Arc<Mutex<BTreeMap<(Entity, String), Value>>>;

/// The ERP at the other end.
#[derive(Clone, Default)]
struct Erp {
    records: Records,
    /// It answers to nothing but with an error.
    ill: Arc<Mutex<bool>>,
}

impl Erp {
    /// A house with two flats, three people and a lease.
    fn new() -> Self {
        let erp = Self::default();
        erp.write(Entity::Property, "E-H1", json!({"name": "Birkenhof", "street": "Birkenweg 1", "postal_code": "10115", "town": "Berlin", "federal_state": "BE"}));
        for unit in ["E-U1", "E-U2"] {
            erp.write(
                Entity::Unit,
                unit,
                json!({"property": "E-H1", "kind": "wohnung", "label": "links", "area": 6350}),
            );
        }
        for person in ["E-P1", "E-P2", "E-P3"] {
            erp.write(Entity::Person, person, json!({"salutation": "frau", "first_name": "Ina", "last_name": "Kern", "street": "Birkenweg 1", "postal_code": "10115", "town": "Berlin"}));
        }
        erp.lease("E-V1", "E-U1", &["E-P1"]);
        erp
    }

    fn lease(&self, reference: &str, unit: &str, persons: &[&str]) {
        self.write(Entity::Contract, reference, json!({"unit": unit, "kind": "miete", "persons": persons, "starts_on": "2024-07-01", "rent": 80_000}));
    }

    /// Writes a record anew, one revision further.
    fn write(&self, entity: Entity, reference: &str, mut body: Value) {
        let mut records = self.records.lock().unwrap();
        let key = (entity, reference.to_owned());
        let before = records
            .get(&key)
            .and_then(|record| record["revision"].as_i64());
        body["reference"] = json!(reference);
        body["revision"] = json!(before.unwrap_or(0) + 1);
        records.insert(key, body);
    }

    /// Changes one value of a record.
    fn set(&self, entity: Entity, reference: &str, field: &str, value: Value) {
        let key = (entity, reference.to_owned());
        let mut body = self.records.lock().unwrap()[&key].clone();
        body[field] = value;
        self.write(entity, reference, body);
    }

    fn answer(&self, errand: &Errand) -> Reply {
        if *self.ill.lock().unwrap() {
            return Reply::new(503, "Wartung");
        }
        let path = errand
            .url
            .strip_prefix("http://127.0.0.1:3100/records/")
            .unwrap();
        let (entity, reference) = path.split_once('/').unwrap();
        let key = (entity.parse().unwrap(), reference.to_owned());
        match self.records.lock().unwrap().get(&key) {
            Some(record) => Reply::new(200, &record.to_string()),
            None => Reply::new(404, ""),
        }
    }

    fn joins(&self, world: &World) {
        let erp = self.clone();
        world.erp.answer(move |errand| Ok(erp.answer(errand)));
    }

    /// All it has, as files would say it: without revisions.
    fn all(&self) -> Batch {
        let mut batch = Batch::default();
        for ((entity, _), record) in self.records.lock().unwrap().iter() {
            let mut record = record.clone();
            record["revision"] = Value::Null;
            let read = "a record";
            match entity {
                Entity::Property => batch
                    .properties
                    .push(serde_json::from_value(record).expect(read)),
                Entity::Unit => batch
                    .units
                    .push(serde_json::from_value(record).expect(read)),
                Entity::Person => batch
                    .persons
                    .push(serde_json::from_value(record).expect(read)),
                Entity::Contract => batch
                    .contracts
                    .push(serde_json::from_value(record).expect(read)),
                Entity::RentPart => batch
                    .rent_parts
                    .push(serde_json::from_value(record).expect(read)),
                other => panic!("{other} is not played"),
            }
        }
        batch
    }
}

async fn hear(world: &World, heard: &[(Entity, String)]) {
    let caller = world.services.operator("erp");
    let thin = heard.iter().map(|(entity, reference)| ThinEvent {
        entity: *entity,
        reference: reference.clone(),
        action: EventAction::Updated,
    });
    let mut tx = world.services.db().begin().await.unwrap();
    events::receive(&caller, &mut tx, thin.collect())
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

fn of(entity: Entity, reference: &str) -> (Entity, String) {
    (entity, reference.to_owned())
}

/// Everything the ERP has stands in the portal, value for value.
async fn is_in_step(world: &World, erp: &Erp) -> bool {
    let outcome = service::erp::rehearse(&world.services, &erp.all())
        .await
        .unwrap();
    outcome
        .rows
        .iter()
        .all(|row| row.result == RowResult::Unchanged)
}

async fn waiting(world: &World) -> (i64, i64) {
    let mut tx = world.services.db().read().await.unwrap();
    event::counts(&mut tx).await.unwrap()
}

async fn noted(world: &World, action: Action) -> i64 {
    let mut tx = world.services.db().read().await.unwrap();
    store::audit::count(&mut tx, action).await.unwrap()
}

async fn what_a_record_names_is_fetched_with_it(world: World) {
    let erp = Erp::new();
    erp.joins(&world);
    hear(&world, &[of(Entity::Contract, "E-V1")]).await;
    world.work().await.unwrap();
    assert_eq!(waiting(&world).await, (0, 0));
    let asked: BTreeSet<String> = world
        .erp
        .take()
        .into_iter()
        .map(|errand| errand.url)
        .collect();
    assert_eq!(asked.len(), 4, "lease, flat, person and house: {asked:#?}");
    erp.set(Entity::Person, "E-P1", "town", json!("Bernau"));
    hear(
        &world,
        &[of(Entity::Person, "E-P1"), of(Entity::Person, "E-P1")],
    )
    .await;
    world.work().await.unwrap();
    let asked = world.erp.take();
    assert_eq!(
        asked.len(),
        1,
        "the second word fell together with the first"
    );
    let shown = ("authorization", "Bearer zeigt das Portal vor".to_owned());
    assert!(asked[0].headers.contains(&shown));
    hear(
        &world,
        &[
            of(Entity::Unit, "E-U2"),
            of(Entity::Person, "E-P2"),
            of(Entity::Person, "E-P3"),
        ],
    )
    .await;
    world.work().await.unwrap();
    assert!(is_in_step(&world, &erp).await);
}

async fn what_is_gone_at_the_erp_stays_here(world: World) {
    let erp = Erp::new();
    erp.joins(&world);
    hear(&world, &[of(Entity::Contract, "E-V1")]).await;
    world.work().await.unwrap();
    let all = erp.clone();
    let before = Erp::new();
    all.records.lock().unwrap().clear();
    hear(
        &world,
        &[of(Entity::Contract, "E-V1"), of(Entity::Person, "E-P9")],
    )
    .await;
    world.work().await.unwrap();
    assert_eq!(waiting(&world).await, (0, 0));
    assert_eq!(noted(&world, Action::ErpRecordGone).await, 2);
    before
        .records
        .lock()
        .unwrap()
        .retain(|(_, reference), _| !["E-U2", "E-P2", "E-P3"].contains(&reference.as_str()));
    assert!(
        is_in_step(&world, &before).await,
        "only an explicit end ends anything"
    );
}

async fn an_ill_erp_is_asked_again_for_three_days(world: World) {
    let erp = Erp::new();
    erp.joins(&world);
    *erp.ill.lock().unwrap() = true;
    hear(&world, &[of(Entity::Person, "E-P1")]).await;
    world.work().await.unwrap();
    world.work().await.unwrap();
    assert_eq!(world.erp.take().len(), 1, "not before a minute has passed");
    let mut tx = world.services.db().read().await.unwrap();
    let ways = contact::all(&mut tx).await.unwrap();
    let note = ways.iter().find(|way| way.adapter == "ereignisse").unwrap();
    assert_eq!(note.note.as_deref(), Some("503 Wartung"));
    assert_eq!(note.good_at, None, "nothing was taken");
    drop(tx);
    for _ in 0..14 {
        world.pass(Duration::hours(6));
        world.work().await.unwrap();
    }
    assert_eq!(
        waiting(&world).await,
        (1, 0),
        "it is asked as often as its waits allow"
    );
    for _ in 0..9 {
        world.pass(Duration::hours(6));
        world.work().await.unwrap();
    }
    assert_eq!(waiting(&world).await, (0, 1));
    *erp.ill.lock().unwrap() = false;
    let mut tx = world.services.db().begin().await.unwrap();
    let again = events::again(&world.services, &mut tx, Entity::Person, "E-P1").await;
    again.unwrap();
    let twice = events::again(&world.services, &mut tx, Entity::Person, "E-P1").await;
    assert!(twice.is_err());
    tx.commit().await.unwrap();
    world.work().await.unwrap();
    assert_eq!(waiting(&world).await, (0, 0));
}

async fn of_many_records_a_silent_erp_is_asked_for_one_a_minute(world: World) {
    world.erp.answer(|_| Err(CourierError::Silence));
    let people = ["E-P1", "E-P2", "E-P3"].map(|person| of(Entity::Person, person));
    hear(&world, &people).await;
    for _ in 0..2 {
        world.work().await.unwrap();
        assert_eq!(world.erp.take().len(), 1, "the mails of others wait");
        world.pass(Duration::minutes(1));
    }
    Erp::new().joins(&world);
    world.pass(Duration::minutes(1));
    world.work().await.unwrap();
    assert_eq!(waiting(&world).await, (0, 0));
}

async fn what_cannot_be_taken_is_told(world: World) {
    let erp = Erp::new();
    erp.joins(&world);
    erp.set(Entity::Person, "E-P1", "postal_code", json!("ohne"));
    erp.set(Entity::Person, "E-P2", "vorname", json!("Ina"));
    hear(
        &world,
        &[of(Entity::Person, "E-P1"), of(Entity::Person, "E-P2")],
    )
    .await;
    world.work().await.unwrap();
    assert_eq!(waiting(&world).await, (2, 0));
    let mut tx = world.services.db().read().await.unwrap();
    let later = world.now() + Duration::minutes(1);
    let first = event::due(&mut tx, later).await.unwrap().unwrap();
    let said = first.last_error.unwrap();
    assert!(said.starts_with("Person E-P1, postal_code: "), "{said}");
    drop(tx);
    let mut tx = world.services.db().begin().await.unwrap();
    for bad in ["", "a\nb", &"x".repeat(201)] {
        let thin = vec![ThinEvent {
            entity: Entity::Person,
            reference: bad.to_owned(),
            action: EventAction::Updated,
        }];
        let operator = world.services.operator("erp");
        assert!(
            events::receive(&operator, &mut tx, thin).await.is_err(),
            "{bad:?}"
        );
    }
}

service::stories!(
    what_a_record_names_is_fetched_with_it,
    what_is_gone_at_the_erp_stays_here,
    an_ill_erp_is_asked_again_for_three_days,
    of_many_records_a_silent_erp_is_asked_for_one_a_minute,
    what_cannot_be_taken_is_told,
);
