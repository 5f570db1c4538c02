//! What the files of an archive say: an allow-list of fields, in German words.

use domain::AccountId;
use domain::contract::ContractRow;
use domain::passkey::PasskeyRow;
use domain::privacy::retention::DeletionRequest;
use domain::rent::{BankMandate, RentPart, RentTable};
use domain::ticket::{PhotoId, Side};
use serde_json::{Value, json};
use store::change::{Change, bank::Bank};
use store::contract::Terms;
use store::document::Document;
use store::document::ledger::Delivery;
use store::ticket::Ticket;
use store::ticket::entry::Line;
use store::ticket::photo::Photo;
use store::{Tx, change, contract, passkey, privacy, second_factor, security_log, session};

use super::looks;
use super::pack::Owner;
use crate::access::log;
use crate::{Error, Result, Services};

/// Lines of a log in the archive: more than anybody has.
const LINES: i64 = 10_000;

/// The files about the owner, but for those of tickets.
pub(super) async fn of(
    services: &Services,
    tx: &mut Tx,
    owner: &Owner,
) -> Result<Vec<(&'static str, Value)>> {
    let (account, person) = (owner.account.id, owner.person.id);
    let contracts = contracts(services, tx, owner).await?;
    let now = services.clock().now();
    let (own, short) = services.settings().sessions.idle_before(now);
    let devices = session::devices(tx, account, now, own, short).await?;
    let letters = privacy::letters(tx, person).await?;
    let looks = privacy::looks(tx, person, 0, LINES).await?;
    let log = security_log::all(tx, account, Some(person), LINES).await?;
    let changes = change::of_person(tx, person).await?;
    let banks = change::bank::of_person(tx, person).await?;
    let banks = banks.iter().filter_map(|bank| {
        let asked = changes.iter().find(|change| change.id == bank.change_id)?;
        Some(bank_facts(bank, asked))
    });
    let passkeys = passkey::of_account(tx, account).await?;
    let deletions = privacy::deletions(tx, person).await?;
    Ok(vec![
        (
            "aenderungen.json",
            changes.iter().map(change_facts).collect(),
        ),
        ("bankverbindungen.json", banks.collect()),
        (
            "passkeys.json",
            passkeys.iter().map(passkey_facts).collect(),
        ),
        (
            "loeschantraege.json",
            deletions.iter().map(deletion_facts).collect(),
        ),
        ("zugang.json", access_facts(tx, owner).await?),
        ("person.json", person_facts(owner)),
        ("vertraege.json", contracts),
        ("geraete.json", devices.iter().map(device).collect()),
        ("briefe.json", letters.iter().map(letter).collect()),
        ("einsichten.json", looks.into_iter().map(look).collect()),
        (
            "protokoll.json",
            log.iter().map(|line| happened(account, line)).collect(),
        ),
    ])
}

fn person_facts(owner: &Owner) -> Value {
    let person = &owner.person;
    json!({
        "personennummer": person.reference,
        "anrede": person.salutation,
        "vorname": person.first_name,
        "nachname": person.last_name,
        "strasse": person.street,
        "postleitzahl": person.postal_code,
        "ort": person.town,
        "telefon": person.phone,
        "email": person.email,
        "anmeldename": owner.account.email,
    })
}

async fn contracts(services: &Services, tx: &mut Tx, owner: &Owner) -> Result<Value> {
    let today = services.clock().today();
    let mut all = Vec::new();
    for row in contract::of_person(tx, owner.person.id, today).await? {
        let terms = contract::terms(tx, row.id, owner.person.id).await?;
        let terms = terms.ok_or(Error::NotFound)?;
        let day = row.ends_on.map_or(today, |end| end.min(today));
        let parts = contract::rent_parts(tx, row.id).await?;
        let parts = RentTable::on(parts, day, row.removed);
        let mut mandates = contract::mandates(tx, row.id).await?;
        mandates.retain(|mandate| !row.removed || mandate.holds(day, true));
        let mut facts = contract_facts(&row, &terms);
        if let Some(facts) = facts.as_object_mut() {
            let parts = [parts.past, parts.now, parts.coming].concat();
            facts.insert(
                "bestandteile".to_owned(),
                parts.iter().map(part_facts).collect(),
            );
            facts.insert(
                "lastschriftmandate".to_owned(),
                mandates.iter().map(mandate_facts).collect(),
            );
        }
        all.push(facts);
    }
    Ok(Value::Array(all))
}

fn part_facts(part: &RentPart) -> Value {
    json!({
        "was": part.label,
        "betrag_in_cent": part.amount,
        "ab": part.valid_from,
        "bis": part.valid_to,
    })
}

fn mandate_facts(mandate: &BankMandate) -> Value {
    json!({
        "kontoinhaber": mandate.holder,
        "iban": mandate.iban_masked,
        "mandatsreferenz": mandate.mandate,
        "gilt_seit": mandate.since(),
        "bis": mandate.valid_to,
    })
}

fn contract_facts(row: &ContractRow, terms: &Terms) -> Value {
    json!({
        "vertragsnummer": row.reference,
        "art": row.kind,
        "strasse": row.street,
        "postleitzahl": row.postal_code,
        "ort": row.town,
        "einheit": row.unit_label,
        "flaeche_in_hundertstel_quadratmetern": terms.area,
        "beginn": row.starts_on,
        "ende": row.ends_on,
        "unterschrieben_am": terms.signed_on,
        "miete_oder_hausgeld_in_cent": terms.rent,
        "betriebskosten_in_cent": terms.operating_costs,
        "heizkosten_in_cent": terms.heating_costs,
        "kaution_in_cent": terms.deposit,
    })
}

/// A document and what became of it.
pub(super) fn document(found: &Document, line: Option<&Delivery>, file: &str) -> Value {
    json!({
        "titel": found.title,
        "art": found.kind,
        "datum": found.dated_on,
        "datei": file,
        "bereitgestellt_am": line.map_or(found.provided_at, |line| line.provided_at),
        "benachrichtigt_am": line.and_then(|line| line.notified_at),
        "geoeffnet_am": line.and_then(|line| line.opened_at),
        "brief_erstellt_am": line.and_then(|line| line.letter_at),
    })
}

fn change_facts(change: &Change) -> Value {
    json!({
        "was": change.kind,
        "bisher": change.old_value,
        "neu": change.new_value,
        "stand": change.state,
        "beantragt_am": change.created_at,
        "zugesagt_bis": change.promised_on,
        "grund": change.reason,
        "abgeschlossen_am": change.closed_at,
    })
}

/// The account stands masked, as everywhere but on the mandate.
fn bank_facts(bank: &Bank, asked: &Change) -> Value {
    json!({
        "kontoinhaber": bank.holder,
        "vertragsnummer": bank.contract,
        "iban": asked.new_value,
        "lastschrift": bank.debit,
        "mandatsreferenz": bank.mandate,
        "stand": asked.state,
        "beantragt_am": asked.created_at,
        "abgeschlossen_am": asked.closed_at,
    })
}

fn passkey_facts(passkey: &PasskeyRow) -> Value {
    json!({
        "name": passkey.name,
        "hinzugefuegt_am": passkey.created_at,
        "zuletzt_benutzt": passkey.used_at,
    })
}

fn deletion_facts(asked: &DeletionRequest) -> Value {
    json!({
        "vorgang": asked.number,
        "beantragt_am": asked.asked_at,
        "stand": asked.state,
    })
}

async fn access_facts(tx: &mut Tx, owner: &Owner) -> Result<Value> {
    let factor = second_factor::of_account(tx, owner.account.id).await?;
    let since = factor.and_then(|factor| factor.confirmed_at);
    Ok(json!({
        "anmeldename": owner.account.email,
        "zweiter_faktor": since.is_some(),
        "zweiter_faktor_seit": since,
    }))
}

fn device(device: &session::Device) -> Value {
    json!({
        "geraet": device.device,
        "angemeldet_am": device.created_at,
        "zuletzt_benutzt": device.last_seen_at,
    })
}

fn letter(letter: &privacy::Letter) -> Value {
    json!({
        "gemacht_am": letter.created_at,
        "gueltig_bis": letter.expires_at,
        "benutzt_am": letter.used_at,
        "ersetzt_am": letter.replaced_at,
    })
}

fn look(found: privacy::Look) -> Value {
    let look = looks::view(found);
    json!({
        "am": look.at,
        "in_dieser_stunde": look.times,
        "von": look.name,
        "was": look.what,
        "nummer": look.number,
    })
}

/// What the owner did, and what else the security log has of the account.
fn happened(account: AccountId, line: &security_log::Line) -> Value {
    let (by, device, network) = log::from(account, line);
    json!({
        "am": line.at,
        "was": line.action,
        "woran": line.object_kind,
        "ergebnis": line.result,
        "von": by,
        "geraet": device,
        "netz": network,
    })
}

/// A ticket with its timeline; of somebody else's only number, topic and what stands in `lines`.
pub(super) fn ticket(
    found: &Ticket,
    own: bool,
    lines: &[Line],
    photos: &[Photo],
    names: &[(PhotoId, String)],
) -> Value {
    let timeline: Value = lines
        .iter()
        .map(|line| entry(line, photos, names))
        .collect();
    if !own {
        return json!({
            "nummer": found.number,
            "thema": found.topic,
            "gemeldet_von_mir": false,
            "verlauf": timeline,
        });
    }
    json!({
        "nummer": found.number,
        "art": found.kind,
        "thema": found.topic,
        "titel": found.title,
        "ort": found.place,
        "zutritt_und_telefon": found.access,
        "dringend": found.urgent,
        "fuer_den_haushalt_sichtbar": found.shared,
        "gemeldet_von_mir": true,
        "gemeldet_am": found.created_at,
        "stand": found.state,
        "antwort_bis": found.answer_by,
        "termin": found.appointment_at,
        "beendet_am": found.closed_at,
        "wieder_geoeffnet": found.reopened,
        "verlauf": timeline,
    })
}

fn entry(line: &Line, photos: &[Photo], names: &[(PhotoId, String)]) -> Value {
    let with = photos
        .iter()
        .filter(|photo| line.message_id == Some(photo.message_id));
    let files: Vec<&String> = with
        .filter_map(|photo| names.iter().find(|(id, _)| *id == photo.id))
        .map(|(_, name)| name)
        .collect();
    json!({
        "am": line.created_at,
        "von": author(line),
        "seite": line.side,
        "was": line.kind,
        "stand": line.state,
        "text": line.body,
        "fotos": files,
    })
}

fn author(line: &Line) -> &str {
    match (line.side, line.name.as_deref()) {
        (Side::System, _) | (_, None) => "Portal",
        (_, Some(name)) => name,
    }
}
