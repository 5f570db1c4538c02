//! From and until when somebody stands in a contract; names that wait for their day, and names that are past it.

use chrono::NaiveDate;
use domain::{ContractId, PersonId};
use store::Tx;
use store::master::{self, Kept, Naming, Pair};

use super::mirror::Work;
use crate::{Caller, Result, changes};

/// Names settled in one transaction.
const AT_ONCE: i64 = 200;

/// From one day to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Period {
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

impl Period {
    pub(crate) const fn of(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Self {
        Self { from, to }
    }

    /// Whether it contains a day.
    pub(crate) fn holds(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// The last day on which somebody stands somewhere who must not today.
    fn last_day(self, today: NaiveDate) -> NaiveDate {
        let yesterday = today.pred_opt().unwrap_or(today);
        self.to.filter(|to| *to < today).unwrap_or(yesterday)
    }
}

/// Whether something gets a last day, or an earlier one.
pub(crate) fn is_earlier(before: Option<NaiveDate>, after: Option<NaiveDate>) -> bool {
    after.is_some_and(|after| before.is_none_or(|before| after < before))
}

/// The day before today.
pub(crate) fn yesterday(work: Work<'_>) -> NaiveDate {
    work.today.pred_opt().unwrap_or(work.today)
}

/// Takes somebody out of a contract; what they asked for in it loses its ground.
pub(crate) async fn take_out(
    work: Work<'_>,
    tx: &mut Tx,
    contract: ContractId,
    person: PersonId,
    last_day: NaiveDate,
) -> Result<()> {
    master::unlink(tx, contract, person, last_day).await?;
    changes::not_named(work.caller, tx, contract, person).await
}

/// Takes somebody whose last day is over out of all contracts.
pub(crate) async fn leave_all(
    work: Work<'_>,
    tx: &mut Tx,
    person: PersonId,
    last_day: Option<NaiveDate>,
) -> Result<()> {
    let Some(last_day) = last_day.filter(|day| *day < work.today) else {
        return Ok(());
    };
    for pair in master::contracts_of(tx, &[person]).await? {
        take_out(work, tx, pair.contract_id, person, last_day).await?;
    }
    Ok(())
}

/// Lets names stand where they should today.
pub(crate) async fn settle(work: Work<'_>, tx: &mut Tx, names: &[Kept<Naming>]) -> Result<()> {
    let contracts: Vec<ContractId> = names.iter().map(|name| name.row.contract_id).collect();
    let named = master::named(tx, &contracts).await?;
    let persons: Vec<PersonId> = names.iter().map(|name| name.row.person_id).collect();
    let over = master::over(tx, &persons).await?;
    let mut coming = Vec::new();
    for Kept { row, said } in names {
        let (contract_id, person_id) = (row.contract_id, row.person_id);
        let period = Period::of(said.valid_from, said.valid_to);
        let gone = over.iter().find(|gone| gone.person_id == person_id);
        let holds = period.holds(work.today) && gone.is_none_or(|gone| gone.valid_to >= work.today);
        let stands = named
            .iter()
            .any(|one| one.contract_id == contract_id && one.person_id == person_id);
        if holds && !stands {
            coming.push(Pair {
                contract_id,
                person_id,
            });
        } else if stands && !holds {
            let last_day = period.last_day(work.today);
            take_out(work, tx, contract_id, person_id, last_day).await?;
        }
    }
    Ok(master::link(tx, &coming).await?)
}

/// Settles the names whose first day has come, or whose last one is over; how many.
///
/// # Errors
/// The database is gone.
pub(crate) async fn settle_due(caller: &Caller) -> Result<usize> {
    let services = &caller.services;
    let work = Work::new(caller, services.clock().now());
    let mut settled = 0;
    loop {
        let mut tx = services.db().begin().await?;
        master::alone(&mut tx).await?;
        let due = master::due(&mut tx, work.today, AT_ONCE).await?;
        if due.is_empty() {
            return Ok(settled);
        }
        for name in &due {
            let (contract_id, person_id) = (name.contract_id, name.person_id);
            match name.last_day {
                Some(last_day) => {
                    take_out(work, &mut tx, contract_id, person_id, last_day).await?;
                }
                None => {
                    let pair = Pair {
                        contract_id,
                        person_id,
                    };
                    master::link(&mut tx, &[pair]).await?;
                }
            }
        }
        tx.commit().await?;
        settled += due.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_holds_on_both_its_days() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        let today = day("2026-11-02").expect("day");
        for (from, to, holds) in [
            ("", "", true),
            ("2026-11-02", "2026-11-02", true),
            ("2026-11-03", "", false),
            ("", "2026-11-01", false),
        ] {
            let period = Period::of(day(from), day(to));
            assert_eq!(period.holds(today), holds, "{from} {to}");
        }
    }

    #[test]
    fn a_last_day_is_earlier_than_none() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        for (before, after, earlier) in [
            ("", "2026-11-02", true),
            ("2026-11-03", "2026-11-02", true),
            ("2026-11-01", "2026-11-02", false),
            ("2026-11-01", "", false),
        ] {
            assert_eq!(is_earlier(day(before), day(after)), earlier);
        }
    }
}
