//! What the demo's contracts cost part by part, from which accounts, and who is responsible at the manager's.

use chrono::{Datelike, NaiveDate};
use domain::Cents;
use domain::contract::ContractKind;
use domain::erp::RentPartKind;

use crate::erp::Batch;
use crate::import::{BankMandateRecord, ContractRecord, RentPartRecord};

/// Accounts of everybody who pays by debit; real to the check digit, and nobody's.
const ACCOUNTS: [&str; 3] = [
    "DE89370400440532013000",
    "DE02120300000000202051",
    "DE02500105170137075030",
];
/// One in so many pays by transfer.
const TRANSFERS: usize = 4;
/// What the heating will cost more from next year on, in cents.
const DEARER: i64 = 700;

/// Adds parts, mandates, periods of notice and clerks to the master data.
pub(super) fn add(data: &mut Batch, today: NaiveDate) {
    for house in &mut data.properties {
        house.clerk_name = Some("Katharina Wendt".to_owned());
        house.clerk_phone = Some("030 23125 211".to_owned());
        house.clerk_email = Some("wendt@federleicht.example".to_owned());
    }
    for (place, contract) in data.contracts.iter_mut().enumerate() {
        let lease = contract.kind == ContractKind::Lease;
        contract.notice_period =
            lease.then(|| "drei Monate zum Ende eines Monats, schriftlich auf Papier".to_owned());
        data.rent_parts.extend(parts(contract, today));
        let holder = contract
            .persons
            .first()
            .and_then(|person| data.persons.iter().find(|one| one.reference == *person));
        if place % TRANSFERS != TRANSFERS - 1
            && let (Some(holder), Some(iban)) = (holder, ACCOUNTS.get(place % ACCOUNTS.len()))
        {
            data.bank_mandates.push(BankMandateRecord {
                reference: format!("{}-K", contract.reference),
                contract: contract.reference.clone(),
                holder: format!("{} {}", holder.first_name, holder.last_name)
                    .trim()
                    .to_owned(),
                iban: (*iban).to_owned(),
                mandate: Some(format!("M{:05}", 10_000 + place)),
                signed_on: contract.signed_on,
                valid_from: Some(contract.starts_on),
                valid_to: None,
                revision: None,
            });
        }
    }
}

/// The columns of a contract as parts; of what runs, the heating gets dearer next year and was cheaper before this one.
fn parts(contract: &ContractRecord, today: NaiveDate) -> Vec<RentPartRecord> {
    let day = |year: i32, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(today);
    let (this, next) = (day(today.year(), 1, 1), day(today.year() + 1, 1, 1));
    let base = match contract.kind {
        ContractKind::Lease => (RentPartKind::Rent, "Nettokaltmiete"),
        ContractKind::Ownership => (RentPartKind::HouseMoney, "Hausgeld"),
    };
    let part = |name: &str, kind, label: &str, amount: Cents, from, to| RentPartRecord {
        reference: format!("{}-{name}", contract.reference),
        contract: contract.reference.clone(),
        kind,
        label: label.to_owned(),
        amount,
        valid_from: Some(from),
        valid_to: to,
        revision: None,
    };
    let (start, end) = (contract.starts_on, contract.ends_on);
    let (operating, heating) = (RentPartKind::OperatingCosts, RentPartKind::HeatingCosts);
    let mut parts = vec![
        part("G", base.0, base.1, contract.rent, start, end),
        part(
            "B",
            operating,
            "Vorauszahlung Betriebskosten",
            contract.operating_costs,
            start,
            end,
        ),
    ];
    let warm = "Vorauszahlung Heizung";
    let changes = end.is_none() && start < this;
    if changes {
        let (less, more) = (
            Cents(contract.heating_costs.0 - DEARER),
            Cents(contract.heating_costs.0 + DEARER),
        );
        parts.push(part("H1", heating, warm, less, start, this.pred_opt()));
        parts.push(part(
            "H2",
            heating,
            warm,
            contract.heating_costs,
            this,
            next.pred_opt(),
        ));
        parts.push(part("H3", heating, warm, more, next, None));
    } else {
        parts.push(part("H", heating, warm, contract.heating_costs, start, end));
    }
    parts.retain(|part| part.amount.0 > 0);
    if contract.heating_costs == Cents(0) {
        parts.retain(|part| part.kind != heating);
    }
    parts
}
