//! A household: who is named, who was, and which of several contracts the pages keep to.

use chrono::Duration;
use domain::household::Standing;
use domain::ticket::{NewTicket, Side, State, Step};
use domain::{ContractId, Refusal, Role, TicketId};
use service::testing::{World, photo};
use service::{Caller, Error};
use store::master;

service::stories!(
    the_household_says_who_can_get_in,
    who_is_taken_out_loses_what_is_new_at_once_and_the_rest_after_a_year,
    who_is_taken_out_reads_nothing_that_staff_write_later,
    an_ended_contract_is_read_and_no_more,
    the_chosen_contract_filters,
    a_foreign_choice_counts_as_all,
);

/// A contract and a person by their references.
async fn ids(world: &World, contract: &str, person: &str) -> (ContractId, domain::PersonId) {
    let mut tx = world.services.db().read().await.unwrap();
    let all = master::load(&mut tx).await.unwrap();
    let contract = all.contracts.iter().find(|row| row.reference == contract);
    let person = all.persons.iter().find(|row| row.reference == person);
    (contract.unwrap().id, person.unwrap().id)
}

/// The ERP takes a person's name out of a contract.
async fn take_out(world: &World, contract: &str, person: &str) {
    let (contract, person) = ids(world, contract, person).await;
    let mut tx = world.services.db().begin().await.unwrap();
    let today = world.services.clock().today();
    let last_day = today.pred_opt().unwrap();
    master::unlink(&mut tx, contract, person, last_day)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// The ERP names a person in a contract.
async fn name(world: &World, contract: &str, person: &str) -> ContractId {
    let (contract, person) = ids(world, contract, person).await;
    let mut tx = world.services.db().begin().await.unwrap();
    let pair = master::Pair {
        contract_id: contract,
        person_id: person,
    };
    master::link(&mut tx, &[pair]).await.unwrap();
    tx.commit().await.unwrap();
    contract
}

async fn report(world: &World, caller: &Caller, contract: ContractId, title: &str) -> TicketId {
    let new = NewTicket {
        contract,
        ..world.report(caller, title).unwrap()
    };
    caller.tickets().report(new, vec![]).await.unwrap().id
}

async fn reply(world: &World, caller: &Caller, id: TicketId) -> Result<(), Error> {
    let client_ref = world.services.chance().id(world.now());
    caller
        .tickets()
        .reply(id, client_ref, "Noch etwas.", vec![])
        .await
}

async fn the_household_says_who_can_get_in(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let shown = vera.contracts().household().await.unwrap();
    assert_eq!((shown.households.len(), shown.past.len()), (1, 0));
    let members = &shown.households[0].members;
    let standing = members
        .iter()
        .map(|one| (one.name.as_str(), one.standing, one.me));
    assert_eq!(
        standing.collect::<Vec<_>>(),
        [
            ("Jan Lindt", Standing::Outside, false),
            ("Vera Lindt", Standing::Inside, true)
        ]
    );
    let (_, jan) = ids(&world, "V-1", "P-JAN").await;
    let operator = world.services.operator("test");
    let made = service::letters::make_for(&operator, jan, None).await;
    made.unwrap().unwrap();
    let shown = vera.contracts().household().await.unwrap();
    assert_eq!(
        shown.households[0].members[0].standing,
        Standing::LetterSent
    );
}

async fn who_is_taken_out_loses_what_is_new_at_once_and_the_rest_after_a_year(world: World) {
    let (vera, jan) = (
        world.resident("P-VERA").await.unwrap(),
        world.resident("P-JAN").await.unwrap(),
    );
    let contract = vera.me().unwrap().contracts[0].id;
    let shared = report(&world, &vera, contract, "Heizung kalt").await;
    let own = report(&world, &jan, contract, "Fenster klemmt").await;
    world.pass(Duration::days(10));
    let jan = world.resident("P-JAN").await.unwrap();
    jan.tickets().show(shared).await.unwrap();

    take_out(&world, "V-1", "P-JAN").await;
    let vera = world.resident("P-VERA").await.unwrap();
    reply(&world, &vera, own).await.unwrap();
    let jan = world.resident("P-JAN").await.unwrap();
    let list = jan.tickets().list(false, 1).await.unwrap();
    assert_eq!(
        list.rows.iter().map(|row| row.id).collect::<Vec<_>>(),
        [own]
    );
    let hidden = jan.tickets().show(shared).await;
    assert!(matches!(hidden, Err(Error::NotFound)));
    let read = jan.tickets().show(own).await.unwrap();
    let last_day = read.readable_until.unwrap();
    assert_eq!(last_day.to_string(), "2027-11-11");
    assert!(!read.can_reply && !read.can_share);
    assert!(read.entries.iter().all(|entry| entry.text != "Noch etwas."));
    for refused in [
        reply(&world, &jan, own).await,
        jan.tickets().share(own, false).await,
        jan.tickets()
            .report(world.report(&jan, "Neues").unwrap(), vec![])
            .await
            .map(drop),
    ] {
        let ended = matches!(refused, Err(Error::Refused(Refusal::ContractEnded)));
        assert!(ended, "{refused:?}");
    }
    let page = jan.contracts().show(contract).await.unwrap();
    assert!(page.row.removed && page.persons.len() == 1);

    world.pass(Duration::days(364));
    let jan = world.resident("P-JAN").await.unwrap();
    assert!(jan.tickets().show(own).await.is_ok());
    world.pass(Duration::days(1));
    let jan = world.resident("P-JAN").await.unwrap();
    assert!(matches!(
        jan.tickets().show(own).await,
        Err(Error::NotFound)
    ));
    let gone = jan.contracts().show(contract).await;
    assert!(matches!(gone, Err(Error::NotFound)));
    assert!(vera.tickets().show(own).await.is_ok());
}

async fn who_is_taken_out_reads_nothing_that_staff_write_later(world: World) {
    let jan = world.resident("P-JAN").await.unwrap();
    let clerk = world.staff(Role::Clerk).await.unwrap();
    let own = report(&world, &jan, jan.me().unwrap().contracts[0].id, "Fenster").await;
    clerk.tickets().step(own, Step::Take).await.unwrap();
    world.pass(Duration::days(10));
    let jan = world.resident("P-JAN").await.unwrap();
    jan.tickets().show(own).await.unwrap();
    take_out(&world, "V-1", "P-JAN").await;
    let client_ref = world.services.chance().id(world.now());
    clerk
        .tickets()
        .reply(own, client_ref, "Wir kommen.", vec![photo("a")])
        .await
        .unwrap();
    let at = world.now() + Duration::days(2);
    let appoint = Step::Appoint { at };
    clerk.tickets().step(own, appoint).await.unwrap();
    let staff = clerk.tickets().show(own).await.unwrap();
    let sent = staff.entries.iter().flat_map(|entry| &entry.photos);
    let sent = sent.map(|photo| photo.id).next().unwrap();

    let jan = world.resident("P-JAN").await.unwrap();
    let read = jan.tickets().show(own).await.unwrap();
    assert_eq!(
        (read.row.state, read.row.appointment_at),
        (State::InProgress, None)
    );
    assert!(!read.row.unread && read.row.answer_by.is_none());
    assert!(read.entries.iter().all(|entry| entry.text != "Wir kommen."));
    assert!(
        read.entries
            .iter()
            .any(|entry| entry.author.side == Side::Staff)
    );
    assert_eq!(
        read.contacts.len(),
        1,
        "the house's caretaker is not theirs"
    );
    let line = jan.tickets().list(false, 1).await.unwrap().rows.remove(0);
    assert_eq!((line.state, line.appointment_at), (State::InProgress, None));
    let hidden = jan.tickets().photo(own, sent, true).await;
    assert!(matches!(hidden, Err(Error::NotFound)));
    let vera = world.resident("P-VERA").await.unwrap();
    let shown = vera.tickets().show(own).await.unwrap();
    assert_eq!(shown.row.appointment_at, Some(at));
}

async fn an_ended_contract_is_read_and_no_more(world: World) {
    let emil = world.resident("P-EMIL").await.unwrap();
    let shown = emil.contracts().household().await.unwrap();
    assert!(shown.households.is_empty());
    let until = shown.past[0].readable_until.unwrap();
    assert_eq!(until.to_string(), "2027-06-30");
    let ended = emil.contracts().choose(Some(shown.past[0].id));
    assert!(matches!(ended, Err(Error::Refused(Refusal::ContractEnded))));
}

async fn the_chosen_contract_filters(world: World) {
    let olgas = name(&world, "V-2", "P-VERA").await;
    let vera = world.resident("P-VERA").await.unwrap();
    let running = vera.me().unwrap().contracts;
    let first = running.iter().find(|row| row.id != olgas).unwrap().id;
    let here = report(&world, &vera, first, "Heizung kalt").await;
    let there = report(&world, &vera, olgas, "Fenster klemmt").await;
    assert_eq!(vera.tickets().list(true, 1).await.unwrap().rows.len(), 2);

    let chosen = vera.contracts().choose(Some(olgas)).unwrap().unwrap();
    let chosen = chosen.to_string();
    let vera = world.resident_at("P-VERA", &chosen).await.unwrap();
    let list = vera.tickets().list(true, 1).await.unwrap();
    assert_eq!(
        list.rows.iter().map(|row| row.id).collect::<Vec<_>>(),
        [there]
    );
    assert_eq!((list.open_count, list.chosen.is_some()), (1, true));
    let home = vera.home().await.unwrap();
    assert_eq!(
        (home.open_count, home.chosen.map(|row| row.id)),
        (1, Some(olgas))
    );
    let household = vera.contracts().household().await.unwrap();
    let shown: Vec<_> = household.households.iter().map(|one| one.row.id).collect();
    assert_eq!((shown, household.chosen.is_some()), (vec![olgas], true));
    let copy = vera.tickets().offline().await.unwrap();
    assert_eq!(copy.tickets.len(), 2, "the device keeps all contracts");
    assert!(vera.tickets().show(here).await.is_ok());
}

async fn a_foreign_choice_counts_as_all(world: World) {
    name(&world, "V-2", "P-VERA").await;
    let (foreign, _) = ids(&world, "V-4", "P-ADA").await;
    let vera = world.resident("P-VERA").await.unwrap();
    let refused = vera.contracts().choose(Some(foreign));
    assert!(matches!(refused, Err(Error::NotFound)));
    for wanted in [foreign.to_string(), "x".to_owned(), String::new()] {
        let vera = world.resident_at("P-VERA", &wanted).await.unwrap();
        assert_eq!(vera.me().unwrap().chosen, None, "{wanted}");
    }
    let olga = world.resident("P-OLGA").await.unwrap();
    let only = olga.me().unwrap().contracts[0].id.to_string();
    let olga = world.resident_at("P-OLGA", &only).await.unwrap();
    assert_eq!(olga.me().unwrap().chosen, None);
}
