//! What only several rows together show: references that lead nowhere, and periods that overlap.

use std::collections::BTreeMap;

use super::records::ContractRecord;
use super::report::{Problem, Report};
use super::sheet::{Record, Table, shown};
use super::tables::Tables;

/// Each row refers to rows that are there.
pub(super) fn check<R: Record>(rows: &Table<R>, tables: &Tables, report: &mut Report) {
    for (line, row) in rows.iter() {
        for (kind, column, reference) in row.links() {
            if !tables.knows(kind, reference) {
                let file = Tables::file(kind);
                let reason = format!("„{}“ steht nicht in {file}.", shown(reference));
                report.add(R::FILE, Some(line), Some(column), reason);
            }
        }
    }
}

/// Contracts of one kind and unit that run on the same day: possible, but rarely meant.
pub(super) fn overlaps(contracts: &Table<ContractRecord>) -> Vec<Problem> {
    let mut of_unit: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (line, contract) in contracts.iter() {
        of_unit
            .entry((&contract.unit, contract.kind))
            .or_default()
            .push((contract, line));
    }
    let mut warnings = Vec::new();
    for rows in of_unit.values_mut() {
        rows.sort_by_key(|(contract, line)| (contract.starts_on, *line));
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
