//! Reads a report or concern out of the form's fields.

use std::collections::BTreeMap;

use app::posted::FieldError;
use domain::ticket::{NewTicket, TicketKind, Topic};
use domain::{AccountId, ContractId, Refusal};
use uuid::Uuid;

use super::Fault;

type Fields = BTreeMap<String, String>;

/// The report; `fresh` marks it where the form brought no mark of its own.
pub fn read(fields: &Fields, fresh: Uuid) -> Result<NewTicket, Fault> {
    let text = |name: &str| fields.get(name).cloned().unwrap_or_default();
    let contract: ContractId = text("contract")
        .parse()
        .map_err(|_| wrong("contract", Refusal::ContractMissing))?;
    let topic: Topic = text("topic")
        .parse()
        .map_err(|_| wrong("topic", Refusal::TopicMissing))?;
    let place = match text("place").as_str() {
        "" => None,
        place => Some(place.parse().map_err(|refusal| wrong("place", refusal))?),
    };
    if place.is_none() && topic.kind() == TicketKind::Damage {
        return Err(wrong("place", Refusal::PlaceMissing));
    }
    Ok(NewTicket {
        client_ref: client_ref(fields).unwrap_or(fresh),
        contract,
        topic,
        place,
        title: text("title"),
        text: text("text"),
        access: text("access"),
        urgent: fields.contains_key("urgent"),
        shared: !fields.contains_key("private"),
    })
}

/// The mark that lets the same form, sent twice, count once.
pub fn client_ref(fields: &Fields) -> Option<Uuid> {
    fields.get("client_ref")?.parse().ok()
}

/// Refuses what was written under another account, in a tab left open or a draft; a form may leave its account out.
pub fn check_author(fields: &Fields, sender: AccountId) -> Result<(), Refusal> {
    match fields.get("account") {
        Some(author) if author.parse() != Ok(sender) => Err(Refusal::ForeignDraft),
        _ => Ok(()),
    }
}

/// The field a refusal belongs to; empty for the whole form.
pub fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::TitleMissing => "title",
        Refusal::TextMissing | Refusal::NothingWritten | Refusal::TextTooLong { .. } => "text",
        Refusal::TopicMissing | Refusal::TopicElsewhere => "topic",
        Refusal::PlaceMissing => "place",
        Refusal::ContractMissing | Refusal::ContractEnded => "contract",
        Refusal::Photo(_) | Refusal::StorageFull => "photos",
        _ => "",
    }
}

fn wrong(field: &str, refusal: Refusal) -> Fault {
    Fault::Fields(vec![FieldError::new(field, refusal)])
}
