//! Changes of contact details: asked for by residents, proved, handed over to the ERP, and in effect when it confirms.
//!
//! Until then everything stays as it was, the login first of all. No answer tells whether an address has an account: the
//! page says the same, and whose address it is reads it in a mail.

mod ask;
mod bank;
mod course;
mod desk;
mod erp;
mod expire;
mod mail;
mod papers;
mod prove;
mod revoke;
mod show;

use domain::change::ChangeKind;
use domain::{ChangeId, Refusal};
use store::Tx;
use store::change::{self, Change};

use crate::{Caller, Error, Resident, Result};

pub(crate) use erp::{answered, confirm_imported, confirm_mandates, not_named};
pub(crate) use expire::expire;

/// Changes of contact details, for one caller.
#[derive(Debug, Clone, Copy)]
pub struct Changes<'a> {
    pub(crate) caller: &'a Caller,
}

/// Holds a request that must be there.
async fn held(tx: &mut Tx, id: ChangeId) -> Result<Change> {
    change::hold(tx, id).await?.ok_or(Error::NotFound)
}

/// Holds the resident's own open request of a kind.
async fn own(tx: &mut Tx, me: &Resident, kind: ChangeKind) -> Result<Change> {
    let open = change::open_of(tx, me.person, kind).await?;
    let id = open.ok_or(Refusal::StepNotAllowed)?;
    held(tx, id).await
}
