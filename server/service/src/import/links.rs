//! What only several rows together show: references that lead nowhere, and periods that overlap.

use std::collections::BTreeMap;

use super::records::{ContractRecord, PersonRecord, PropertyRecord, UnitRecord};
use super::report::{Problem, Report};
use super::sheet::{Record, Table, shown};

/// Each unit stands in a known house.
pub(super) fn units(
    units: &Table<UnitRecord>,
    properties: &Table<PropertyRecord>,
    report: &mut Report,
) {
    for (line, unit) in units.rows.values() {
        if !properties.knows(&unit.property) {
            dangling::<UnitRecord, PropertyRecord>(*line, "property", &unit.property, report);
        }
    }
}

/// Each contract has a known unit and known persons.
pub(super) fn contracts(
    contracts: &Table<ContractRecord>,
    units: &Table<UnitRecord>,
    persons: &Table<PersonRecord>,
    report: &mut Report,
) {
    for (line, contract) in contracts.rows.values() {
        if !units.knows(&contract.unit) {
            dangling::<ContractRecord, UnitRecord>(*line, "unit", &contract.unit, report);
        }
        for person in contract
            .persons
            .iter()
            .filter(|person| !persons.knows(person))
        {
            dangling::<ContractRecord, PersonRecord>(*line, "persons", person, report);
        }
    }
}

fn dangling<From: Record, To: Record>(
    line: u64,
    column: &str,
    reference: &str,
    report: &mut Report,
) {
    let reason = format!("„{}“ steht nicht in {}.", shown(reference), To::FILE);
    report.add(From::FILE, Some(line), Some(column), reason);
}

/// Contracts of one kind and unit that run on the same day: possible, but rarely meant.
pub(super) fn overlaps(contracts: &Table<ContractRecord>) -> Vec<Problem> {
    let mut of_unit: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (line, contract) in contracts.rows.values() {
        of_unit
            .entry((&contract.unit, contract.kind))
            .or_default()
            .push((contract, *line));
    }
    let mut warnings = Vec::new();
    for rows in of_unit.values_mut() {
        rows.sort_by_key(|(contract, _)| contract.starts_on);
        for pair in rows.windows(2) {
            if let [(first, _), (second, line)] = pair
                && first.ends_on.is_none_or(|end| second.starts_on <= end)
            {
                warnings.push(overlap(first, second, *line));
            }
        }
    }
    warnings.sort_by_key(|warning| warning.line);
    warnings
}

fn overlap(first: &ContractRecord, second: &ContractRecord, line: u64) -> Problem {
    Problem {
        file: ContractRecord::FILE.to_owned(),
        line: Some(line),
        column: Some("starts_on".to_owned()),
        reason: format!(
            "Vertrag {} beginnt, bevor Vertrag {} derselben Einheit {} endet.",
            shown(&second.reference),
            shown(&first.reference),
            shown(&second.unit)
        ),
    }
}
