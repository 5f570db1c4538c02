//! Ends that were said apart from the records they belong to.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::erp::Entity;
use domain::{ContractId, PersonId, berlin};
use store::Tx;
use store::master::{self, Ending};

use super::{Look, leads_nowhere};
use crate::Result;
use crate::erp::apply::CHUNK;
use crate::erp::naming::is_earlier;
use crate::erp::{End, Fault, RowResult};
use crate::import::{Check, FieldChange};

impl Look<'_> {
    pub(super) async fn ends(&mut self, tx: &mut Tx, ends: &[End]) -> Result<()> {
        for (chunk, first) in ends.chunks(CHUNK).zip((0..).step_by(CHUNK)) {
            let known = endings(tx, chunk).await?;
            for (end, index) in chunk.iter().zip(first..) {
                let found = known.get(&(end.entity, end.reference.clone()));
                self.end(tx, end, index, found).await?;
            }
            self.dirty.push(true);
            self.seen += chunk.len();
        }
        Ok(())
    }

    async fn end(
        &mut self,
        tx: &mut Tx,
        end: &End,
        index: usize,
        found: Option<&Ending>,
    ) -> Result<()> {
        if end.entity == Entity::Document {
            self.fault(end.entity, index, &end.reference, other_call());
            return Ok(());
        }
        let mut check = Check::default();
        check.day("valid_to", Some(end.valid_to));
        check.revision(Some(end.revision));
        for fault in check.faults {
            self.fault(end.entity, index, &end.reference, fault);
        }
        let Some(found) = found else {
            if self.has(end.entity, &end.reference) {
                self.tell_end(end, None);
                self.answer(end.entity, index, &end.reference, RowResult::Ended);
            } else {
                let fault = leads_nowhere("reference", &end.reference);
                self.fault(end.entity, index, &end.reference, fault);
            }
            return Ok(());
        };
        if is_stale(end, found) {
            self.diff.count(end.entity).stale += 1;
            self.answer(end.entity, index, &end.reference, RowResult::StaleIgnored);
            return Ok(());
        }
        self.tell_end(end, found.valid_to);
        self.answer(end.entity, index, &end.reference, RowResult::Ended);
        if is_earlier(found.valid_to, Some(end.valid_to)) {
            self.weigh_end(tx, end, found).await?;
        }
        Ok(())
    }

    fn tell_end(&mut self, end: &End, before: Option<NaiveDate>) {
        let column = if end.entity == Entity::Contract {
            "ends_on"
        } else {
            "valid_to"
        };
        let old = before.map(berlin::short_date).unwrap_or_default();
        let new = berlin::short_date(end.valid_to);
        let fields = vec![FieldChange { column, old, new }];
        self.diff.change_fields(end.entity, &end.reference, fields);
    }

    async fn weigh_end(&mut self, tx: &mut Tx, end: &End, found: &Ending) -> Result<()> {
        match end.entity {
            Entity::Contract if found.valid_to.is_none_or(|last| last >= self.work.today) => {
                self.scale.ends(ContractId(found.id));
            }
            Entity::Person => {
                let person = PersonId(found.id);
                self.scale.leaving(tx, &[person]).await?;
            }
            Entity::ContractPerson => {
                for named in master::namings(tx, &[end.reference.as_str()]).await? {
                    self.scale
                        .leaves(tx, &named.contract, &named.person)
                        .await?;
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// Documents have calls and a scope of their own, with their own count of revisions.
fn other_call() -> Fault {
    Fault {
        field: Some("entity".to_owned()),
        reason: "Ein Dokument endet nicht mit einer Lieferung: Stellen Sie es mit valid_to neu bereit, oder ziehen Sie es zurück."
            .to_owned(),
    }
}

/// The rows that ends are about.
pub(crate) async fn endings(
    tx: &mut Tx,
    ends: &[End],
) -> Result<BTreeMap<(Entity, String), Ending>> {
    let mut wanted: BTreeMap<Entity, Vec<&str>> = BTreeMap::new();
    for end in ends {
        wanted.entry(end.entity).or_default().push(&end.reference);
    }
    let mut found = BTreeMap::new();
    for (kind, keys) in wanted {
        for row in master::endings(tx, kind, &keys).await? {
            found.insert((kind, row.reference.clone()), row);
        }
    }
    Ok(found)
}

/// Whether the portal has a later word than an end.
pub(crate) fn is_stale(end: &End, found: &Ending) -> bool {
    let later = |known: Option<i64>| known.is_some_and(|known| end.revision <= known);
    later(found.revision) || later(found.ended_revision)
}
