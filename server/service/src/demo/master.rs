//! The demo company's houses, people and contracts: four files as an ERP would send them.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::terms;
use crate::erp::Batch;
use crate::import::{self, Report};

const PROPERTIES: &str = include_str!("../../demo/properties.csv");
const UNITS: &str = include_str!("../../demo/units.csv");
const PERSONS: &str = include_str!("../../demo/persons.csv");
const CONTRACTS: &str = include_str!("../../demo/contracts.csv");

/// The lease that ended, and the one that followed it.
pub(super) const PAST_LEASE: &str = "M-101-07-1";
const NEXT_LEASE: &str = "M-101-07-2";
/// Months since the past lease ended, to the end of a month.
const ENDED: u32 = 3;

/// Months since the houses were enabled: before the oldest ticket.
const ENABLED: u32 = 16;

/// The master data; the one lease that has ended did so about three months before `today`.
///
/// # Errors
/// The report, if a shipped file is faulty; a test keeps it from that.
pub fn master(today: NaiveDate) -> Result<Batch, Report> {
    let mut data = import::read_texts(PROPERTIES, UNITS, PERSONS, CONTRACTS)?.batch;
    for house in &mut data.properties {
        house.enabled_on = today.checked_sub_months(Months::new(ENABLED));
    }
    let first_of_month = today.with_day0(0).unwrap_or(today);
    let moved_in = first_of_month
        .checked_sub_months(Months::new(ENDED - 1))
        .unwrap_or(today);
    for lease in &mut data.contracts {
        match lease.reference.as_str() {
            PAST_LEASE => lease.ends_on = moved_in.checked_sub_days(Days::new(1)),
            NEXT_LEASE => {
                lease.starts_on = moved_in;
                lease.signed_on = moved_in.checked_sub_days(Days::new(22));
            }
            _ => {}
        }
    }
    terms::add(&mut data, today);
    Ok(data)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use domain::contract::{ContractKind, covers};

    #[test]
    fn the_demo_company_is_as_large_as_promised() {
        let today = "2026-11-22".parse().expect("date");
        let data = master(today).expect("faultless");
        assert_eq!(
            (data.properties.len(), data.units.len(), data.persons.len()),
            (3, 60, 90)
        );
        let named = data.contracts.iter().flat_map(|contract| &contract.persons);
        assert_eq!(
            named.collect::<BTreeSet<_>>().len(),
            90,
            "everybody is named in a contract"
        );
        let of = |kind: ContractKind| -> BTreeSet<_> {
            data.contracts
                .iter()
                .filter(|contract| contract.kind == kind)
                .flat_map(|contract| &contract.persons)
                .collect()
        };
        let both = of(ContractKind::Lease)
            .intersection(&of(ContractKind::Ownership))
            .count();
        assert_eq!(both, 1, "one person is tenant and owner");
        let running = |reference: &str| {
            let contract = data.contract(reference).expect("a lease");
            covers(contract.starts_on, contract.ends_on, today)
        };
        assert!(!running(PAST_LEASE) && running(NEXT_LEASE));
        for person in &data.persons {
            assert!(
                person
                    .email
                    .as_ref()
                    .is_none_or(|email| email.ends_with("@beispiel.example")),
                "{person:?}"
            );
            assert!(
                person
                    .phone
                    .as_ref()
                    .is_none_or(|phone| phone.starts_with("030 23125 ")),
                "{person:?}"
            );
        }
    }

    #[test]
    fn the_files_are_odd_nowhere() {
        let checked = import::read_texts(PROPERTIES, UNITS, PERSONS, CONTRACTS).expect("faultless");
        assert_eq!(checked.warnings, []);
    }
}
