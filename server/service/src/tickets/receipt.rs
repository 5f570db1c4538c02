//! The receipt of a report as PDF: what arrived, not what became of it since.

use delivery::{ReceiptPhoto, TicketReceipt};
use domain::audit::{Action, AuditResult};
use domain::person::Person;
use domain::ticket::{EntryKind, State, promise};
use domain::{TicketId, berlin};
use store::Tx;
use store::contract;
use store::ticket::{Ticket, entry, filing, photo};

use super::Tickets;
use crate::policy::{Relation, Right};
use crate::trail::Object;
use crate::{Error, Result, Services};

/// A receipt to be handed over.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// The ticket's number.
    pub number: String,
    /// The PDF.
    pub pdf: Vec<u8>,
}

impl Tickets<'_> {
    /// The receipt of a report; a look of staff is written into the audit log.
    ///
    /// # Errors
    /// `NotFound` for a ticket that is not the caller's; `Wait` and `Busy` when too many are asked for.
    pub async fn receipt(self, id: TicketId) -> Result<Receipt> {
        let services = &self.caller.services;
        let mut tx = services.db().read().await?;
        let (found, relation) = super::read(self.caller, &mut tx, id, Right::SeeTicket).await?;
        let paper = paper(services, &mut tx, &found, relation).await?;
        drop(tx);
        let (account, _) = self.caller.account()?;
        let press = services.press();
        press.take_turn(account, services.clock().now())?;
        let pdf = press.receipt(paper).await?;
        if relation == Relation::Staff {
            let mut tx = services.db().begin().await?;
            self.caller
                .trail(
                    &mut tx,
                    Action::ReceiptSeen,
                    Object::Ticket(id.0),
                    AuditResult::Done,
                )
                .await?;
            tx.commit().await?;
        }
        Ok(Receipt {
            number: found.number,
            pdf,
        })
    }
}

/// The report as it arrived, with the promise, names and addresses of that day: what came later does not change the
/// proof.
pub(crate) async fn paper(
    services: &Services,
    tx: &mut Tx,
    found: &Ticket,
    relation: Relation,
) -> Result<TicketReceipt> {
    let house = contract::property(tx, found.contract_id)
        .await?
        .ok_or(Error::NotFound)?;
    let filing::Filing { reporter, place } = filing::of_ticket(tx, found.id)
        .await?
        .ok_or(Error::NotFound)?;
    let (text, photos) = sent(tx, found.id).await?;
    let arrived = berlin::day(found.created_at);
    Ok(TicketReceipt {
        sender: services.settings().sender.clone(),
        recipient: recipient(&reporter, relation),
        date: services.clock().today(),
        salutation: reporter.greeting(),
        number: found.number.clone(),
        topic: found.topic.word().to_owned(),
        place,
        received_at: found.created_at,
        answer_by: promise::answer_by(
            State::Received,
            found.urgent,
            arrived,
            None,
            house.federal_state,
            &services.settings().calendar,
        ),
        title: found.title.clone(),
        text,
        access: found.access.clone(),
        photos,
    })
}

/// The household may read the report; where the reporter gets their post is not part of it.
fn recipient(reporter: &Person, relation: Relation) -> Vec<String> {
    if relation == Relation::CoTenant {
        return vec![reporter.name()];
    }
    reporter.address()
}

/// The words and photos the ticket began with; blobs are named by the hash of what is in them.
async fn sent(tx: &mut Tx, id: TicketId) -> Result<(String, Vec<ReceiptPhoto>)> {
    let first = entry::timeline(tx, id, false)
        .await?
        .into_iter()
        .find(|line| line.kind == EntryKind::Message)
        .ok_or(Error::NotFound)?;
    let photos = photo::of_ticket(tx, id, false).await?.into_iter();
    let photos = photos.filter(|photo| Some(photo.message_id) == first.message_id);
    let photos = (1..).zip(photos).map(|(place, photo)| ReceiptPhoto {
        name: format!("Foto {place}"),
        bytes: u64::try_from(photo.bytes).unwrap_or_default(),
        sha256: photo.photo_sha256,
    });
    Ok((first.body, photos.collect()))
}

#[cfg(test)]
mod tests {
    use store::master;

    use super::*;
    use crate::Caller;
    use crate::testing::{World, photo};

    crate::stories!(
        the_paper_names_each_photo_of_the_report_by_its_hash,
        the_household_does_not_read_where_the_reporter_gets_post,
        a_later_move_changes_nothing_on_the_paper,
    );

    async fn paper_of(caller: &Caller, id: TicketId) -> TicketReceipt {
        let mut tx = caller.services.db().read().await.unwrap();
        let (found, relation) = super::super::read(caller, &mut tx, id, Right::SeeTicket)
            .await
            .unwrap();
        paper(&caller.services, &mut tx, &found, relation)
            .await
            .unwrap()
    }

    async fn the_paper_names_each_photo_of_the_report_by_its_hash(world: World) {
        let vera = world.resident("P-VERA").await.unwrap();
        let new = world.report(&vera, "Heizung kalt").unwrap();
        let photos = vec![photo("a"), photo("b")];
        let id = vera.tickets().report(new, photos).await.unwrap().id;
        world.pass(chrono::Duration::days(1));
        let client_ref = world.services.chance().id(world.now());
        vera.tickets()
            .reply(id, client_ref, "Noch ein Foto", vec![photo("c")])
            .await
            .unwrap();
        let paper = paper_of(&vera, id).await;
        let sums: Vec<&str> = paper.photos.iter().map(|p| p.sha256.as_str()).collect();
        assert_eq!(sums, ["a".repeat(64), "b".repeat(64)]);
        assert_eq!(paper.title, "Heizung kalt");
        assert_eq!(paper.text, "Heizung kalt, seit gestern Abend.");
        assert_eq!(paper.place, "Lindenhof 3, 2. OG links");
        assert_eq!(paper.answer_by, "2026-11-04".parse().ok());
    }

    async fn the_household_does_not_read_where_the_reporter_gets_post(world: World) {
        let vera = world.resident("P-VERA").await.unwrap();
        let new = world.report(&vera, "Heizung kalt").unwrap();
        let id = vera.tickets().report(new, vec![]).await.unwrap().id;
        let jan = world.resident("P-JAN").await.unwrap();
        assert_eq!(paper_of(&jan, id).await.recipient, ["Vera Lindt"]);
        assert_eq!(
            paper_of(&vera, id).await.recipient,
            ["Vera Lindt", "Lindenhof 3", "10115 Berlin"]
        );
    }

    async fn a_later_move_changes_nothing_on_the_paper(world: World) {
        let vera = world.resident("P-VERA").await.unwrap();
        let new = world.report(&vera, "Heizung kalt").unwrap();
        let id = vera.tickets().report(new, vec![]).await.unwrap().id;
        let before = paper_of(&vera, id).await;
        let mut tx = world.services.db().begin().await.unwrap();
        let people = master::load(&mut tx).await.unwrap().persons;
        let vera_now = people
            .into_iter()
            .find(|person| person.reference == "P-VERA");
        let moved = Person {
            last_name: "Kunze".to_owned(),
            street: "Ulmenweg 8".to_owned(),
            ..vera_now.unwrap()
        };
        master::put_persons(&mut tx, &[moved.into()]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(paper_of(&vera, id).await, before);
    }
}
