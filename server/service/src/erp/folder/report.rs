//! What became of a delivery, in words for the people who run the ERP.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use domain::berlin;

use crate::erp::{Outcome, RowResult, Standing};
use crate::import::{Problem, Report};

/// The report of files that cannot be read.
pub(super) fn unreadable(name: &str, at: DateTime<Utc>, faults: &Report) -> String {
    let body = format!(
        "Ergebnis: fehlerhaft. Es wurde nichts geändert. Bitte beheben Sie die Fehler und liefern Sie neu.\n\n{faults}"
    );
    text(name, at, &[], &body)
}

/// A report with its head.
pub(super) fn text(name: &str, at: DateTime<Utc>, warnings: &[Problem], body: &str) -> String {
    let mut text = format!("Lieferung {name}\n{}\n\n{body}", berlin::long_moment(at));
    if !warnings.is_empty() {
        text.push_str("\nHinweise\n");
        for warning in warnings {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "  {warning}");
        }
    }
    text
}

/// What is said of a delivery that was parked before its files could be moved.
pub(super) fn parked_before() -> String {
    "Ergebnis: geparkt. Die Verwaltung muss die Lieferung freigeben; bis dahin ändert sich nichts.\n"
        .to_owned()
}

/// Result, rows, faults and what changes.
pub(super) fn outcome(outcome: &Outcome) -> String {
    let mut text = match outcome.standing {
        Standing::Applied => "Ergebnis: übernommen.\n".to_owned(),
        Standing::Parked => parked_before(),
        Standing::Refused => "Ergebnis: fehlerhaft. Es wurde nichts geändert. Bitte beheben Sie die Fehler und liefern Sie neu.\n".to_owned(),
    };
    for reason in &outcome.why_parked {
        let _ = writeln!(text, "  {reason}");
    }
    let faulty = outcome
        .rows
        .iter()
        .filter(|row| row.result == RowResult::Faulty);
    for row in faulty {
        let (what, _) = row.entity.words();
        for fault in &row.faults {
            let field = fault.field.as_deref().unwrap_or("Zeile");
            let _ = writeln!(
                text,
                "  {what} {}, {field}: {}",
                row.reference, fault.reason
            );
        }
    }
    let _ = write!(text, "\n{}", outcome.diff);
    text
}
