//! Who is told what by mail about a request: what it is about and where it stands, never the values.

use std::collections::BTreeSet;

use delivery::mail::ChangeNews;
use domain::berlin;
use domain::change::{ChangeKind, ChangeState};
use store::change::Change;
use store::{Tx, account};

use crate::jobs::SendMail;
use crate::{Error, Result, Services, jobs};

/// Tells the person where the request stands. Of another login both mailboxes hear, once it holds.
pub(super) async fn news(services: &Services, tx: &mut Tx, found: &Change) -> Result<()> {
    let account = account::by_id(tx, found.account_id).await?;
    let account = account.ok_or(Error::Internal("a request without account"))?;
    let mail = ChangeNews {
        salutation: format!("Guten Tag {}", account.name),
        what: what(found.kind).to_owned(),
        sentence: sentence(services, found),
        link: services.link("/einstellungen/kontaktdaten"),
    };
    let mut mailboxes = BTreeSet::from([account.email]);
    if (found.kind, found.state) == (ChangeKind::Email, ChangeState::Effective) {
        mailboxes.extend(found.old_value.clone());
    }
    for to in mailboxes {
        let template = mail.clone().into();
        jobs::add(services, tx, &SendMail { to, template }).await?;
    }
    Ok(())
}

const fn what(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Email => "Ihre E-Mail-Adresse",
        ChangeKind::Phone => "Ihre Telefonnummer",
        ChangeKind::Bank => "Ihre Bankverbindung",
    }
}

fn sentence(services: &Services, found: &Change) -> String {
    let by = found.promised_on.map_or_else(String::new, |day| {
        berlin::date(day, services.clock().today())
    });
    if found.kind == ChangeKind::Bank {
        return bank_sentence(found.state, &by);
    }
    let email = found.kind == ChangeKind::Email;
    match found.state {
        ChangeState::Requested => "Die Änderung ist beantragt.".to_owned(),
        ChangeState::Confirmed => "Die Änderung ist bestätigt.".to_owned(),
        ChangeState::HandedOver | ChangeState::ErpConfirmed if email => format!(
            "Die neue Adresse ist bestätigt und weitergegeben. Sie gilt spätestens ab {by}. Bis dahin melden Sie sich mit der bisherigen Adresse an."
        ),
        ChangeState::HandedOver | ChangeState::ErpConfirmed => format!(
            "Die neue Nummer ist weitergegeben. Sie gilt spätestens ab {by}."
        ),
        ChangeState::Effective if email => "Die neue Adresse gilt jetzt. Melden Sie sich ab sofort nur noch damit an. Alle Geräte sind abgemeldet.".to_owned(),
        ChangeState::Effective => "Die neue Nummer gilt jetzt.".to_owned(),
        ChangeState::Rejected => {
            "Die Änderung wurde abgelehnt, es bleibt alles beim Alten. Den Grund lesen Sie im Portal.".to_owned()
        }
        ChangeState::Withdrawn => {
            "Die Änderung ist zurückgezogen, es bleibt alles beim Alten.".to_owned()
        }
        ChangeState::Expired => {
            "Die neue Adresse wurde nicht bestätigt. Die Änderung ist abgelaufen, es bleibt alles beim Alten.".to_owned()
        }
    }
}

/// Never holder or account: the mail says no more than that something moves.
fn bank_sentence(state: ChangeState, by: &str) -> String {
    match state {
        ChangeState::Requested => "Die Änderung ist beantragt.".to_owned(),
        ChangeState::Confirmed | ChangeState::HandedOver | ChangeState::ErpConfirmed => format!(
            "Zwei Mitarbeitende haben die neue Bankverbindung freigegeben. Sie gilt spätestens ab {by}."
        ),
        ChangeState::Effective => "Die neue Bankverbindung gilt jetzt.".to_owned(),
        ChangeState::Rejected => {
            "Die Änderung wurde abgelehnt, es bleibt alles beim Alten. Den Grund lesen Sie im Portal.".to_owned()
        }
        ChangeState::Withdrawn | ChangeState::Expired => {
            "Die Änderung ist zurückgezogen, es bleibt alles beim Alten.".to_owned()
        }
    }
}
