//! Refused accesses in the audit log.
//!
//! A use case that is refused ends without its transaction, and on SQLite nobody else may write as long as that is open. So
//! a refusal is noted on the caller, and written in a transaction of its own before the answer leaves the house.

use std::sync::{Arc, Mutex, PoisonError};

use domain::audit::{Action, AuditResult};

use crate::policy::{self, Relation, Right};
use crate::trail::Object;
use crate::{Actor, Caller, Result};

/// What a caller was refused and is not written yet; clones share it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Denials(Arc<Mutex<Vec<Object>>>);

impl Denials {
    fn note(&self, object: Object) {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !noted.contains(&object) {
            noted.push(object);
        }
    }

    fn take(&self) -> Vec<Object> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Caller {
    /// Lets the caller through to a thing if the table does, and notes a refusal.
    ///
    /// # Errors
    /// As [`policy::require`].
    pub(crate) fn admit(&self, relation: Relation, right: Right, object: Object) -> Result<()> {
        policy::require(relation, right).inspect_err(|_| self.deny(object))
    }

    /// Notes that somebody signed in was refused a thing, or asked for one that is not there: in answer and log the two
    /// are the same.
    pub(crate) fn deny(&self, object: Object) {
        if matches!(
            self.actor,
            Actor::Resident(_) | Actor::Staff(_) | Actor::Newcomer(_) | Actor::Erp(_)
        ) {
            self.denials.note(object);
        }
    }

    /// Writes what was refused into the audit log; called once, where the answer leaves the house.
    ///
    /// # Errors
    /// The database is gone.
    pub async fn write_denials(&self) -> Result<()> {
        let denied = self.denials.take();
        if denied.is_empty() {
            return Ok(());
        }
        let mut tx = self.services.db().begin().await?;
        for object in denied {
            self.trail(&mut tx, Action::AccessDenied, object, AuditResult::Refused)
                .await?;
        }
        Ok(tx.commit().await?)
    }
}
