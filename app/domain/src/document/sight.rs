//! Who sees which document: one rule, whoever asks.

use chrono::NaiveDate;

use super::{DocumentKind, Target};
use crate::contract::{ContractKind, covers};
use crate::{ContractId, PersonId, PropertyId, UnitId};

/// What decides about a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paper {
    /// What it is.
    pub kind: DocumentKind,
    /// For whom it is.
    pub target: Target,
    /// The German day on which it was provided.
    pub provided_on: NaiveDate,
    /// It was taken back.
    pub withdrawn: bool,
    /// First day on which it is there.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it is there.
    pub valid_to: Option<NaiveDate>,
}

/// A contract in which a person is named or was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct Tenancy {
    /// The contract.
    pub contract_id: ContractId,
    /// Its unit.
    pub unit_id: UnitId,
    /// Its house.
    pub property_id: PropertyId,
    /// Lease or ownership.
    pub kind: ContractKind,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day; of a person whose name was taken out, the last day with it.
    pub ends_on: Option<NaiveDate>,
    /// Day of signing.
    pub signed_on: Option<NaiveDate>,
}

impl Tenancy {
    fn runs(&self, today: NaiveDate) -> bool {
        covers(self.starts_on, self.ends_on, today)
    }

    /// It has ended: nothing that came later is for them.
    fn over(&self, today: NaiveDate) -> bool {
        self.ends_on.is_some_and(|end| end < today)
    }
}

/// Whether a person sees a document today. `tenancies` are theirs, without those that ended too long ago to be read;
/// leases count for what was signed only when they were signed after `cutoff`.
pub fn sees(
    paper: &Paper,
    person: PersonId,
    tenancies: &[Tenancy],
    today: NaiveDate,
    cutoff: Option<NaiveDate>,
) -> bool {
    let from = paper.valid_from.unwrap_or(NaiveDate::MIN);
    if paper.withdrawn || !covers(from, paper.valid_to, today) {
        return false;
    }
    let mut leads = tenancies
        .iter()
        .filter(|tenancy| leads(paper, tenancy, today));
    match paper.target {
        Target::Person(only) if only != person => false,
        Target::Person(_) if !paper.kind.is_lease() || cutoff.is_none() => true,
        _ if paper.kind.is_lease() => leads.any(|tenancy| signed_after(tenancy, cutoff)),
        _ => leads.next().is_some(),
    }
}

/// Whether a contract leads to a document.
fn leads(paper: &Paper, tenancy: &Tenancy, today: NaiveDate) -> bool {
    let house = match paper.target {
        Target::Person(_) => return true,
        Target::Contract(contract) => {
            let came = paper
                .provided_on
                .max(paper.valid_from.unwrap_or(NaiveDate::MIN));
            let in_time = !tenancy.over(today) || tenancy.ends_on.is_some_and(|end| came <= end);
            return contract == tenancy.contract_id && in_time;
        }
        Target::Unit(unit) => unit == tenancy.unit_id,
        Target::Property(property) => property == tenancy.property_id,
        Target::All => true,
    };
    let theirs = !paper.kind.is_for_owners() || tenancy.kind == ContractKind::Ownership;
    house && theirs && tenancy.runs(today)
}

/// Whether the papers of a lease are kept in the portal.
fn signed_after(tenancy: &Tenancy, cutoff: Option<NaiveDate>) -> bool {
    cutoff.is_none_or(|day| tenancy.signed_on.is_some_and(|signed| signed > day))
}

/// The running lease whose papers are not shown because of the day it was signed on, or because nobody knows that day.
pub fn hidden_lease(
    tenancies: &[Tenancy],
    today: NaiveDate,
    cutoff: Option<NaiveDate>,
) -> Option<ContractId> {
    let hidden = |tenancy: &&Tenancy| {
        tenancy.kind == ContractKind::Lease && tenancy.runs(today) && !signed_after(tenancy, cutoff)
    };
    tenancies.iter().find(hidden).map(|found| found.contract_id)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const ME: PersonId = PersonId(Uuid::from_u128(1));
    const OTHER: PersonId = PersonId(Uuid::from_u128(2));
    const FLAT: ContractId = ContractId(Uuid::from_u128(10));
    const UNIT: UnitId = UnitId(Uuid::from_u128(20));
    const HOUSE: PropertyId = PropertyId(Uuid::from_u128(30));

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn paper(kind: DocumentKind, target: Target) -> Paper {
        Paper {
            kind,
            target,
            provided_on: day("2026-10-01"),
            withdrawn: false,
            valid_from: None,
            valid_to: None,
        }
    }

    fn lease(starts: &str, ends: Option<&str>) -> Tenancy {
        Tenancy {
            contract_id: FLAT,
            unit_id: UNIT,
            property_id: HOUSE,
            kind: ContractKind::Lease,
            starts_on: day(starts),
            ends_on: ends.map(day),
            signed_on: Some(day("2024-05-20")),
        }
    }

    fn shown(paper: &Paper, tenancies: &[Tenancy]) -> bool {
        sees(
            paper,
            ME,
            tenancies,
            day("2026-11-02"),
            Some(day("2024-06-01")),
        )
    }

    #[test]
    fn a_document_is_seen_by_those_it_is_for() {
        let letter = |target| paper(DocumentKind::Letter, target);
        let elsewhere = PropertyId(Uuid::from_u128(31));
        let now = [lease("2020-01-01", None)];
        let past = [lease("2020-01-01", Some("2026-10-15"))];
        let long_past = [lease("2020-01-01", Some("2026-09-30"))];
        let future = [lease("2027-01-01", None)];
        for (target, tenancies, seen) in [
            (Target::Person(ME), &[][..], true),
            (Target::Person(OTHER), &now[..], false),
            (Target::Contract(FLAT), &now[..], true),
            (
                Target::Contract(ContractId(Uuid::from_u128(11))),
                &now[..],
                false,
            ),
            (Target::Contract(FLAT), &past[..], true),
            (Target::Contract(FLAT), &long_past[..], false),
            (Target::Contract(FLAT), &future[..], true),
            (Target::Contract(FLAT), &[][..], false),
            (Target::Unit(UNIT), &now[..], true),
            (Target::Unit(UNIT), &past[..], false),
            (Target::Property(HOUSE), &now[..], true),
            (Target::Property(elsewhere), &now[..], false),
            (Target::Property(HOUSE), &past[..], false),
            (Target::Property(HOUSE), &future[..], false),
            (Target::All, &now[..], true),
            (Target::All, &past[..], false),
            (Target::All, &[][..], false),
        ] {
            assert_eq!(
                shown(&letter(target), tenancies),
                seen,
                "{target:?} {tenancies:?}"
            );
        }
    }

    #[test]
    fn what_is_withdrawn_or_not_valid_is_not_there() {
        let mine = paper(DocumentKind::Letter, Target::Person(ME));
        for (withdrawn, from, to, seen) in [
            (false, None, None, true),
            (true, None, None, false),
            (false, Some("2026-11-02"), Some("2026-11-02"), true),
            (false, Some("2026-11-03"), None, false),
            (false, None, Some("2026-11-01"), false),
        ] {
            let changed = Paper {
                withdrawn,
                valid_from: from.map(day),
                valid_to: to.map(day),
                ..mine
            };
            assert_eq!(shown(&changed, &[]), seen, "{changed:?}");
        }
    }

    #[test]
    fn papers_of_a_lease_need_one_signed_after_the_day() {
        let today = day("2026-11-02");
        for (signed, cutoff, seen) in [
            (Some("2024-06-02"), Some("2024-06-01"), true),
            (Some("2024-06-01"), Some("2024-06-01"), false),
            (Some("2019-01-01"), Some("2024-06-01"), false),
            (None, Some("2024-06-01"), false),
            (None, None, true),
        ] {
            let tenancy = Tenancy {
                signed_on: signed.map(day),
                ..lease("2020-01-01", None)
            };
            let cutoff = cutoff.map(day);
            for kind in [DocumentKind::Lease, DocumentKind::Amendment] {
                for target in [Target::Contract(FLAT), Target::Person(ME)] {
                    let seen_now = sees(&paper(kind, target), ME, &[tenancy], today, cutoff);
                    assert_eq!(seen_now, seen, "{signed:?} {cutoff:?} {kind} {target:?}");
                }
            }
            let letter = paper(DocumentKind::Letter, Target::Contract(FLAT));
            assert!(sees(&letter, ME, &[tenancy], today, cutoff));
            let hidden = hidden_lease(&[tenancy], today, cutoff);
            assert_eq!(hidden, (!seen).then_some(FLAT), "{signed:?} {cutoff:?}");
        }
    }

    #[test]
    fn minutes_of_a_house_are_for_its_owners() {
        let minutes = paper(DocumentKind::Minutes, Target::Property(HOUSE));
        let tenant = lease("2020-01-01", None);
        let owner = Tenancy {
            kind: ContractKind::Ownership,
            ..tenant
        };
        assert!(!shown(&minutes, &[tenant]));
        assert!(shown(&minutes, &[tenant, owner]));
        let budget = paper(DocumentKind::Budget, Target::Contract(FLAT));
        assert!(shown(&budget, &[tenant]), "who is named is meant");
    }
}
